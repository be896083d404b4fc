import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Alarm } from '../../src/alarm/alarm.ts';
import { dueReminders } from '../../src/alarm/reminders.ts';

const HOUR = 3_600_000;
const EIGHT = Date.UTC(2026, 10, 22, 8);

function burning(changedAt: number | undefined, fields: Partial<Alarm> = {}): Alarm {
  return {
    name: 'web-1 CPU',
    partition: 'aws',
    state: 'ALARM',
    evaluation: { understood: false, values: [] },
    facts: [],
    ...(changedAt === undefined ? {} : { changedAt }),
    ...fields,
  };
}

/** The hour that ends then. */
function hourTo(to: number) {
  return { from: to - HOUR, to };
}

/** Hours after the alarm at which hourly runs, the first after `offset` milliseconds, remind of it. */
function remindedAt(offset: number, hours: number, runs: number): readonly number[] {
  return Array.from({ length: runs }, (_, run) => EIGHT + offset + run * HOUR).filter(
    (at) => dueReminders([burning(EIGHT)], hourTo(at), hours).length > 0,
  );
}

describe('a reminder', () => {
  it('comes at 4, 8 and 12 hours where 4 hours are set', () => {
    expect(remindedAt(0, 4, 13).map((at) => (at - EIGHT) / HOUR)).toEqual([4, 8, 12]);
  });

  it('comes exactly once a window, whenever the runs fall', () => {
    const run = fc.integer({ min: 0, max: HOUR - 1 });
    fc.assert(
      fc.property(run, fc.integer({ min: 1, max: 12 }), (offset, hours) => {
        const runs = remindedAt(offset, hours, 73);
        const windows = runs.map((at) => Math.floor((at - EIGHT) / (hours * HOUR)));
        const last = Math.floor((offset + 72 * HOUR) / (hours * HOUR));
        expect(windows).toEqual(Array.from({ length: last }, (_, index) => index + 1));
      }),
    );
  });

  it('comes longest first, and says which reminder it is', () => {
    const alarms = [burning(EIGHT + 4 * HOUR, { name: 'young' }), burning(EIGHT, { name: 'old' })];
    const due = dueReminders(alarms, hourTo(EIGHT + 8 * HOUR), 4);
    expect(due.map(({ alarm, count }) => [alarm.name, count])).toEqual([
      ['old', 2],
      ['young', 1],
    ]);
  });

  it('is none for an alarm of the future, for an OK, without a time and where they are off', () => {
    const at = EIGHT + 4 * HOUR;
    expect(dueReminders([burning(at + 9 * HOUR)], hourTo(at), 4)).toEqual([]);
    expect(dueReminders([burning(EIGHT, { state: 'OK' })], hourTo(at), 4)).toEqual([]);
    expect(dueReminders([burning(undefined)], hourTo(at), 4)).toEqual([]);
    expect(dueReminders([burning(EIGHT)], hourTo(at), 0)).toEqual([]);
    expect(dueReminders([burning(EIGHT)], hourTo(EIGHT), 0)).toEqual([]);
    expect(dueReminders([burning(EIGHT)], hourTo(EIGHT + 1), 0)).toEqual([]);
    expect(dueReminders([burning(EIGHT)], hourTo(at), -4)).toEqual([]);
  });
});
