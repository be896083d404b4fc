import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import type { Alarm } from '../alarm/alarm.ts';
import type { Night, ReadNight } from '../ports.ts';
import { alarmsInAlarm } from './alarms-in-alarm.ts';
import type { AwsAccess, HttpFetch } from './call.ts';
import { readChanges } from './changes.ts';
import { createCloudWatchClient, PATIENT } from './cloudwatch-client.ts';
import { orDenied } from './denied.ts';
import { readMuted } from './muted.ts';
import { readSeries } from './series.ts';
import type { Scope } from './told.ts';

/** Milliseconds for one call; nobody waits for the hourly run. */
const BUDGET = 5_000;
/** 10,000 alarms in ALARM: more would not be read by a person. */
const MOST_PAGES = 100;

/**
 * Reads what is in ALARM and not muted, and what was to reach the function.
 * @throws the SDK's error when CloudWatch gives no answer: the run has to be tried again
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html
 */
export function createReadNight(access: AwsAccess, told: Scope, fetch: HttpFetch): ReadNight {
  return (from, to) =>
    orDenied(async (): Promise<Night> => {
      const client = createCloudWatchClient(access, access.region, fetch, PATIENT);
      const signal = () => AbortSignal.timeout(BUDGET);
      const [burning, changes] = await Promise.all([
        readBurning(client, told, signal),
        readChanges(client, told, { from, to, signal }),
      ]);
      return { burning, changes };
    });
}

async function readBurning(
  client: CloudWatchClient,
  told: Scope,
  signal: () => AbortSignal,
): Promise<readonly Alarm[]> {
  const found: Alarm[] = [];
  for await (const page of alarmsInAlarm(client, told, MOST_PAGES, signal)) found.push(...page);
  if (found.length === 0) return [];
  const muted = await orElse(() => readMuted(client, signal), new Set<string>());
  const loud = found.filter(({ name }) => !muted.has(name));
  return (await inTurn(loud, (alarm) => seriesOf(client, alarm, signal))).flat();
}

/** Of an alarm that groups its metric: each series has a state of its own. */
async function seriesOf(client: CloudWatchClient, alarm: Alarm, signal: () => AbortSignal) {
  const isOverMany = alarm.trigger?.kind === 'query' && GROUPED.test(alarm.trigger.query);
  return isOverMany ? orElse(() => readSeries(client, alarm, signal), [alarm]) : [alarm];
}

const GROUPED = /\bGROUP\s+BY\b/i;

/** One call after the other: CloudWatch takes few of these a second. */
async function inTurn<T, R>(items: readonly T[], act: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (const item of items) results.push(await act(item));
  return results;
}

/** What these add may be missing, as for a role of an older stack: a reminder too many is better than none. */
async function orElse<T>(read: () => Promise<T>, fallback: T): Promise<T> {
  try {
    return await read();
  } catch {
    return fallback;
  }
}
