import type { Alarm, AlarmState } from './alarm.ts';
import { inOrder, isEntry, SAME, type StateChange, stateNamed } from './state-change.ts';

/**
 * What is told of an alarm that goes off again and again. Pure, and from the alarm's own history alone: every container,
 * and every try, comes to the same answer. Each change is told by itself, or by one that follows it, or by the line that
 * says where the alarm came to rest.
 */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** An alarm that goes off this often within an hour flaps. */
const FLAPPING = 4;
/** Milliseconds without a change after which an alarm has come to rest. */
export const QUIET = 30 * MINUTE;
/**
 * Milliseconds. An OK is held back until it is this old, if the alarm had gone off again within the same time before: it is
 * likely to do so once more. Any other OK is told at once.
 */
export const HELD = 3 * MINUTE;
/** Milliseconds of history before `from` that `restOf` needs. */
export const LOOKBACK = HOUR + 2 * QUIET;

/** `announce`: say that it flaps. `hold`: decide again later. `fold`: not told, because another message says it or will. */
export type Turn = 'tell' | 'announce' | 'hold' | 'fold';

/** How often an alarm went off without coming to rest, and over how many milliseconds. */
export interface Flaps {
  readonly count: number;
  readonly span: number;
}

/** How a change is told. `changes`: the alarm's history, in any order. `now`: epoch milliseconds. */
export function turnOf(
  { state, changedAt }: Pick<Alarm, 'state' | 'changedAt'>,
  changes: readonly StateChange[],
  now: number,
): { readonly turn: Turn; readonly flaps: Flaps } {
  if (changedAt === undefined) return { turn: 'tell', flaps: { count: 0, span: 0 } };
  const all = inOrder(changes);
  const past = [
    ...all.filter(({ at }) => at < changedAt - SAME),
    { at: changedAt, from: undefined, to: state },
  ];
  const flaps = flapsOf(past);
  const isAgain = all.some((change) => change.at > changedAt + SAME && isEntry(change));
  if (state === 'ALARM') return { turn: turnOfAlarm(past, flaps), flaps };
  if (flaps.count >= FLAPPING) return { turn: 'fold', flaps };
  if (state !== 'OK' || flaps.count < 2) return { turn: 'tell', flaps };
  if (isAgain) return { turn: 'fold', flaps };
  if (calmBefore(past) >= HELD) return { turn: 'tell', flaps };
  return { turn: now - changedAt < HELD ? 'hold' : 'tell', flaps };
}

/** Milliseconds that the alarm was out of ALARM before its latest one; infinite if there was none before. */
function calmBefore(past: readonly StateChange[]): number {
  const entry = past.findLastIndex(isEntry);
  const end = past.slice(0, entry).findLast(({ from }) => from === 'ALARM');
  return (past[entry]?.at ?? 0) - (end?.at ?? Number.NEGATIVE_INFINITY);
}

/** The ALARM with which it begins to flap announces it. */
function turnOfAlarm(past: readonly StateChange[], { count }: Flaps): Turn {
  if (count < FLAPPING) return 'tell';
  const previous = past.slice(0, -1).findLastIndex(isEntry);
  return flapsOf(past.slice(0, previous + 1)).count < FLAPPING ? 'announce' : 'fold';
}

/** Where an alarm came to rest after it flapped. */
export interface Rest {
  readonly state: AlarmState;
  /** Epoch milliseconds. */
  readonly since: number;
  /** Within the time that was looked at. */
  readonly flaps: Flaps;
}

/**
 * Where a flapping alarm came to rest. Undefined unless half an hour without a change ended after `from` and not after `to`
 * (epoch milliseconds). Undefined, too, if the alarm did not flap: then its last change was told by itself.
 */
export function restOf(
  changes: readonly StateChange[],
  from: number,
  to: number,
): Rest | undefined {
  const all = inOrder(changes);
  const last = all.at(-1);
  const state = stateNamed(last?.to);
  if (last === undefined || state === undefined) return undefined;
  const at = last.at + QUIET;
  // The notification may have told another time: rather twice than not at all.
  if (at <= from || at > to || flapsOf(all, 2 * SAME).count < FLAPPING) return undefined;
  const streak = streakOf(all, 2 * SAME);
  const entries = streak.filter(isEntry);
  const span = last.at - (entries[0]?.at ?? last.at);
  return { state, since: last.at, flaps: { count: entries.length, span } };
}

/** How often it went off in the hour, and `more` milliseconds, that end with the last change. */
function flapsOf(past: readonly StateChange[], more = 0): Flaps {
  const end = past.at(-1)?.at ?? 0;
  const entries = streakOf(past, more).filter(
    (change) => change.at > end - HOUR - more && isEntry(change),
  );
  return { count: entries.length, span: end - (entries[0]?.at ?? end) };
}

/** The changes since the alarm last was at rest. */
function streakOf(past: readonly StateChange[], more = 0): readonly StateChange[] {
  const start = past.findLastIndex(
    ({ at }, index) => at - (past[index - 1]?.at ?? Number.NEGATIVE_INFINITY) >= QUIET + more,
  );
  return past.slice(Math.max(0, start));
}
