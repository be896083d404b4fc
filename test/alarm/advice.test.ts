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

interface Peak {
  readonly periods: number;
  readonly value: number;
}

/** One peak after the other, each `slots` periods after the one before. */
function week(peaks: readonly Peak[], limits = LIMITS, slots = 12) {
  const period = limits.period * 1_000;
  const calm = limits.threshold - 60;
  const datapoints = peaks.flatMap(({ periods, value }, number) =>
    Array.from({ length: slots }, (_, index) => ({
      at: NOON + (number * slots + index) * period,
      value: index >= 2 && index < 2 + periods ? value : calm,
    })),
  );
  const span = { from: NOON, to: NOON + peaks.length * slots * period };
  return { datapoints, span, truly: spellsUnder(limits, datapoints, span) };
}

function advised(peaks: readonly Peak[], limits = LIMITS, slots = 12) {
  const { truly, datapoints, span } = week(peaks, limits, slots);
  return adviseOn(truly, limits, datapoints, span);
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

  it('is given from six times on, and where it leaves out half of them', () => {
    expect(advised([short, short, long, short, short])).toBeUndefined();
    expect(advised([short, short, long, short, short, short])).toMatchObject({ told: 1, of: 6 });
    expect(advised([long, short, long, short, long, short])).toMatchObject({ told: 3, of: 6 });
    expect(advised([long, short, long, short, long, short, long])).toBeUndefined();
  });

  it('never leaves out a long one, be it the first or the last', () => {
    const slow = { ...LIMITS, period: 600 };
    const low = { periods: 1, value: 83 };
    const lowAndLong = { periods: 6, value: 83 };
    // A limit of 85 would be the smaller change, and is taken where none is lost.
    expect(advised([low, low, long, low, low, low], slow)).toMatchObject({
      limits: { threshold: 85, evaluationPeriods: 1 },
    });
    for (const peaks of [
      [lowAndLong, low, low, low, low, long],
      [long, low, low, low, low, lowAndLong],
    ]) {
      expect(advised(peaks, slow)).toMatchObject({
        limits: { threshold: 80, evaluationPeriods: 2 },
        told: 2,
      });
    }
  });

  it('is a higher limit and a longer wait at once, where either alone is not enough', () => {
    const low = { periods: 2, value: 83 };
    const brief = { periods: 1, value: 99 };
    const advice = advised([low, low, low, brief, long, low], { ...LIMITS, period: 600 });
    expect(advice).toMatchObject({ limits: { threshold: 85, evaluationPeriods: 2 }, told: 1 });
  });

  it('is a higher limit alone for an alarm that waits for more than an hour already', () => {
    const slow = { ...LIMITS, period: 3_600, evaluationPeriods: 2, datapointsToAlarm: 2 };
    const low = { periods: 4, value: 83 };
    const peaks = [low, low, low, { periods: 6, value: 95 }, low, low];
    expect(advised(peaks, slow)).toBeUndefined();
    const brief = peaks.map((peak) => (peak === low ? { ...low, periods: 3 } : peak));
    expect(advised(brief, slow)).toMatchObject({
      limits: { threshold: 85, evaluationPeriods: 2 },
      told: 1,
    });
  });

  it.each([
    { threshold: 80, low: 83, high: 99, advice: 85 },
    { threshold: 80, low: 88, high: 99, advice: 90 },
    { threshold: 80, low: 94, high: 99, advice: 95 },
    { threshold: 80, low: 96, high: 99, advice: undefined },
    { threshold: 0.9, low: 0.93, high: 5, advice: 0.95 },
    { threshold: 0, low: 0.5, high: 5, advice: 1 },
    { threshold: 800, low: 830, high: 990, advice: 850 },
    { threshold: -20, low: -18, high: 0, advice: -15 },
  ])('raises a limit of $threshold to $advice where it often reaches $low', (row) => {
    const peaks = [row.low, row.low, row.low, row.high, row.low, row.low];
    const advice = advised(
      peaks.map((value) => ({ periods: 6, value })),
      { ...LIMITS, threshold: row.threshold },
    );
    expect(advice?.limits.threshold).toBe(row.advice);
  });

  it.each([
    { what: 'an hour', period: 300, lasts: 11, advice: 12 },
    { what: 'more than an hour', period: 300, lasts: 12, advice: undefined },
    { what: '24 periods', period: 60, lasts: 23, advice: 24 },
    { what: 'more than 24 periods', period: 60, lasts: 24, advice: undefined },
  ])('lets nobody wait for $what: $advice', ({ period, lasts, advice }) => {
    const brief = { periods: lasts, value: 95 };
    const peaks = [brief, brief, { periods: 40, value: 95 }, brief, brief, brief];
    const found = advised(peaks, { ...LIMITS, period }, 60);
    expect(found?.limits.evaluationPeriods).toBe(advice);
  });
});

describe('the evaluator', () => {
  const { truly, datapoints, span } = week(noisy);
  const shifted = (by: Partial<Record<'from' | 'to', number>>) =>
    truly.with(3, {
      from: (truly[3]?.from ?? 0) + (by.from ?? 0),
      to: (truly[3]?.to ?? 0) + (by.to ?? 0),
    });

  it.each([
    { by: { from: 12 * MINUTE }, is: true },
    { by: { from: 12 * MINUTE + 1 }, is: false },
    { by: { from: -12 * MINUTE - 1 }, is: false },
    { by: { to: 12 * MINUTE }, is: true },
    { by: { to: 12 * MINUTE + 1 }, is: false },
  ])('comes to the true time within two periods and two minutes: $by', ({ by, is }) => {
    expect(isReproduced(shifted(by), LIMITS, datapoints, span)).toBe(is);
  });

  it('has to find every one, and no other', () => {
    expect(isReproduced(truly, LIMITS, datapoints, span)).toBe(true);
    expect(isReproduced(truly.slice(0, -1), LIMITS, datapoints, span)).toBe(false);
    const one = { from: span.to - MINUTE, to: span.to };
    expect(isReproduced([...truly, one], LIMITS, datapoints, span)).toBe(false);
  });

  it.each([
    { evaluationPeriods: 1, before: 2 * MINUTE },
    { evaluationPeriods: 2, before: 7 * MINUTE },
  ])('is not held to what the beginning may cut off: $evaluationPeriods', (row) => {
    const limits = { ...LIMITS, evaluationPeriods: row.evaluationPeriods };
    // The first is 15 minutes after noon.
    const others = spellsUnder(limits, datapoints, span).slice(1);
    const earlier = { from: NOON - row.before, to: span.to };
    expect(isReproduced(others, limits, datapoints, earlier)).toBe(false);
    const later = { ...earlier, from: earlier.from + 1 };
    expect(isReproduced(others, limits, datapoints, later)).toBe(true);
  });
});
