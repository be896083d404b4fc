import type { Alarm } from './alarm.ts';
import type { Span } from './evaluator.ts';

/** Which alarms have been in ALARM for another whole window. Pure, and the same for every run of one scheduled time. */

const HOUR = 3_600_000;

/** An alarm that is to be told again. */
export interface Reminder {
  readonly alarm: Alarm;
  /** Milliseconds in ALARM at the scheduled time. */
  readonly age: number;
  /** 1 for the first reminder of this ALARM. */
  readonly count: number;
}

/**
 * Those whose age passed a multiple of the window within the run's own time, longest first. It is computed from the
 * scheduled time, so that a late or repeated run finds the same. An alarm that does not say since when it burns is left
 * out. `hours`: whole hours, 0 for no reminders.
 */
export function dueReminders(
  burning: readonly Alarm[],
  { from, to }: Span,
  hours: number,
): readonly Reminder[] {
  if (hours <= 0) return [];
  const window = hours * HOUR;
  return burning
    .flatMap((alarm) => {
      if (alarm.state !== 'ALARM' || alarm.changedAt === undefined) return [];
      const age = to - alarm.changedAt;
      const count = windowsIn(age, window);
      return count > windowsIn(from - alarm.changedAt, window) ? [{ alarm, age, count }] : [];
    })
    .toSorted((a, b) => b.age - a.age);
}

function windowsIn(age: number, window: number): number {
  return Math.max(0, Math.floor(age / window));
}
