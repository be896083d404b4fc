import type { Alarm } from './alarm.ts';

/** Where an alarm stands among those that went off with it. Pure: every container that asks comes to the same answer. */

/** Milliseconds: what went off within is one storm. */
export const STORM_SPAN = 60_000;
/** So many alarms of a storm are told in full. */
export const TOLD_IN_FULL = 3;

type Moment = Pick<Alarm, 'name' | 'changedAt'>;

/**
 * How many of the others went off before this one, within the span; by name where the time is the same. An alarm
 * without a time has none before it, and so is told at once.
 */
export function countBefore(alarm: Moment, others: readonly Moment[]): number {
  const { name, changedAt } = alarm;
  if (changedAt === undefined) return 0;
  const before = others.filter((other) => {
    if (other.name === name || other.changedAt === undefined) return false;
    const earlier = changedAt - other.changedAt;
    return earlier === 0 ? other.name < name : earlier > 0 && earlier <= STORM_SPAN;
  });
  return new Set(before.map((other) => other.name)).size;
}
