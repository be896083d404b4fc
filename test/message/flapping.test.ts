import { expect, it } from 'vitest';
import { renderFlapping } from '../../src/message/flapping.ts';
import { buildAlarm } from '../helpers/alarms.ts';
import { everyRow } from '../helpers/every-row.ts';
import { plain } from '../helpers/read-forms.ts';
import { wordsFor } from '../helpers/words.ts';

const flaps = { count: 6, span: 40 * 60_000 };

it(
  'an alarm that flaps is one grey line, and calls nobody',
  everyRow(
    [
      [
        'en',
        '🔴 web-1 CPU  ·  flapping: *6 times* in 40 minutes  ·  next word once it has been quiet for 30 minutes',
      ],
      [
        'ko',
        '🔴 web-1 CPU  ·  경보가 반복되고 있습니다: 40분 동안 *6번*  ·  30분 동안 변화가 없으면 다시 알립니다',
      ],
    ] as const,
    (language, line) => {
      const options = { words: wordsFor(language), timeZone: 'UTC', mention: '<!here>' };
      const forms = renderFlapping(buildAlarm(), flaps, options);
      const [blocks, text] = forms;
      expect(forms.map(({ name, body }) => [name, plain(body.text)])).toEqual([
        ['blocks', line],
        ['text', line],
      ]);
      expect(blocks?.body.blocks).toMatchObject([
        { type: 'context', elements: [{ text: text?.body.text }] },
      ]);
    },
  ),
);

it('an alarm that flaps has a long name cut, and no long link', () => {
  const alarm = buildAlarm({ name: '가'.repeat(200) });
  const [blocks] = renderFlapping(alarm, flaps, { words: wordsFor('en'), timeZone: 'UTC' });
  expect(blocks?.body.text).toMatch(/^🔴 가{149}… {2}· /);
});
