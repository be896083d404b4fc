import type { Alarm } from './alarm.ts';
import { SAME } from './state-change.ts';

/**
 * Where an alarm stands among those that went off, or recovered, with it. Pure: every container that asks comes to the
 * same answer.
 */

/** Milliseconds. Alarms that change within this time are one storm. */
export const STORM_SPAN = 60_000;
/** So many alarms of a storm are told in full. */
export const TOLD_IN_FULL = 3;

/** When an alarm changed its state (epoch milliseconds). */
export type Moment = Pick<Alarm, 'name' | 'changedAt'>;

/**
 * How many of the others changed before this one, within STORM_SPAN; of two with the same time, the name decides. 0 for an
 * alarm without a time, so that it is told at once. If the alarm is itself among the others, the time there counts: its
 * notification may have another.
 */
export function countBefore(alarm: Moment, others: readonly Moment[]): number {
  const { name } = alarm;
  const changedAt = timeAmong(alarm, others);
  if (changedAt === undefined) return 0;
  const before = others.filter((other) => {
    if (other.name === name || other.changedAt === undefined) return false;
    const earlier = changedAt - other.changedAt;
    return earlier === 0 ? other.name < name : earlier > 0 && earlier <= STORM_SPAN;
  });
  return new Set(before.map((other) => other.name)).size;
}

function timeAmong({ name, changedAt }: Moment, others: readonly Moment[]): number | undefined {
  if (changedAt === undefined) return undefined;
  const own = others.find(
    (other) => other.name === name && Math.abs((other.changedAt ?? 0) - changedAt) <= SAME,
  );
  return own?.changedAt ?? changedAt;
}
