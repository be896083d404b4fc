import { describe, expect, it } from 'vitest';
import { adviseOn, isReproduced, waitOf } from '../../src/alarm/advice.ts';
import { type Limits, spellsUnder } from '../../src/alarm/evaluator.ts';

const MINUTE = 60_000;
const NOON = Date.UTC(2026, 10, 22, 12);
const LIMITS: Limits = {
  comparison: 'GreaterThanThreshold',
  threshold: 80,
  period: 300,
  evaluationPeriods: 1,
  datapointsToAlarm: 1,
  treatMissingData: 'missing',
};

/** Every hour a peak of so many periods and so high. */
function week(peaks: readonly { readonly periods: number; readonly value: number }[]) {
  const datapoints = peaks.flatMap(({ periods, value }, hour) =>
    Array.from({ length: 12 }, (_, index) => ({
      at: NOON + (hour * 12 + index) * 5 * MINUTE,
      value: index >= 2 && index < 2 + periods ? value : 20,
    })),
  );
  const span = { from: NOON, to: NOON + peaks.length * 60 * MINUTE };
  return { datapoints, span, truly: spellsUnder(LIMITS, datapoints, span) };
}

const short = { periods: 1, value: 90 };
const long = { periods: 6, value: 95 };
const noisy = [short, short, long, short, short, short, long, short];

describe('advice for a noisy alarm', () => {
  it('is the smallest change that tells half as often and leaves out none of the long ones', () => {
    const { truly, datapoints, span } = week(noisy);
    const advice = adviseOn(truly, LIMITS, datapoints, span);
    expect(advice).toMatchObject({ told: 2, of: 8 });
    expect(advice?.limits).toMatchObject({ evaluationPeriods: 2, datapointsToAlarm: 2 });
    expect(waitOf(advice?.limits ?? LIMITS)).toBe(600);
  });

  it('is a higher limit where the peaks are low, a lower one for an alarm about too little', () => {
    const peaks = noisy.map((peak) => (peak === long ? long : { periods: 6, value: 83 }));
    // Every peak lasts for half an hour: only who waits as long leaves out none that lasted longer.
    const { truly, datapoints, span } = week(peaks);
    expect(adviseOn(truly, LIMITS, datapoints, span)).toMatchObject({
      limits: { threshold: 85, evaluationPeriods: 6 },
      told: 2,
    });
    const mirrored = datapoints.map(({ at, value }) => ({ at, value: 100 - value }));
    const below = { ...LIMITS, comparison: 'LessThanThreshold', threshold: 20 };
    expect(adviseOn(truly, below, mirrored, span)).toMatchObject({
      limits: { threshold: 15, evaluationPeriods: 6 },
      told: 2,
    });
  });

  it('is none where the evaluator does not come to the true times', () => {
    const { truly, datapoints, span } = week(noisy);
    const moved = truly.map(({ from, to }, index) =>
      index === 3 ? { from: from + 30 * MINUTE, to: to + 30 * MINUTE } : { from, to },
    );
    for (const other of [truly.toSpliced(3, 1), moved]) {
      expect(isReproduced(other, LIMITS, datapoints, span)).toBe(false);
      expect(adviseOn(other, LIMITS, datapoints, span)).toBeUndefined();
    }
    // CloudWatch decides a little after the period ends.
    const later = truly.map(({ from, to }) => ({ from: from + MINUTE, to: to + MINUTE }));
    expect(isReproduced(later, LIMITS, datapoints, span)).toBe(true);
  });

  it('is none for a few alarms, for a band, and where nothing helps', () => {
    const few = week([short, short, long]);
    expect(adviseOn(few.truly, LIMITS, few.datapoints, few.span)).toBeUndefined();
    const { truly, datapoints, span } = week(noisy);
    const band = { ...LIMITS, comparison: 'GreaterThanUpperThreshold' };
    expect(adviseOn(truly, band, datapoints, span)).toBeUndefined();
    const all = week(Array.from({ length: 8 }, () => long));
    expect(adviseOn(all.truly, LIMITS, all.datapoints, all.span)).toBeUndefined();
  });
});
