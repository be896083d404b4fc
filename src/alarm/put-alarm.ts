import type { MetricStat } from './alarm.ts';
import type { Limits } from './evaluator.ts';

/** What else an alarm consists of: PutMetricAlarm replaces all of it. */
export interface Setup {
  readonly name: string;
  readonly region?: string;
  readonly description?: string;
  readonly actionsEnabled: boolean;
  readonly alarmActions: readonly string[];
  readonly okActions: readonly string[];
  readonly insufficientDataActions: readonly string[];
  readonly stat: MetricStat;
}

/** All others are extended ones. */
const PLAIN: readonly (string | undefined)[] = [
  'Average',
  'Sum',
  'Minimum',
  'Maximum',
  'SampleCount',
];

/**
 * The line for a shell that gives the alarm these limits and leaves all else as it is. Tags stay with the alarm.
 * https://docs.aws.amazon.com/cli/latest/reference/cloudwatch/put-metric-alarm.html
 */
export function putAlarmLine(setup: Setup, limits: Limits): string {
  const { stat } = setup;
  const dimensions = stat.dimensions.map(({ name, value }) => ({ Name: name, Value: value }));
  const options: readonly (readonly [string, ...(string | undefined)[]])[] = [
    ['--region', setup.region],
    ['--alarm-name', setup.name],
    ['--alarm-description', setup.description],
    ['--namespace', stat.namespace],
    ['--metric-name', stat.metricName],
    ['--dimensions', dimensions.length > 0 ? JSON.stringify(dimensions) : undefined],
    [PLAIN.includes(stat.statistic) ? '--statistic' : '--extended-statistic', stat.statistic],
    ['--unit', stat.unit],
    ['--period', String(limits.period)],
    ['--evaluation-periods', String(limits.evaluationPeriods)],
    ['--datapoints-to-alarm', String(limits.datapointsToAlarm)],
    ['--threshold', String(limits.threshold)],
    ['--comparison-operator', limits.comparison],
    ['--treat-missing-data', limits.treatMissingData],
    ['--alarm-actions', ...setup.alarmActions],
    ['--ok-actions', ...setup.okActions],
    ['--insufficient-data-actions', ...setup.insufficientDataActions],
  ];
  const given = options.flatMap(([option, ...values]) => {
    const words = values.filter((value) => value !== undefined);
    return words.length > 0 ? [option, ...words.map(quoted)] : [];
  });
  const disabled = setup.actionsEnabled ? [] : ['--no-actions-enabled'];
  return ['aws cloudwatch put-metric-alarm', ...given, ...disabled].join(' ');
}

/** As a POSIX shell takes it for one word, whatever is in it. */
function quoted(word: string): string {
  return /^[\w./:@%+=-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
