import type { Dimension, MetricStat } from './alarm.ts';

/** What can be read out of metric math and Metrics Insights queries without running them. */

/**
 * Whether the expression uses these ids alone. It may use other expressions, which a notification does not always
 * bring. Ids begin with a lower-case letter, functions with a capital.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
 */
export function isComplete(expression: string, ids: readonly (string | undefined)[]): boolean {
  const used = expression.replace(/(["']).*?\1/gs, '').match(/\b[a-z]\w*/g) ?? [];
  return used.every((id) => ids.includes(id));
}

const AGGREGATES: ReadonlyMap<string | undefined, string> = new Map([
  ['AVG', 'Average'],
  ['COUNT', 'SampleCount'],
  ['MAX', 'Maximum'],
  ['MIN', 'Minimum'],
  ['SUM', 'Sum'],
]);

/**
 * The statistic that a query's aggregate function, in either case of letters, gives; undefined for none.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-metrics-insights-querylanguage.html
 */
export function statisticOf(aggregate: string | undefined): string | undefined {
  return AGGREGATES.get(aggregate?.toUpperCase());
}

/** For a query on one line, single-spaced. */
const SELECT = /^SELECT (\w+) ?\( ?"?([^")]+?)"? ?\) ?FROM SCHEMA ?\( ?"?([^",)]+?)"? ?,([^)]+)\)/i;

/**
 * The one metric of a contributor. Undefined unless the contributor names every dimension of the query's schema: then the
 * query can find no other metric.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-metrics-insights-querylanguage.html
 */
export function contributorStat(
  query: string,
  contributor: readonly Dimension[] = [],
): MetricStat | undefined {
  const line = query.replace(/\s+/g, ' ').trim();
  const [, aggregate, metricName = '', namespace, schema = ''] = SELECT.exec(line) ?? [];
  const statistic = statisticOf(aggregate);
  if (namespace === undefined || statistic === undefined) return undefined;
  const names = schema.split(',').map((name) => name.replaceAll('"', '').trim());
  const dimensions = names.flatMap((name) => contributor.find((one) => one.name === name) ?? []);
  if (dimensions.length < names.length) return undefined;
  return { namespace, metricName, dimensions, statistic };
}
