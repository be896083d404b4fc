import {
  DescribeAlarmsCommand,
  type DescribeAlarmsCommandOutput,
} from '@aws-sdk/client-cloudwatch';
import type { Alarm } from '../alarm/alarm.ts';
import { countBefore, TOLD_IN_FULL } from '../alarm/storms.ts';
import type { Postpone, ReadCompany } from '../ports.ts';
import { type AwsAccess, type CallAws, type HttpFetch, isOwnAccount } from './call.ts';
import { createCloudWatchClient } from './cloudwatch-client.ts';
import { toAlarm } from './described-alarm.ts';
import { isTold, type Told } from './told.ts';

/** Milliseconds for all of it: an alarm waits for the answer. */
const BUDGET = 1_500;
const PAGE = 100;
const MOST_PAGES = 10;

/**
 * What else is in ALARM in this region; reads on only until it is clear that enough others went off before.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html
 */
export function createReadCompany(access: AwsAccess, told: Told, fetch: HttpFetch): ReadCompany {
  const client = createCloudWatchClient(access, access.region, fetch);
  return async (alarm) => {
    if (!isOwnAccount(access, alarm.accountId)) return [];
    if (alarm.region !== undefined && alarm.region !== access.region) return [];
    const abortSignal = AbortSignal.timeout(BUDGET);
    const found: Alarm[] = [];
    let next: string | undefined;
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const answer: DescribeAlarmsCommandOutput = await client.send(
        new DescribeAlarmsCommand({
          AlarmTypes: ['MetricAlarm', 'CompositeAlarm'],
          StateValue: 'ALARM',
          MaxRecords: PAGE,
          NextToken: next,
        }),
        { abortSignal },
      );
      const described = [...(answer.MetricAlarms ?? []), ...(answer.CompositeAlarms ?? [])];
      found.push(...described.filter((one) => isTold(one, told)).map(toAlarm));
      next = answer.NextToken;
      if (!next || countBefore(alarm, found) >= TOLD_IN_FULL) break;
    }
    return found;
  };
}

/** Seconds: long enough for a storm to pass, and for its alarms to come in one batch. */
const DELAY = 20;

/**
 * Hands a notification to the queue that the function itself reads.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
 */
export function createPostpone(access: AwsAccess, queueUrl: string, callAws: CallAws): Postpone {
  return async (content) => {
    const { status } = await callAws({
      service: 'sqs',
      region: access.region,
      headers: {
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': 'AmazonSQS.SendMessage',
      },
      body: JSON.stringify({
        QueueUrl: queueUrl,
        MessageBody: typeof content === 'string' ? content : JSON.stringify(content),
        DelaySeconds: DELAY,
      }),
      signal: AbortSignal.timeout(BUDGET),
    });
    if (status !== 200) throw new Error(`SQS answered ${status}`);
  };
}
