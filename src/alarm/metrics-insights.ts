const STATISTICS: ReadonlyMap<string, string> = new Map([
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
  return STATISTICS.get(aggregate?.toUpperCase() ?? '');
}
