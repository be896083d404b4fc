import { describe, expect, it } from 'vitest';
import type { Entry } from '../../src/alarm/ledger.ts';
import { spanOfRun } from '../../src/alarm/run-span.ts';

const HOUR = 3_600_000;
const NOON = Date.UTC(2026, 10, 22, 12);

/** What the log has of runs so many hours before noon that were not made. */
function unmade(...hours: readonly number[]): readonly Entry[] {
  return hours.map((before) => ({
    outcome: 'not made: a right is missing',
    alarm: '*',
    at: NOON - before * HOUR,
    writtenAt: NOON - before * HOUR,
  }));
}

/** Hours. */
const looksBack = (ledger: readonly Entry[]) => (NOON - spanOfRun(NOON, ledger).from) / HOUR;

describe('an hourly run looks back', () => {
  it('an hour, and over those before it that were not made, in whatever order the log has them', () => {
    expect(spanOfRun(NOON, [])).toEqual({ from: NOON - HOUR, to: NOON });
    expect(looksBack(unmade(1))).toBe(2);
    expect(looksBack(unmade(3, 1, 2, 1))).toBe(4);
    expect(looksBack(unmade(0.5))).toBe(1.5);
    expect(looksBack(unmade(1.125))).toBe(2.125);
    expect(looksBack(unmade(1 + 1 / 6))).toBeCloseTo(2 + 1 / 6);
    expect(looksBack(unmade(1.17))).toBe(1);
  });

  it('not over what a run between has made up for, nor for itself or a later run', () => {
    expect(looksBack(unmade(2, 3))).toBe(1);
    expect(looksBack(unmade(1, 3, 4))).toBe(2);
    expect(looksBack(unmade(0, -1))).toBe(1);
  });

  it('not for what else the log says, and a day at most', () => {
    const others = unmade(1).map((one) => ({ ...one, outcome: 'delivered' as const }));
    expect(looksBack(others)).toBe(1);
    expect(looksBack(unmade(...Array.from({ length: 40 }, (_, index) => index)))).toBe(24);
  });
});
