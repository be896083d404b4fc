import type { Alarm } from './alarm.ts';
import { inOrder, isEntry, SAME, type StateChange } from './state-change.ts';

/** How often an alarm went off within a day, and for how long. Pure. */

const DAY = 86_400_000;

/** More are not counted: this many always fit into one answer of CloudWatch. */
export const MOST_COUNTED = 20;

export interface Again {
  /** How often it went off in 24 hours, this time included: 2 or more, and one above MOST_COUNTED for anything more. */
  readonly count: number;
  /** Milliseconds that each of the times before lasted, as far as their ends are known; the oldest first. */
  readonly lasted: readonly number[];
}

/** Undefined if the state is not ALARM, or if this is the first ALARM within 24 hours. */
export function againOf(
  { state, changedAt }: Pick<Alarm, 'state' | 'changedAt'>,
  changes: readonly StateChange[],
): Again | undefined {
  if (state !== 'ALARM' || changedAt === undefined) return undefined;
  const before = inOrder(changes).filter(({ at }) => at > changedAt - DAY && at < changedAt - SAME);
  const lasted: number[] = [];
  let since: number | undefined;
  for (const change of before) {
    if (since !== undefined && change.from === 'ALARM') lasted.push(change.at - since);
    since = isEntry(change) ? change.at : undefined;
  }
  const count = before.filter(isEntry).length + 1;
  return count < 2 ? undefined : { count: Math.min(count, MOST_COUNTED + 1), lasted };
}

/** When the latest ALARM began, not after `until` (epoch milliseconds); undefined if the changes do not show it. */
export function enteredAt(changes: readonly StateChange[], until = Number.POSITIVE_INFINITY) {
  return inOrder(changes).findLast((change) => isEntry(change) && change.at <= until)?.at;
}
