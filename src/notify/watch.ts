import { isObject, parseJson, readText, readTime } from '../json.ts';
import type { Log, TimeLeft } from '../ports.ts';
import type { BatchResponse } from './batch-response.ts';
import type { Notifier } from './notifier.ts';

/**
 * Tells what is due. `scheduledAt`: epoch milliseconds. `queued`: whether it comes from the queue, and so has waited.
 * @throws when not all of it could be told
 */
export type HourlyRun = (scheduledAt: number, timeLeft: TimeLeft, queued: boolean) => Promise<void>;

/**
 * The notifier, which also takes the hourly run of EventBridge Scheduler, by itself or as what a queue brings again of
 * it. What that needs is loaded by the first one.
 */
export function withWatch(notify: Notifier, load: () => Promise<HourlyRun>, log: Log): Notifier {
  let loaded: Promise<HourlyRun> | undefined;
  const run: HourlyRun = async (...args) => {
    loaded ??= load();
    await (await loaded)(...args);
  };
  return async (event, timeLeft) => {
    const scheduledAt = scheduledTimeOf(event);
    if (scheduledAt !== undefined) {
      await run(scheduledAt, timeLeft, false);
      return undefined;
    }
    const records = isObject(event) && Array.isArray(event['Records']) ? event['Records'] : [];
    const watches = records.filter((record) => scheduledTimeOf(bodyOf(record)) !== undefined);
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
  run: HourlyRun,
  log: Log,
  timeLeft: TimeLeft,
): Promise<BatchResponse['batchItemFailures']> {
  const failed: { readonly itemIdentifier: string }[] = [];
  for (const record of records) {
    try {
      await run(scheduledTimeOf(bodyOf(record)) ?? 0, timeLeft, true);
    } catch (error) {
      log('error', 'the hourly run failed', { reason: nameOf(error) });
      const id = isObject(record) ? readText(record, 'messageId') : undefined;
      if (id === undefined) throw error;
      failed.push({ itemIdentifier: id });
    }
  }
  return failed;
}

/** What the run of this time is brought by (template.yaml). */
export function hourlyEvent(scheduledAt: number): unknown {
  return { watch: 'hourly', scheduledTime: new Date(scheduledAt).toISOString() };
}

/** Epoch milliseconds; undefined for what is no scheduled run. */
export function scheduledTimeOf(event: unknown): number | undefined {
  return isObject(event) && event['watch'] === 'hourly'
    ? readTime(event, 'scheduledTime')
    : undefined;
}

function bodyOf(record: unknown): unknown {
  return isObject(record) ? parseJson(readText(record, 'body') ?? '') : undefined;
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name.slice(0, 80) : 'unknown';
}
