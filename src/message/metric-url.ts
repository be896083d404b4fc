import type { Alarm, MetricStat, Trigger } from '../alarm/alarm.ts';
import { isComplete } from '../alarm/expressions.ts';
import { subjectOf } from '../alarm/subject.ts';
import { isObject } from '../json.ts';
import { consoleUrl } from './console-url.ts';

/** The console's graph of an alarm's metric. */

const MINUTE = 60_000;
/** Seconds; no period of CloudWatch's is longer. */
const LONGEST_PERIOD = 86_400;
const PERIODS_BEFORE = 20;
/** The id of what the alarm compares, among the ids that the alarm's owner chose. */
const RESULT = 'alarm_series';

/**
 * The metric view of exactly what the alarm reads, around the time of its state change. Undefined where the
 * notification does not tell all that the graph needs.
 */
export function metricUrl(alarm: Alarm): string | undefined {
  const { trigger, changedAt, region } = alarm;
  const metrics = trigger && listMetrics(trigger, alarm.accountId);
  if (metrics === undefined || changedAt === undefined) return undefined;
  const { condition, statistic } = subjectOf(alarm);
  const period = Math.min(condition.period ?? 300, LONGEST_PERIOD);
  const margin = Math.max(60 * MINUTE, PERIODS_BEFORE * period * 1000);
  const { threshold } = condition;
  const graph = {
    metrics,
    view: 'timeSeries',
    stacked: false,
    region,
    period,
    stat: statistic,
    start: new Date(changedAt - margin).toISOString(),
    end: new Date(changedAt + 15 * MINUTE).toISOString(),
    annotations:
      threshold === undefined
        ? undefined
        : { horizontal: [{ label: alarm.name, value: threshold }] },
  };
  return consoleUrl(alarm, 'cloudwatch', `metricsV2:graph=${encodeGraph(graph)}`);
}

function listMetrics(trigger: Trigger, own: string | undefined): readonly unknown[] | undefined {
  const metricEntry = (stat: MetricStat, options: Options) =>
    entryOf(stat, stat.accountId === own ? options : { ...options, accountId: stat.accountId });
  switch (trigger.kind) {
    case 'composite':
      return undefined;
    case 'metric':
      return isKnown([trigger.stat]) ? [metricEntry(trigger.stat, {})] : undefined;
    case 'anomaly':
      return trigger.band !== undefined && isKnown([trigger.stat], trigger.band)
        ? [
            metricEntry(trigger.stat, { id: trigger.stat.id }),
            [{ expression: trigger.band, id: RESULT }],
          ]
        : undefined;
    case 'math':
      return isKnown(trigger.inputs, trigger.expression)
        ? [
            [{ expression: trigger.expression, label: trigger.label, id: RESULT }],
            ...trigger.inputs.map((input) => metricEntry(input, optionsOf(input))),
          ]
        : undefined;
    case 'query':
      return /^\s*SELECT\b/i.test(trigger.query)
        ? [[{ expression: trigger.query, id: RESULT }]]
        : undefined;
  }
}

function isKnown(stats: readonly MetricStat[], expression = ''): boolean {
  return (
    stats.every(({ namespace }) => namespace !== undefined) &&
    isComplete(
      expression,
      stats.map(({ id }) => id),
    )
  );
}

/** An input of an expression is not drawn, and has a statistic and a period of its own. */
function optionsOf({ id, statistic, period }: MetricStat): Readonly<Record<string, unknown>> {
  return { id, stat: statistic, period, visible: false };
}

type Options = Readonly<Record<string, unknown>>;

/**
 * `accountId` is that of another account, which the graph asks.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
 */
function entryOf(
  { namespace, metricName, dimensions }: MetricStat,
  options: Options,
): readonly unknown[] {
  const path = dimensions.flatMap(({ name, value }) => [name, value]);
  const hasOptions = Object.values(options).some((option) => option !== undefined);
  return [namespace, metricName, ...path, ...(hasOptions ? [options] : [])];
}

/**
 * The console's notation for a graph in a URL: `~(key~'text~list~(~1~2))`; other characters as `*xx` or `**xxxx`.
 */
function encodeGraph(value: unknown): string {
  if (Array.isArray(value)) return `~(${value.map(encodeGraph).join('')})`;
  if (isObject(value)) {
    const keys = Object.keys(value).filter((key) => value[key] !== undefined);
    return `~(${keys.map((key) => key + encodeGraph(value[key])).join('~')})`;
  }
  return typeof value === 'string' ? `~'${encodeText(value)}` : `~${String(value)}`;
}

const ENCODED = /[^A-Za-z0-9_.-]/g;

function encodeText(text: string): string {
  return text.toWellFormed().replace(ENCODED, (character) => {
    const code = character.charCodeAt(0).toString(16);
    return code.length > 2 ? `**${code.padStart(4, '0')}` : `*${code.padStart(2, '0')}`;
  });
}
