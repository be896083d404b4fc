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

/** When an alarm, or one series of it, changed its state (epoch milliseconds). */
export type Moment = Pick<Alarm, 'name' | 'changedAt' | 'contributor'>;

/** How many of the others changed before this one. */
export function countBefore(alarm: Moment, others: readonly Moment[]): number {
  return new Set(earlierThan(alarm, others).map(keyOf)).size;
}

/**
 * Those of the others that changed before this one, within STORM_SPAN; of two with the same time, the name decides. None
 * for an alarm without a time, so that it is told at once. If the alarm is itself among the others, the time there counts:
 * its notification may have another.
 */
export function earlierThan(alarm: Moment, others: readonly Moment[]): readonly Moment[] {
  if (alarm.changedAt === undefined) return [];
  const key = keyOf(alarm);
  const changedAt = timeAmong(others, key, alarm.changedAt);
  return others.filter((other) => {
    if (other.changedAt === undefined || keyOf(other) === key) return false;
    return byTime(other, { ...alarm, changedAt }) < 0 && changedAt - other.changedAt <= STORM_SPAN;
  });
}

/** Which of two went off first; of two with the same time, the name decides. For `toSorted`. */
export function byTime(a: Moment, b: Moment): number {
  return (a.changedAt ?? 0) - (b.changedAt ?? 0) || (keyOf(a) < keyOf(b) ? -1 : 1);
}

/** What tells alarms of one account and region apart. The attributes of a series come in any order. */
export function keyOf({ name, contributor }: Moment): string {
  const series = contributor?.map((one) => JSON.stringify([one.name, one.value])).toSorted();
  return series === undefined ? name : `${name} ${series}`;
}

type Place = Pick<Alarm, 'accountId' | 'region'>;
export type PlacedMoment = Moment & Place;

/** Its account and region. */
export function placeOf({ accountId, region }: Place): string {
  return `${accountId} ${region}`;
}

/** Two of the same are the same alarm, or the same series of it. */
export function identityOf(alarm: PlacedMoment): string {
  return `${placeOf(alarm)} ${keyOf(alarm)}`;
}

function timeAmong(others: readonly Moment[], key: string, changedAt: number): number {
  const own = others.find(
    (other) => keyOf(other) === key && Math.abs((other.changedAt ?? 0) - changedAt) <= SAME,
  );
  return own?.changedAt ?? changedAt;
}
