import { defineConfig } from 'vitest/config';

// What `npm run test:mutation` runs for every mutant: the tests of the parsing and wording core, but for those that try
// thousands of events, or how long something takes.
export default defineConfig({
  test: {
    exclude: ['test/message/linear-time.test.ts'],
    testTimeout: 60_000,
    include: [
      'test/{alarm,cases,parse,message,notify}/**/*.test.ts',
      'test/{json,samples}.test.ts',
    ],
  },
});
