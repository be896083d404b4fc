import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkSlackLimits } from '../src/local/slack-limits.ts';
import { findUnsafeText } from '../src/local/unsafe-text.ts';
import { renderAlarm } from '../src/message.ts';
import { wordsFor } from '../src/words.ts';
import { anyAlarm, anyHistory } from './helpers/any-alarm.ts';
import { outsideText } from './helpers/outside-text.ts';

describe('the message of any alarm', () => {
  const choices = fc.constantFrom(
    { language: 'en', timeZone: 'UTC', mention: '<!here>' } as const,
    { language: 'ko', timeZone: 'Asia/Seoul', mention: '<!subteam^S012AB3CD>' } as const,
  );
  const enrichment = fc.record(
    {
      history: anyHistory,
      instanceName: outsideText(),
      late: fc.integer({ min: 60_000, max: 1e12 }),
    },
    { requiredKeys: [] },
  );

  it('is in every form inside the limits of Slack, and holds no text that Slack would take for markup', () => {
    fc.assert(
      fc.property(anyAlarm, choices, enrichment, (alarm, { language, ...chosen }, known) => {
        const forms = renderAlarm(alarm, { ...chosen, words: wordsFor(language) }, known);
        const given = JSON.stringify([alarm, known]);
        for (const { name, body } of forms) {
          expect(checkSlackLimits(body), name).toEqual([]);
          expect(findUnsafeText(body, { mention: chosen.mention, given }), name).toEqual([]);
        }
      }),
      { numRuns: 500 },
    );
  });
});
