import {
  type Alarm,
  type Condition,
  type Datapoint,
  type Dimension,
  isSettling,
  type MetricStat,
  type Trigger,
} from '../alarm/alarm.ts';
import { contributorStat, isComplete } from '../alarm/expressions.ts';

/** What to ask CloudWatch for, and what its answer means. Pure. */

/** A metric that is named in full. */
export interface Metric extends MetricStat {
  readonly namespace: string;
  readonly statistic: string;
}

/** Where the series comes from: one metric, or an expression over several, which CloudWatch charges for. */
export type Source =
  | { readonly kind: 'metric'; readonly metric: Metric }
  | {
      readonly kind: 'math';
      readonly expression: string;
      readonly inputs: readonly (Metric & { readonly id: string })[];
    };

/** One call for the datapoints of a series. */
export interface Question {
  readonly source: Source;
  /** Seconds. */
  readonly period: number;
  /** Epoch milliseconds, a whole number of periods apart; `to` is the end of the last period. */
  readonly from: number;
  readonly to: number;
}

/** As many as a chart of Slack's shows. */
const PERIODS = 20;
/** For an OK: 4 hours of minutes, 20 hours of 5 minutes, so that the peak of most incidents is among them. */
const PERIODS_OF_AN_OK = 240;
/** CloudWatch keeps any period for 15 days, and takes only multiples of 5 minutes for what is older. */
const SPAN_OF_AN_OK = 14 * 86_400;
/** CloudWatch answers at most 1,440 datapoints. */
const PERIODS_MAX = 1_440;

/** Undefined where no one question gives the series that the alarm compares. `now`: epoch milliseconds. */
export function askFor(alarm: Alarm, now: number): Question | undefined {
  const { trigger, evaluation } = alarm;
  if (trigger === undefined || trigger.kind === 'composite') return undefined;
  // It is told in one line, without history.
  if (isSettling(alarm)) return undefined;
  const source = sourceOf(trigger, alarm.contributor);
  if (source === undefined || isElsewhere(source, alarm.accountId)) return undefined;
  const period = periodOf(source, trigger.condition);
  if (period === undefined) return undefined;
  const length = period * 1000;
  // CloudWatch counts periods from the start that it is asked for, and the alarm counts them from its evaluation.
  const phase = (evaluation.since ?? 0) % length;
  const end = Math.min(alarm.changedAt ?? now, now);
  const to = Math.floor((end - phase) / length) * length + phase;
  return { source, period, from: to - periodsFor(alarm, trigger.condition, period) * length, to };
}

/** GetMetricStatistics reads this account alone; the same metric may exist here, too. */
function isElsewhere(source: Source, own: string | undefined): boolean {
  if (source.kind !== 'metric') return false;
  const { accountId } = source.metric;
  return accountId !== undefined && accountId !== own;
}

function periodsFor({ state }: Alarm, condition: Condition, period: number): number {
  if (state === 'OK') {
    return Math.max(PERIODS, Math.min(PERIODS_OF_AN_OK, Math.floor(SPAN_OF_AN_OK / period)));
  }
  // What is missing are the periods that were evaluated: the datapoints are those before.
  const missing = state === 'INSUFFICIENT_DATA' ? (condition.evaluationPeriods ?? 0) : 0;
  return Math.min(PERIODS_MAX, PERIODS + missing);
}

function periodOf(source: Source, condition: Condition): number | undefined {
  const stats = source.kind === 'metric' ? [source.metric] : source.inputs;
  return condition.period ?? stats.find(({ period }) => period !== undefined)?.period;
}

function sourceOf(
  trigger: Exclude<Trigger, { kind: 'composite' }>,
  contributor: readonly Dimension[] | undefined,
): Source | undefined {
  if (trigger.kind === 'math') return mathSource(trigger.expression, trigger.inputs);
  const stat =
    trigger.kind === 'query' ? contributorStat(trigger.query, contributor) : trigger.stat;
  return stat && isNamed(stat) ? { kind: 'metric', metric: stat } : undefined;
}

function isNamed(stat: MetricStat): stat is Metric {
  return stat.namespace !== undefined && stat.statistic !== undefined;
}

function mathSource(expression: string, inputs: readonly MetricStat[]): Source | undefined {
  const named = inputs.flatMap((stat) =>
    isNamed(stat) && stat.id !== undefined ? [{ ...stat, id: stat.id }] : [],
  );
  const ids = named.map(({ id }) => id);
  return named.length > 0 && isComplete(expression, ids)
    ? { kind: 'math', expression, inputs: named }
    : undefined;
}

/**
 * The worst datapoint since the periods that raised the alarm. Undefined where the datapoints do not reach back that
 * far, and where the alarm does not tell which way is worse.
 */
export function peakOf(
  alarm: Alarm,
  { from, period }: Pick<Question, 'from' | 'period'>,
  datapoints: readonly Datapoint[],
  alarmSince: number,
): number | undefined {
  const { trigger } = alarm;
  if (trigger === undefined || trigger.kind === 'composite' || alarmSince < from) return undefined;
  const raisedBy = (trigger.condition.evaluationPeriods ?? 1) * period * 1000;
  const values = datapoints.flatMap(({ at, value }) =>
    at >= alarmSince - raisedBy ? [value] : [],
  );
  const isWorse = worseThan(trigger.condition.comparison ?? alarm.evaluation.comparison);
  return isWorse && values.length > 0
    ? values.reduce((worst, value) => (isWorse(value, worst) ? value : worst))
    : undefined;
}

function worseThan(comparison = ''): ((a: number, b: number) => boolean) | undefined {
  if (/^Less.*OrGreater/.test(comparison)) return undefined;
  if (comparison.startsWith('Greater')) return (a, b) => a > b;
  return comparison.startsWith('Less') ? (a, b) => a < b : undefined;
}
