import { groupBy } from '../group-by.ts';
import type { AlarmState, Dimension } from './alarm.ts';
import type { Span } from './evaluator.ts';
import { contributorText, type Entry, logged, type Outcome } from './ledger.ts';

/** Which changes of state never reached the function. Pure, and the same for every run of one scheduled time. */

/**
 * Milliseconds that a change may take to arrive and to be logged. Lambda tries a failed event again after one and two
 * minutes; the log takes seconds.
 */
export const GRACE = 900_000;
/** Milliseconds. Times no further apart are of one change: history and notification differ by less than a second. */
const SAME = 30_000;

/** A change that is to be told, as CloudWatch's history has it. */
export interface Change {
  /** The alarm's name. */
  readonly name: string;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly state?: AlarmState;
  readonly contributor?: readonly Dimension[];
  /** CloudWatch's words for the state. */
  readonly reason?: string;
  /** How the function is to hear of it. */
  readonly door: 'topic' | 'event';
  /** Whether CloudWatch says that it could not send it; then it is certain that nothing came this way. */
  readonly isFailed: boolean;
  /** Why, as CloudWatch tells it. */
  readonly cause?: string;
}

/** From when on a run has to read the history. */
export function historyStart({ from }: Span): number {
  return from - GRACE;
}

/**
 * The changes of the run's own time, so that exactly one run judges each. What could not be sent is judged at once, all
 * else GRACE later.
 */
export function changesOf(changes: readonly Change[], { from, to }: Span): readonly Change[] {
  return changes.filter(({ at, isFailed }) => {
    const later = isFailed ? at : at + GRACE;
    return later >= from && later < to;
  });
}

/** The changes that no line of the log accounts for, each once, oldest first. */
export function missedChanges(
  changes: readonly Change[],
  ledger: readonly Entry[],
): readonly Change[] {
  const entries = groupBy(ledger, ({ alarm }) => alarm);
  const missed: Change[] = [];
  // What could not be sent says why, and so stands for the same change by the other door.
  const inOrder = changes.toSorted(
    (a, b) => Number(b.isFailed) - Number(a.isFailed) || a.at - b.at,
  );
  for (const change of inOrder) {
    const isKnown = entries.get(logged(change.name))?.some((entry) => isOf(entry, change));
    if (!isKnown && !missed.some((other) => isSame(other, change))) missed.push(change);
  }
  return missed.toSorted((a, b) => a.at - b.at);
}

/** Told by the clock: no proof that a change arrived. */
const OF_RUNS: readonly Outcome[] = [
  'reminded',
  'told at rest',
  'not made: a right is missing',
  'told that a right is missing',
  'reported',
];

function isOf(entry: Entry, { at, state, contributor = [] }: Change): boolean {
  if (OF_RUNS.includes(entry.outcome)) return false;
  if (state !== undefined && entry.state !== undefined && entry.state !== state) return false;
  if (!contributor.every((one) => entry.contributor?.includes(contributorText([one]))))
    return false;
  // The end of a mute window is an action long after the change that it tells of.
  return isNear(entry.at ?? entry.writtenAt, at) || isNear(entry.writtenAt, at);
}

function isSame(a: Change, b: Change): boolean {
  const contributor = (change: Change) => contributorText(change.contributor ?? []);
  return (
    a.name === b.name &&
    (a.state ?? b.state) === (b.state ?? a.state) &&
    contributor(a) === contributor(b) &&
    isNear(a.at, b.at)
  );
}

function isNear(a: number, b: number): boolean {
  return Math.abs(a - b) <= SAME;
}
