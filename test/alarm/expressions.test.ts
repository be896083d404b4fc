import { describe, expect, it } from 'vitest';
import { isComplete } from '../../src/alarm/expressions.ts';
import { everyRow } from '../helpers/every-row.ts';

describe('an expression', () => {
  it(
    'is complete only where every input that it names is there',
    everyRow(
      [
        ['m1', ['m1'], true],
        ['100 * m1 / m2', ['m1', 'm2'], true],
        ['100 * m1 / m2', ['m1'], false],
        ['e1 + m1', ['m1'], false],
        ['IF(m1 > 5e3 AND m2 < 2, m1, 0)', ['m1', 'm2'], true],
        ['FILL(METRICS("errors"), REPEAT)', [], true],
        [`METRICS('m9') + m1`, ['m1'], true],
        ['m1_total', ['m1'], false],
        ['', [], true],
        ['ANOMALY_DETECTION_BAND(m1, 2)', [undefined], false],
      ],
      (expression, ids, expected) => {
        expect(isComplete(expression, ids)).toBe(expected);
      },
    ),
  );
});
