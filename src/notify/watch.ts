import { isObject, parseJson, readText, readTime } from '../json.ts';
import type { Log, TimeLeft } from '../ports.ts';
import type { BatchResponse } from './batch-response.ts';
import type { Notifier } from './notifier.ts';

/** Recognises the hourly run of EventBridge Scheduler, by itself or as what a queue brings again of it. */

/** Tells what is due. `scheduledAt`: epoch milliseconds. @throws when not all of it could be told */
export type HourlyRun = (scheduledAt: number, timeLeft: TimeLeft) => Promise<void>;

/** The notifier, which also takes the scheduled run. What that needs is loaded by the first one. */
export function withWatch(notify: Notifier, load: () => Promise<HourlyRun>, log: Log): Notifier {
  let loaded: Promise<HourlyRun> | undefined;
  const run: HourlyRun = async (scheduledAt, timeLeft) => {
    loaded ??= load();
    await (await loaded)(scheduledAt, timeLeft);
  };
  return async (event, timeLeft) => {
    const scheduledAt = scheduledTimeOf(event);
    if (scheduledAt !== undefined) {
      await run(scheduledAt, timeLeft);
      return undefined;
    }
    const records = isObject(event) && Array.isArray(event['Records']) ? event['Records'] : [];
    const watches = records.filter((record) => scheduledTimeOf(bodyOf(record)) !== undefined);
    if (watches.length === 0) return notify(event, timeLeft);
    const rest = records.filter((record) => !watches.includes(record));
    const failed = await runAll(watches, run, log, timeLeft);
    const answer = rest.length === 0 ? undefined : await notify({ Records: rest }, timeLeft);
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
      await run(scheduledTimeOf(bodyOf(record)) ?? 0, timeLeft);
    } catch (error) {
      log('error', 'the hourly run failed', { reason: nameOf(error) });
      const id = isObject(record) ? readText(record, 'messageId') : undefined;
      if (id === undefined) throw error;
      failed.push({ itemIdentifier: id });
    }
  }
  return failed;
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
