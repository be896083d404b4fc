import {
  type CloudWatchClient,
  GetMetricDataCommand,
  GetMetricStatisticsCommand,
  type Metric as MetricName,
} from '@aws-sdk/client-cloudwatch';
import type { Datapoint } from '../alarm/alarm.ts';
import { knownUnit } from '../alarm/units.ts';
import type { Metric, Question, Source } from './question.ts';

const STATISTICS = ['Average', 'Sum', 'Minimum', 'Maximum', 'SampleCount'] as const;
/** The id of the expression among its inputs, whose ids are the alarm's own. */
const RESULT = 'series_of_the_alarm';

/** The name of the operation is also that of the right. */
export type Operation = 'GetMetricStatistics' | 'GetMetricData' | 'DescribeAlarmHistory';

/**
 * GetMetricStatistics is among the million calls a month that are free. GetMetricData is charged from the first call
 * on, 0.01 US dollars for 1,000 metrics, and no other operation evaluates an expression: at most 10 metrics, so a
 * message about a metric math alarm costs 0.0001 dollars at most. It is used for nothing else. An anomaly alarm's band
 * over time would need it, and comes with the notification for the newest datapoint; a Metrics Insights query would be
 * charged for every metric that it looks at. https://aws.amazon.com/cloudwatch/pricing/
 */
export function operationFor({ kind }: Source): Operation {
  return kind === 'metric' ? 'GetMetricStatistics' : 'GetMetricData';
}

/**
 * Oldest first, one a period.
 * @throws the SDK's error when CloudWatch gives no answer
 */
export async function readDatapoints(
  client: CloudWatchClient,
  question: Question,
  abortSignal: AbortSignal,
): Promise<readonly Datapoint[]> {
  const found =
    question.source.kind === 'metric'
      ? await readStatistics(client, question, question.source.metric, abortSignal)
      : await readExpression(client, question, question.source, abortSignal);
  const finite = found.filter(({ at, value }) => Number.isFinite(at) && Number.isFinite(value));
  // A metric that is published in two units has two datapoints for a period.
  const byTime = new Map(finite.map((datapoint) => [datapoint.at, datapoint]));
  return [...byTime.values()].sort((a, b) => a.at - b.at);
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricStatistics.html */
async function readStatistics(
  client: CloudWatchClient,
  { period, from, to }: Question,
  metric: Metric,
  abortSignal: AbortSignal,
): Promise<readonly Datapoint[]> {
  const statistic = STATISTICS.find((name) => name === metric.statistic);
  const unit = knownUnit(metric.unit);
  const command = new GetMetricStatisticsCommand({
    ...toName(metric),
    ...(statistic ? { Statistics: [statistic] } : { ExtendedStatistics: [metric.statistic] }),
    ...(unit === undefined ? {} : { Unit: unit }),
    Period: period,
    StartTime: new Date(from),
    EndTime: new Date(to),
  });
  const { Datapoints = [] } = await client.send(command, { abortSignal });
  return Datapoints.map((point) => ({
    at: point.Timestamp?.getTime() ?? Number.NaN,
    value:
      (statistic ? point[statistic] : point.ExtendedStatistics?.[metric.statistic]) ?? Number.NaN,
  }));
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html */
async function readExpression(
  client: CloudWatchClient,
  { period, from, to }: Question,
  { expression, inputs }: Extract<Source, { kind: 'math' }>,
  abortSignal: AbortSignal,
): Promise<readonly Datapoint[]> {
  const queries = inputs.map(({ id, ...metric }) => {
    const unit = knownUnit(metric.unit);
    const stat = {
      Metric: toName(metric),
      Period: metric.period ?? period,
      Stat: metric.statistic,
    };
    return {
      Id: id,
      MetricStat: unit ? { ...stat, Unit: unit } : stat,
      ReturnData: false,
      ...(metric.accountId === undefined ? {} : { AccountId: metric.accountId }),
    };
  });
  const command = new GetMetricDataCommand({
    MetricDataQueries: [...queries, { Id: RESULT, Expression: expression, ReturnData: true }],
    StartTime: new Date(from),
    EndTime: new Date(to),
  });
  const { MetricDataResults: [series, ...others] = [] } = await client.send(command, {
    abortSignal,
  });
  if (series === undefined || others.length > 0) return [];
  const values = series.Values ?? [];
  return (series.Timestamps ?? []).map((time, index) => ({
    at: time.getTime(),
    value: values[index] ?? Number.NaN,
  }));
}

function toName({
  namespace,
  metricName,
  dimensions,
}: Metric): MetricName & { Namespace: string; MetricName: string } {
  return {
    Namespace: namespace,
    MetricName: metricName,
    Dimensions: dimensions.map(({ name, value }) => ({ Name: name, Value: value })),
  };
}
