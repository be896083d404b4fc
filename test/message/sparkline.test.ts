import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { History } from '../../src/alarm/alarm.ts';
import { renderSparkline } from '../../src/message/sparkline.ts';
import { everyRow } from '../helpers/every-row.ts';
import { wordsFor } from '../helpers/words.ts';

const { locale } = wordsFor('en');

function historyOf(values: readonly (number | undefined)[], period = 300): History {
  const datapoints = values.flatMap((value, index) =>
    value === undefined ? [] : [{ at: index * period * 1000, value }],
  );
  return { datapoints, period };
}

describe('the sparkline', () => {
  it(
    'has a bar for each period and a gap where there is no value',
    everyRow(
      [
        ['a bar for each datapoint', [10, 20, 30, 40, 50, 60, 70, 80], '▁▂▃▄▅▆▇█ 10% – 80%'],
        ['a dot for each period without one', [1, undefined, undefined, 2], '▁··█ 1% – 2%'],
        ['one height where nothing changes', [5, 5, 5], '▄▄▄ 5%'],
        ['zero and below', [0, -1.25, 3], '▃▁█ -1.25% – 3%'],
        [
          'the newest 20 periods',
          Array.from({ length: 41 }, (_, i) => i),
          '▁▁▂▂▂▃▃▄▄▄▅▅▅▆▆▇▇▇██ 21% – 40%',
        ],
        [
          'the newest 20 periods, gaps counted',
          [1, ...Array.from({ length: 19 }, () => undefined), 2, 3],
          '▁█ 2% – 3%',
        ],
        ['no value that is none', [1, Number.NaN, 2, Number.POSITIVE_INFINITY], '▁·█ 1% – 2%'],
      ],
      (_, values, expected) => {
        expect(renderSparkline(historyOf(values), { unit: 'Percent', locale })).toBe(expected);
      },
    ),
  );

  it('says the range in the unit that reads best', () => {
    expect(renderSparkline(historyOf([900_000, 1_200_000]), { unit: 'Bytes', locale })).toBe(
      '▁█ 900\u00a0kB – 1.2\u00a0MB',
    );
    expect(renderSparkline(historyOf([1, 2]), { locale })).toBe('▁█ 1 – 2');
  });

  it('is not drawn with fewer than 2 datapoints', () => {
    expect(renderSparkline(historyOf([]), { locale })).toBeUndefined();
    expect(renderSparkline(historyOf([1, Number.NaN]), { locale })).toBeUndefined();
  });

  it('of any history is short and says no number that is none', () => {
    const number = fc.oneof(fc.double(), fc.integer());
    const datapoint = fc.record({ at: number, value: number });
    fc.assert(
      fc.property(fc.array(datapoint, { maxLength: 40 }), number, (datapoints, period) => {
        const text = renderSparkline({ datapoints, period }, { locale });
        if (text === undefined) return;
        expect(text).toMatch(/^[▁▂▃▄▅▆▇█][▁▂▃▄▅▆▇█·]{1,} /);
        expect(text.split(' ')[0]?.length).toBeLessThanOrEqual(20);
        expect(text).not.toMatch(/NaN|Infinity|∞|undefined/);
      }),
      { numRuns: 1000 },
    );
  });
});
