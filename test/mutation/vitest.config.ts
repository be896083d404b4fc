import { defineConfig } from 'vitest/config';

// What `npm run test:mutation` runs for every mutant: the tests of the parsing and wording core, but for those that try
// thousands of events.
export default defineConfig({
  test: {
    include: [
      'test/{console-url,description,details,digest,facts,format,headline,inbox,json}.test.ts',
      'test/{message,metric-math,metric-url,mrkdwn,note-message,notifier,parse-*}.test.ts',
      'test/{reading,regions,samples,sentence,state-reason,units,words}.test.ts',
    ],
  },
});
