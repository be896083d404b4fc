import {
  type AlarmContributor,
  type CloudWatchClient,
  DescribeAlarmContributorsCommand,
} from '@aws-sdk/client-cloudwatch';
import type { Alarm } from '../alarm/alarm.ts';
import { present } from '../json.ts';
import { pagesOf } from './pages.ts';

/** CloudWatch takes 500 series an alarm. */
const MOST_PAGES = 10;

/**
 * Each series in ALARM of an alarm over many, as an alarm of its own; the alarm itself where it tells none.
 * @throws the SDK's error when CloudWatch gives no answer, or the right to ask is missing
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarmContributors.html
 */
export async function readSeries(
  client: CloudWatchClient,
  alarm: Alarm,
  signal: () => AbortSignal,
): Promise<readonly Alarm[]> {
  const found: Alarm[] = [];
  const pages = pagesOf(MOST_PAGES, (NextToken) =>
    client.send(new DescribeAlarmContributorsCommand({ AlarmName: alarm.name, NextToken }), {
      abortSignal: signal(),
    }),
  );
  for await (const { AlarmContributors = [] } of pages) {
    found.push(...AlarmContributors.map((one) => toSeries(alarm, one)));
  }
  return found.length === 0 ? [alarm] : found;
}

function toSeries(
  alarm: Alarm,
  {
    ContributorAttributes,
    ContributorId,
    StateReason,
    StateTransitionedTimestamp,
  }: AlarmContributor,
): Alarm {
  const attributes = Object.entries(ContributorAttributes ?? {});
  return present({
    ...alarm,
    contributor: attributes.map(([name, value]) => ({ name, value })),
    contributorId: ContributorId,
    reason: StateReason ?? alarm.reason,
    changedAt: StateTransitionedTimestamp?.getTime() ?? alarm.changedAt,
  });
}
