import { type CloudWatchClient, DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import type { Alarm } from '../alarm/alarm.ts';
import { EVERY_TYPE } from './alarm-types.ts';
import { toAlarm } from './described-alarm.ts';
import { pagesOf } from './pages.ts';
import { isTold, type Scope } from './told.ts';

/** The most that one call gives. */
const PAGE = 100;

/**
 * The alarms of a region that are in ALARM and told by this stack, page by page, so that the caller can stop early.
 * @param signal makes the signal of each call
 * @throws the SDK's error when CloudWatch gives no answer
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html
 */
export async function* alarmsInAlarm(
  client: CloudWatchClient,
  told: Scope,
  mostPages: number,
  signal: () => AbortSignal,
): AsyncGenerator<readonly Alarm[]> {
  const pages = pagesOf(mostPages, (NextToken) =>
    client.send(
      new DescribeAlarmsCommand({
        AlarmTypes: EVERY_TYPE,
        StateValue: 'ALARM',
        MaxRecords: PAGE,
        NextToken,
      }),
      { abortSignal: signal() },
    ),
  );
  for await (const { MetricAlarms = [], CompositeAlarms = [] } of pages) {
    yield [...MetricAlarms, ...CompositeAlarms].filter((one) => isTold(one, told)).map(toAlarm);
  }
}
