import {
  type AlarmHistoryItem,
  type CloudWatchClient,
  DescribeAlarmHistoryCommand,
} from '@aws-sdk/client-cloudwatch';
import type { Alarm } from '../alarm/alarm.ts';
import { isObject, parseJson, readText } from '../json.ts';
import type { Missed, Night, ReadNight } from '../ports.ts';
import { alarmsInAlarm } from './alarms-in-alarm.ts';
import { type AwsAccess, type HttpFetch, loadAwsAccess } from './call.ts';
import { createCloudWatchClient } from './cloudwatch-client.ts';
import { type Told, toldBy } from './told.ts';

/** Milliseconds for one call; nobody waits for the hourly run. */
const BUDGET = 5_000;
const PAGE = 100;
/** 10,000 alarms in ALARM, 5,000 failed actions: more would not be read by a person. */
const MOST_PAGES = 100;
const MOST_HISTORY_PAGES = 50;

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
    const [burning, missed] = await Promise.all([
      readBurning(client, told),
      readMissed(client, told, from, to),
    ]);
    return { burning, missed };
  };
}

async function readBurning(client: CloudWatchClient, told: Told): Promise<readonly Alarm[]> {
  const found: Alarm[] = [];
  const signal = () => AbortSignal.timeout(BUDGET);
  for await (const page of alarmsInAlarm(client, told, MOST_PAGES, signal)) found.push(...page);
  return found;
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarmHistory.html */
async function readMissed(
  client: CloudWatchClient,
  { topicArn }: Told,
  from: number,
  to: number,
): Promise<readonly Missed[]> {
  if (topicArn === undefined) return [];
  const found: Missed[] = [];
  let next: string | undefined;
  for (let page = 0; page < MOST_HISTORY_PAGES; page += 1) {
    const command = new DescribeAlarmHistoryCommand({
      AlarmTypes: ['MetricAlarm', 'CompositeAlarm'],
      HistoryItemType: 'Action',
      StartDate: new Date(from),
      EndDate: new Date(to),
      MaxRecords: PAGE,
      NextToken: next,
    });
    const answer = await client.send(command, { abortSignal: AbortSignal.timeout(BUDGET) });
    found.push(...(answer.AlarmHistoryItems ?? []).flatMap((item) => toMissed(item, topicArn)));
    next = answer.NextToken;
    if (!next) break;
  }
  // The end of one run's time is the start of the next one's.
  return found.filter(({ at }) => at >= from && at < to);
}

const CAUSE = /[Rr]eceived error: "?([^"]*)/;

function toMissed(item: AlarmHistoryItem, topicArn: string): readonly Missed[] {
  const { AlarmName: name, HistorySummary: summary = '', HistoryData: data = '', Timestamp } = item;
  if (!name || Timestamp === undefined) return [];
  if (!summary.startsWith('Failed to execute action') || !isAction(summary, topicArn)) return [];
  const detail = parseJson(data);
  const cause =
    (isObject(detail) ? readText(detail, 'error') : undefined) ?? CAUSE.exec(summary)?.[1]?.trim();
  return [{ name, at: Timestamp.getTime(), ...(cause ? { cause } : {}) }];
}

/** Another topic's ARN may begin with ours. */
function isAction(summary: string, topicArn: string): boolean {
  const start = summary.indexOf(topicArn);
  return start >= 0 && !/[\w-]/.test(summary.charAt(start + topicArn.length));
}
