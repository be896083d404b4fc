import { describe, expect, it } from 'vitest';
import { isBeyond, sideOf, symbolOf } from '../../src/alarm/comparison.ts';
import { everyRow } from '../helpers/every-row.ts';

describe('a comparison of CloudWatch', () => {
  it(
    'has a side, and against one threshold a sign',
    everyRow(
      [
        ['GreaterThanThreshold', 'above', '>'],
        ['GreaterThanOrEqualToThreshold', 'above', '≥'],
        ['LessThanThreshold', 'below', '<'],
        ['LessThanOrEqualToThreshold', 'below', '≤'],
        ['GreaterThanUpperThreshold', 'above', undefined],
        ['LessThanLowerThreshold', 'below', undefined],
        ['LessThanLowerOrGreaterThanUpperThreshold', 'outside', undefined],
        ['EqualToThreshold', undefined, undefined],
        ['constructor', undefined, undefined],
        [undefined, undefined, undefined],
      ],
      (operator, side, sign) => {
        expect(sideOf(operator)).toBe(side);
        expect(symbolOf(operator)).toBe(sign);
      },
    ),
  );

  it(
    'decides what is below, at and above the threshold',
    everyRow(
      [
        ['GreaterThanThreshold', [false, false, true]],
        ['GreaterThanOrEqualToThreshold', [false, true, true]],
        ['LessThanThreshold', [true, false, false]],
        ['LessThanOrEqualToThreshold', [true, true, false]],
        ['GreaterThanUpperThreshold', [undefined, undefined, undefined]],
      ],
      (comparison, expected) => {
        const found = [79, 80, 81].map((value) => isBeyond(value, { comparison, threshold: 80 }));
        expect(found).toEqual(expected);
      },
    ),
  );

  it('decides nothing where a part of it is not known', () => {
    const comparison = 'LessThanThreshold';
    expect(isBeyond(undefined, { comparison, threshold: 80 })).toBeUndefined();
    expect(isBeyond(79, { comparison })).toBeUndefined();
    expect(isBeyond(79, { threshold: 80 })).toBeUndefined();
  });
});
