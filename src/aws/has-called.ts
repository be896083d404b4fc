import type { Alarm } from '../alarm/alarm.ts';
import { turnOf } from '../alarm/flapping.ts';
import { byTime, type Moment, TOLD_IN_FULL } from '../alarm/storms.ts';
import { readMuted } from './muted.ts';
import { orBusy } from './or-busy.ts';
import type { AlarmPlace } from './place.ts';
import { readStateChanges } from './state-changes.ts';

/** Milliseconds for all of it: an alarm waits for the answer. */
const BUDGET = 1_000;

/**
 * Whether one of the first of these was told with a call, and did not flap, as far as that is folded there, nor was muted.
 * @throws {BusyError} when CloudWatch refuses because many ask
 * @throws the SDK's error when it gives no answer
 */
export async function haveCalled(
  { client, isHome }: AlarmPlace,
  earlier: readonly Moment[],
  alarm: Alarm,
): Promise<boolean> {
  const signal = AbortSignal.timeout(BUDGET);
  const first = earlier.toSorted(byTime).slice(0, TOLD_IN_FULL);
  const isTold = async (one: Moment) => {
    if (!isHome || one.contributor !== undefined) return true;
    const { name, changedAt = 0 } = one;
    const { state, partition, evaluation, facts } = alarm;
    const about: Alarm = { name, changedAt, state, partition, evaluation, facts };
    const changes = await orBusy(() => readStateChanges(client, about, false, signal));
    return turnOf(about, changes, changedAt).turn === 'tell';
  };
  const [muted, ...told] = await Promise.all([
    // Where that may not be read, none is.
    readMuted(client, () => signal).catch(() => new Set<string>()),
    ...first.map(isTold),
  ]);
  return first.some(({ name }, index) => told[index] && !muted.has(name));
}
