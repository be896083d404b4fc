import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Limits, spellsUnder } from '../../src/alarm/evaluator.ts';

const MINUTE = 60_000;
const NOON = Date.UTC(2026, 10, 22, 12);
const LIMITS: Limits = {
  comparison: 'GreaterThanThreshold',
  threshold: 80,
  period: 60,
  evaluationPeriods: 3,
  datapointsToAlarm: 2,
  treatMissingData: 'missing',
};

/** One value a minute from noon on; undefined for a gap. */
function series(values: readonly (number | undefined)[]) {
  return values.flatMap((value, index) =>
    value === undefined ? [] : [{ at: NOON + index * MINUTE, value }],
  );
}

/** `01:03` for a time in ALARM from minute 1 to minute 3. */
function minutes(limits: Partial<Limits>, values: readonly (number | undefined)[]) {
  const span = { from: NOON, to: NOON + values.length * MINUTE };
  const all = { ...LIMITS, treatMissingData: 'notBreaching', ...limits };
  return spellsUnder(all, series(values), span).map(({ from, to }) => [
    (from - NOON) / MINUTE,
    (to - NOON) / MINUTE,
  ]);
}

describe('an alarm would have been in ALARM', () => {
  it('from the end of the period that makes it M of N, to the end of the one that does not', () => {
    expect(minutes({}, [90, 10, 90, 90, 10, 10, 10])).toEqual([[3, 6]]);
    expect(minutes({}, [10, 90, 10, 10, 90, 10])).toEqual([]);
    expect(minutes({ comparison: 'LessThanOrEqualToThreshold' }, [80, 80, 81])).toEqual([[2, 3]]);
  });

  it('to the end of the span if it lasts', () => {
    expect(minutes({}, [10, 90, 90])).toEqual([[3, 3]]);
    expect(minutes({}, [90, 90, 90, 90])).toEqual([[2, 4]]);
  });

  it('as it treats what is missing', () => {
    const gap = [90, 90, undefined, undefined, undefined, 10, 10, 10];
    expect(minutes({ treatMissingData: 'breaching' }, gap)).toEqual([[1, 7]]);
    expect(minutes({ treatMissingData: 'notBreaching' }, gap)).toEqual([[2, 4]]);
    expect(minutes({ treatMissingData: 'ignore' }, gap)).toEqual([[2, 7]]);
    expect(minutes({ treatMissingData: 'missing' }, gap)).toEqual([[2, 5]]);
  });
});

const anyValues = fc.array(fc.option(fc.integer({ min: 0, max: 100 }), { nil: undefined }), {
  maxLength: 60,
});
const anyLimits = fc
  .record({
    threshold: fc.integer({ min: 10, max: 90 }),
    evaluationPeriods: fc.integer({ min: 1, max: 6 }),
    share: fc.integer({ min: 0, max: 5 }),
    treatMissingData: fc.constantFrom('missing', 'breaching', 'notBreaching', 'ignore'),
  })
  .map(({ share, ...rest }) => ({
    ...LIMITS,
    ...rest,
    datapointsToAlarm: 1 + (share % rest.evaluationPeriods),
  }));

it('times in ALARM are in order, apart, within the span, and the same in whatever order the data comes', () => {
  fc.assert(
    fc.property(anyLimits, anyValues, (limits, values) => {
      const span = { from: NOON, to: NOON + values.length * MINUTE };
      const spells = spellsUnder(limits, series(values), span);
      expect(spellsUnder(limits, series(values).toReversed(), span)).toEqual(spells);
      let last = span.from - 1;
      for (const { from, to } of spells) {
        expect(from).toBeGreaterThan(last);
        expect(to).toBeGreaterThanOrEqual(from);
        last = to;
      }
      expect(last).toBeLessThanOrEqual(span.to);
    }),
  );
});

it('a higher limit is never in ALARM when a lower one is not', () => {
  const isIn = (spells: readonly { from: number; to: number }[], at: number) =>
    spells.some(({ from, to }) => at >= from && at < to);
  fc.assert(
    fc.property(anyLimits, anyValues, fc.integer({ min: 1, max: 30 }), (limits, values, more) => {
      const span = { from: NOON, to: NOON + values.length * MINUTE };
      const low = spellsUnder(limits, series(values), span);
      const high = spellsUnder(
        { ...limits, threshold: limits.threshold + more },
        series(values),
        span,
      );
      for (let at = span.from; at < span.to; at += MINUTE)
        if (isIn(high, at)) expect(isIn(low, at)).toBe(true);
    }),
  );
});

it('without gaps it is M of N, counted anew at each period', () => {
  fc.assert(
    fc.property(
      anyLimits,
      fc.array(fc.integer({ min: 0, max: 100 }), { maxLength: 60 }),
      (limits, values) => {
        const span = { from: NOON, to: NOON + values.length * MINUTE };
        // Before the span is a time of which nothing is known: the windows begin where they are full.
        const spells = spellsUnder(
          { ...limits, treatMissingData: 'notBreaching' },
          series(values),
          span,
        );
        for (const [index] of values.entries()) {
          const window = values.slice(Math.max(0, index + 1 - limits.evaluationPeriods), index + 1);
          const isBreaching =
            window.filter((value) => value > limits.threshold).length >= limits.datapointsToAlarm;
          const at = NOON + (index + 1) * MINUTE;
          const isLast = index + 1 === values.length;
          const isIn = spells.some(
            ({ from, to }) => at >= from && (at < to || (isLast && at === to && isBreaching)),
          );
          expect(isIn).toBe(isBreaching);
        }
      },
    ),
  );
});
