import type { CompositeAlarm, MetricAlarm } from '@aws-sdk/client-cloudwatch';
import type { Alarm } from '../alarm/alarm.ts';
import { parseAlarmArn, partitionOf } from '../alarm/regions.ts';
import { present } from '../json.ts';

/** What DescribeAlarms gives for either kind. */
export type DescribedAlarm = Pick<
  MetricAlarm,
  | 'AlarmName'
  | 'AlarmArn'
  | 'ActionsEnabled'
  | 'AlarmActions'
  | 'StateValue'
  | 'StateReason'
  | 'StateTransitionedTimestamp'
  | 'StateUpdatedTimestamp'
> &
  Pick<
    MetricAlarm,
    'Namespace' | 'MetricName' | 'Dimensions' | 'Statistic' | 'ExtendedStatistic' | 'Metrics'
  > &
  Pick<CompositeAlarm, 'ActionsSuppressedBy'>;

/**
 * An alarm as CloudWatch describes it, in our terms. StateTransitionedTimestamp is when the state changed;
 * StateUpdatedTimestamp moves when only the reason does.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricAlarm.html
 */
export function toAlarm(described: DescribedAlarm): Alarm {
  const { AlarmName: name = '', AlarmArn: arn, StateReason: reason, MetricName } = described;
  const changed = described.StateTransitionedTimestamp ?? described.StateUpdatedTimestamp;
  const place = parseAlarmArn(arn);
  const stat = MetricName === undefined ? undefined : statOf(described, MetricName);
  return present({
    name,
    arn,
    reason,
    region: place?.region,
    accountId: place?.accountId,
    partition: partitionOf(place?.region),
    state: described.StateValue ?? 'ALARM',
    changedAt: changed?.getTime(),
    evaluation: { understood: false, values: [] },
    trigger: stat ? ({ kind: 'metric', stat, condition: {} } as const) : queryOf(described),
    facts: [],
  });
}

/** Of an alarm over what a query finds; its series have states of their own. */
function queryOf({ Metrics = [] }: DescribedAlarm) {
  const [query] = Metrics.flatMap(({ Expression = '' }) =>
    /^\s*SELECT\b/i.test(Expression) ? [Expression] : [],
  );
  return query === undefined ? undefined : ({ kind: 'query', query, condition: {} } as const);
}

function statOf(described: DescribedAlarm, metricName: string) {
  const { Namespace, Dimensions = [], Statistic, ExtendedStatistic } = described;
  return {
    metricName,
    dimensions: Dimensions.map(({ Name = '', Value = '' }) => ({ name: Name, value: Value })),
    ...(Namespace === undefined ? {} : { namespace: Namespace }),
    ...((Statistic ?? ExtendedStatistic)
      ? { statistic: Statistic ?? ExtendedStatistic ?? '' }
      : {}),
  };
}
