import type { AlarmState } from './alarm.ts';

/** What an alarm did before: its changes of state, one after the other. Pure. */

/** That an alarm went from one state into another, as CloudWatch wrote it down. */
export interface StateChange {
  /** Epoch milliseconds. */
  readonly at: number;
  /** A state, as far as it was written down. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/**
 * Milliseconds by which the time of a change in the alarm's history may differ from that in its notification. An alarm is
 * evaluated every 10 seconds at the most.
 */
export const SAME = 2_000;

/** Into ALARM; of changes that are in order. */
export function isEntry({ to }: StateChange): boolean {
  return to === 'ALARM';
}

/**
 * The oldest first. What changed the reason alone, or the number of series that are in ALARM, is left out; what was
 * written down twice counts once.
 */
export function inOrder(changes: readonly StateChange[]): readonly StateChange[] {
  const real = changes.filter(({ at, from, to }) => Number.isFinite(at) && from !== to);
  const byTime = new Map(real.map((change) => [`${change.at} ${change.to}`, change]));
  return [...byTime.values()].toSorted((a, b) => a.at - b.at);
}

const STATES: readonly AlarmState[] = ['OK', 'ALARM', 'INSUFFICIENT_DATA'];

/** The state of this name; undefined for anything else. */
export function stateNamed(name: string | undefined): AlarmState | undefined {
  return STATES.find((state) => state === name);
}
