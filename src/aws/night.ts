import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import type { Alarm } from '../alarm/alarm.ts';
import type { Night, ReadNight } from '../ports.ts';
import { alarmsInAlarm } from './alarms-in-alarm.ts';
import { type AwsAccess, type HttpFetch, loadAwsAccess } from './call.ts';
import { readChanges } from './changes.ts';
import { createCloudWatchClient } from './cloudwatch-client.ts';
import { type Told, toldBy } from './told.ts';

/** Milliseconds for one call; nobody waits for the hourly run. */
const BUDGET = 5_000;
/** 10,000 alarms in ALARM: more would not be read by a person. */
const MOST_PAGES = 100;

/** Undefined where there are no credentials. */
export function createReadNight(
  env: Readonly<Record<string, string | undefined>>,
  fetch: HttpFetch,
): ReadNight | undefined {
  const access = loadAwsAccess(env);
  return access && readNightWith(access, toldBy(env), fetch);
}

/**
 * @throws the SDK's error when CloudWatch gives no answer: the run has to be tried again
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html
 */
export function readNightWith(access: AwsAccess, told: Told, fetch: HttpFetch): ReadNight {
  return async (from, to): Promise<Night> => {
    const client = createCloudWatchClient(access, access.region, fetch);
    const signal = () => AbortSignal.timeout(BUDGET);
    const [burning, changes] = await Promise.all([
      readBurning(client, told, signal),
      readChanges(client, told, { from, to, signal }),
    ]);
    return { burning, changes };
  };
}

async function readBurning(
  client: CloudWatchClient,
  told: Told,
  signal: () => AbortSignal,
): Promise<readonly Alarm[]> {
  const found: Alarm[] = [];
  for await (const page of alarmsInAlarm(client, told, MOST_PAGES, signal)) found.push(...page);
  return found;
}
