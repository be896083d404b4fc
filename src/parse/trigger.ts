import type { Condition, Dimension, Evaluation, MetricStat, Trigger } from '../alarm/alarm.ts';
import { statisticOf } from '../alarm/expressions.ts';
import {
  isObject,
  type JsonObject,
  present,
  readArray,
  readCount,
  readNumber,
  readObject,
  readText,
} from '../json.ts';
import { treatMissingData } from './state-reason.ts';

/**
 * What the alarm watches. SNS spells keys `MetricName`, EventBridge and the direct Lambda action `metricName`;
 * dimensions come as `[{name, value}]` or as a map. Both are read alike.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html
 */
export function parseTrigger(source: JsonObject, evaluation: Evaluation): Trigger | undefined {
  const trigger = lowerKeys(source);
  const condition = readCondition(trigger, evaluation);
  const series = readArray(trigger, 'metrics').filter(isObject).map(lowerKeys);
  if (series.length > 0) return parseSeries(series, condition);
  const query = findQuery(trigger);
  if (query !== undefined)
    return present({ ...parseQuery(query, undefined, condition), logGroup: readLogGroup(trigger) });
  const stat = readStat(trigger, trigger);
  return stat && { kind: 'metric', stat, condition };
}

function parseSeries(series: readonly JsonObject[], condition: Condition): Trigger | undefined {
  const stats = series.flatMap((entry) => readMetricStat(entry) ?? []);
  const band = series.map(expressionOf).find((text) => BAND.test(text ?? ''));
  const [first] = stats;
  const watched = band === undefined ? undefined : bandedStat(band, stats);
  const period = condition.period ?? first?.period ?? longest(series);
  const timed: Condition = present({ ...condition, period });
  if (band && watched) return { kind: 'anomaly', stat: watched, band, condition: timed };
  const told = series.filter((entry) => band === undefined || expressionOf(entry) !== band);
  const evaluated = told.find((entry) => entry['returnData'] === true) ?? told[0];
  const expression = evaluated && expressionOf(evaluated);
  const label = evaluated && readLabel(evaluated);
  if (expression === undefined) return first && { kind: 'metric', stat: first, condition: timed };
  return /^\s*SELECT\b/i.test(expression)
    ? parseQuery(expression, label, timed)
    : present({ kind: 'math' as const, expression, label, inputs: stats, condition: timed });
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html */
const BAND = /^\s*ANOMALY_DETECTION_BAND\(\s*(\w+)?/;

/** The metric that the band is drawn around; none where that is an expression over several. */
function bandedStat(band: string, stats: readonly MetricStat[]): MetricStat | undefined {
  const id = BAND.exec(band)?.[1];
  return stats.find((stat) => stat.id === id) ?? (stats.length === 1 ? stats[0] : undefined);
}

const SELECTED =
  /^\s*SELECT\s+(AVG|MAX|MIN|SUM|COUNT)\("?([\w./-]{1,255})"?\)\s+FROM\s+(?:SCHEMA\(\s*)?"?([\w./#:-]{1,255})"?/i;

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-metrics-insights-querylanguage.html */
function parseQuery(query: string, label: string | undefined, condition: Condition): Trigger {
  const [, aggregate, metricName, namespace] = SELECTED.exec(query) ?? [];
  const statistic = statisticOf(aggregate);
  const stat =
    metricName === undefined
      ? undefined
      : present({ namespace, metricName, dimensions: [], statistic, period: condition.period });
  return present({ kind: 'query' as const, query, label, stat, condition });
}

/** What the owner called it; `Expression1` is what the console calls all of them. */
function readLabel(entry: JsonObject): string | undefined {
  const label = readText(entry, 'label');
  return /^(?:expression|query) ?\d*$/i.test(label ?? '') ? undefined : label;
}

function expressionOf(entry: JsonObject): string | undefined {
  return readText(entry, 'expression');
}

function longest(series: readonly JsonObject[]): number | undefined {
  const periods = series.flatMap((entry) => readCount(entry, 'period') ?? []);
  return periods.length > 0 ? periods.reduce((a, b) => Math.max(a, b)) : undefined;
}

function readMetricStat(entry: JsonObject): MetricStat | undefined {
  const metricStat = lowerKeys(readObject(entry, 'metricStat'));
  const stat = readStat(lowerKeys(readObject(metricStat, 'metric')), metricStat);
  const accountId = readText(entry, 'accountId');
  return stat && present({ ...stat, id: readText(entry, 'id'), accountId });
}

function readStat(metric: JsonObject, settings: JsonObject): MetricStat | undefined {
  const metricName = readText(metric, 'metricName') ?? readText(metric, 'name');
  if (metricName === undefined) return undefined;
  return present({
    namespace: readText(metric, 'namespace'),
    metricName,
    dimensions: readDimensions(metric['dimensions']),
    statistic: readStatistic(settings),
    period: readCount(settings, 'period'),
    unit: readText(settings, 'unit'),
    accountId: readText(settings, 'accountId'),
  });
}

/** `[{name, value}]`, `[{Name, Value}]` or `{InstanceId: 'i-0…'}`. */
export function readDimensions(source: unknown): readonly Dimension[] {
  if (Array.isArray(source)) return source.filter(isObject).flatMap(readDimension);
  if (!isObject(source)) return [];
  return Object.keys(source).flatMap((name) => readDimension({ name, value: source[name] }));
}

function readDimension(source: JsonObject): readonly Dimension[] {
  const entry = lowerKeys(source);
  const name = readText(entry, 'name');
  const value = readText(entry, 'value');
  return name === undefined || value === undefined ? [] : [{ name, value }];
}

const STATISTIC_NAMES = new Map(
  ['Average', 'Sum', 'Minimum', 'Maximum', 'SampleCount'].map((name) => [name.toLowerCase(), name]),
);

function readStatistic(source: JsonObject): string | undefined {
  const text =
    readText(source, 'statistic') ??
    readText(source, 'extendedStatistic') ??
    readText(source, 'stat');
  return text === undefined ? undefined : (STATISTIC_NAMES.get(text.toLowerCase()) ?? text);
}

/** What the trigger leaves out (EventBridge: nearly all of it) is taken from the reason. */
function readCondition(trigger: JsonObject, said: Evaluation): Condition {
  return present({
    comparison: readText(trigger, 'comparisonOperator') ?? said.comparison,
    threshold: readNumber(trigger, 'threshold') ?? said.threshold,
    period: readCount(trigger, 'period') ?? said.period,
    evaluationPeriods: readCount(trigger, 'evaluationPeriods') ?? said.evaluated,
    datapointsToAlarm: readCount(trigger, 'datapointsToAlarm'),
    treatMissingData: treatMissingData(readText(trigger, 'treatMissingData')),
  });
}

/** The name, of an ARN too; undefined for none and for several. */
function readLogGroup(trigger: JsonObject): string | undefined {
  const groups = readArray(trigger, 'logGroupIdentifiers');
  const [group] = groups;
  if (groups.length !== 1 || typeof group !== 'string') return undefined;
  return group.replace(/^arn:[^/]{1,200}:log-group:/, '').replace(/:\*$/, '');
}

const QUERY_KEY = /query(string)?$/i;

/** PromQL and log alarms have no documented SNS form: take the query from wherever it stands. */
function findQuery(source: JsonObject, depth = 0): string | undefined {
  for (const [key, value] of Object.entries(source)) {
    if (QUERY_KEY.test(key) && typeof value === 'string' && value.trim() !== '') return value;
    const inner = isObject(value) && depth < 4 ? findQuery(value, depth + 1) : undefined;
    if (inner !== undefined) return inner;
  }
  return undefined;
}

/** `{ MetricName }` as `{ metricName }`: one level, the first letter only. */
export function lowerKeys(source: JsonObject): JsonObject {
  return renamed(source, (key) => key.charAt(0).toLowerCase() + key.slice(1));
}

/** `{ alarmName }` as `{ AlarmName }`: one level, the first letter only. */
export function upperKeys(source: JsonObject): JsonObject {
  return renamed(source, (key) => key.charAt(0).toUpperCase() + key.slice(1));
}

function renamed(source: JsonObject, rename: (key: string) => string): JsonObject {
  const keys = Object.keys(source);
  // For speed: most are spelled so already.
  if (keys.every((key) => rename(key) === key)) return source;
  return Object.fromEntries(keys.map((key) => [rename(key), source[key]]));
}
