import { errorCode } from '../errors.ts';
import { isObject, parseJson, readText, readTime } from '../json.ts';
import type { Log, TimeLeft } from '../ports.ts';
import type { BatchResponse } from './batch-response.ts';
import type { Notifier } from './notifier.ts';

/**
 * Tells what is due. `scheduledAt`: epoch milliseconds. `queued`: whether it comes from the queue, and so has waited.
 * @throws when not all of it could be told
 */
export type ScheduledRun = (
  scheduledAt: number,
  timeLeft: TimeLeft,
  queued: boolean,
) => Promise<void>;

export type Watch = 'hourly' | 'weekly';

/** A run that is due. `scheduledAt`: epoch milliseconds. */
interface Due {
  readonly watch: Watch;
  readonly scheduledAt: number;
}

type Run = (due: Due, timeLeft: TimeLeft, queued: boolean) => Promise<void>;

/**
 * The notifier, which also takes the runs of EventBridge Scheduler, whether they come straight or again from the queue.
 * The code of a run is loaded when the first of its kind comes.
 */
export function withWatch(
  notify: Notifier,
  loads: Readonly<Record<Watch, () => Promise<ScheduledRun>>>,
  log: Log,
): Notifier {
  const loaded = new Map<Watch, Promise<ScheduledRun>>();
  const run: Run = async ({ watch, scheduledAt }, timeLeft, queued) => {
    const scheduled = loaded.get(watch) ?? loads[watch]();
    loaded.set(watch, scheduled);
    await (await scheduled)(scheduledAt, timeLeft, queued);
  };
  return async (event, timeLeft) => {
    const due = dueOf(event);
    if (due !== undefined) {
      await run(due, timeLeft, false);
      return undefined;
    }
    const records = isObject(event) && Array.isArray(event['Records']) ? event['Records'] : [];
    const watches = records.filter((record) => dueOf(bodyOf(record)) !== undefined);
    if (watches.length === 0) return notify(event, timeLeft);
    const rest = records.filter((record) => !watches.includes(record));
    // What waited beside a run has arrived: told first, it is not told as missed.
    const answer = rest.length === 0 ? undefined : await notify({ Records: rest }, timeLeft);
    const failed = await runAll(watches, run, log, timeLeft);
    return { batchItemFailures: [...failed, ...(answer?.batchItemFailures ?? [])] };
  };
}

async function runAll(
  records: readonly unknown[],
  run: Run,
  log: Log,
  timeLeft: TimeLeft,
): Promise<BatchResponse['batchItemFailures']> {
  const failed: { readonly itemIdentifier: string }[] = [];
  for (const record of records) {
    const due = dueOf(bodyOf(record));
    try {
      if (due !== undefined) await run(due, timeLeft, true);
    } catch (error) {
      log('error', 'a scheduled run failed', { watch: due?.watch, reason: errorCode(error) });
      const id = isObject(record) ? readText(record, 'messageId') : undefined;
      if (id === undefined) throw error;
      failed.push({ itemIdentifier: id });
    }
  }
  return failed;
}

/** The event of a run, as the schedule in template.yaml sends it. `scheduledAt`: epoch milliseconds. */
export function hourlyEvent(scheduledAt: number): unknown {
  return { watch: 'hourly', scheduledTime: new Date(scheduledAt).toISOString() };
}

/** Undefined if the event is not a scheduled run. */
function dueOf(event: unknown): Due | undefined {
  if (!isObject(event)) return undefined;
  const { watch } = event;
  if (watch !== 'hourly' && watch !== 'weekly') return undefined;
  const scheduledAt = readTime(event, 'scheduledTime');
  return scheduledAt === undefined ? undefined : { watch, scheduledAt };
}

function bodyOf(record: unknown): unknown {
  return isObject(record) ? parseJson(readText(record, 'body') ?? '') : undefined;
}
