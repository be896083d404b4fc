import type { Alarm, Condition, Datapoint, History } from '../alarm/alarm.ts';
import { subjectOf } from '../alarm/subject.ts';
import { scaleFor, type Unit } from '../alarm/units.ts';
import type { ChartBlock } from './blocks.ts';
import { fitText, seriesName, titleFor, uniquelyNamed } from './chart-names.ts';
import { formatLimit, formatValue, PER_SECOND } from './format.ts';
import type { Locale } from './words/words.ts';

export interface ChartWords {
  /** The metric's series, where no statistic is known. */
  readonly value: string;
  readonly threshold: string;
  /** The ends of an anomaly detection band. */
  readonly upper: string;
  readonly lower: string;
  /** The axis of time, by the unit that it counts. */
  readonly before: Readonly<Record<Step, string>>;
  readonly of: (metric: string, resource: string) => string;
  /** Of an axis of long times. */
  readonly units: Readonly<Record<'minute' | 'hour' | 'day', string>>;
}

type Step = 'second' | 'minute' | 'hour' | 'day';

export interface ChartOptions {
  readonly locale: Locale;
  readonly words: ChartWords;
  /** What the metric is measured of. */
  readonly resource?: string | undefined;
}

/** https://docs.slack.dev/reference/block-kit/blocks/data-visualization-block */
const AXIS_LIMIT = 50;
const POINT_LIMIT = 20;

/** A line of two points says nothing that the sentence above it does not. */
const FEWEST_POINTS = 3;

const LATEST_TIME = 8.64e15;
/** Seconds; the largest that a period is a whole number of is counted. */
const STEPS: readonly (readonly [step: Step, seconds: number])[] = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
];

interface Point {
  readonly label: string;
  readonly value: number;
}

/**
 * The metric's last 20 datapoints against the threshold (against both ends of the band for anomaly detection). Slack
 * wants one point of every series for every category and would draw over a period without a datapoint.
 * Undefined with gaps and with fewer than 3 datapoints: a sparkline does for those.
 */
export function renderChart(
  alarm: Alarm,
  history: History,
  options: ChartOptions,
): ChartBlock | undefined {
  const trigger = alarm.trigger;
  if (trigger === undefined || trigger.kind === 'composite') return undefined;
  const shown = history.datapoints.filter(isShowable).slice(-POINT_LIMIT);
  if (shown.length < FEWEST_POINTS || hasGaps(shown, history.period)) return undefined;

  const { unit, statistic, label, condition } = subjectOf(alarm);
  const { step, points } = labelled(shown, history.period, alarm.changedAt);
  const limits = limitsOf(alarm, condition, options.words);
  const largest = Math.max(...[...points, ...limits].map(({ value }) => Math.abs(value)));
  const { divisor, symbol } = axisFor(largest, unit, options.words);
  const toAxis = (value: number) => round(value / divisor);

  const metric = {
    name: seriesName([options.resource, statistic, options.words.value]),
    data: points.map(({ label, value }) => ({ label, value: toAxis(value) })),
  };
  const constants = limits.map(({ label, value, format }) => ({
    name: seriesName([`${label} ${format(value, unit, options.locale)}`]),
    data: points.map((point) => ({ label: point.label, value: toAxis(value) })),
  }));
  return {
    type: 'data_visualization',
    title: titleFor([titleOf(alarm, label), alarm.name], statistic, options),
    chart: {
      type: 'line',
      series: uniquelyNamed([metric, ...constants]),
      axis_config: {
        categories: points.map(({ label }) => label),
        x_label: fitText([options.words.before[step]], AXIS_LIMIT),
        ...(symbol === '' ? {} : { y_label: symbol }),
      },
    },
  };
}

/** A math expression or a query without a label stands for itself. */
function titleOf({ trigger }: Alarm, label: string | undefined): string | undefined {
  if (label !== undefined) return label;
  if (trigger?.kind === 'math') return trigger.expression;
  return trigger?.kind === 'query' ? trigger.query : undefined;
}

interface Limit extends Point {
  readonly format: typeof formatLimit;
}

/** A threshold was set by somebody and is shown as it was set; the ends of a band are measured. */
function limitsOf(alarm: Alarm, condition: Condition, words: ChartWords): readonly Limit[] {
  const { threshold, lower, upper } = alarm.evaluation;
  const limits = [
    { label: words.threshold, value: condition.threshold ?? threshold, format: formatLimit },
    { label: words.upper, value: upper, format: formatValue },
    { label: words.lower, value: lower, format: formatValue },
  ];
  return limits.flatMap(({ value, ...limit }) =>
    value !== undefined && Number.isFinite(value) ? [{ ...limit, value }] : [],
  );
}

function isShowable({ at, value }: Datapoint): boolean {
  return Number.isFinite(value) && Math.abs(at) <= LATEST_TIME;
}

/** Whether a period between the first and the last datapoint has none. */
function hasGaps(shown: readonly Datapoint[], period: number): boolean {
  const length = period * 1000;
  return shown.some(({ at }, index) => {
    const next = shown[index + 1];
    return next !== undefined && Math.round((next.at - at) / length) !== 1;
  });
}

/** Each datapoint under a label of its own: how long before the alarm its period began. */
function labelled(
  shown: readonly Datapoint[],
  period: number,
  changedAt: number | undefined,
): { readonly step: Step; readonly points: readonly Point[] } {
  const [step, seconds] = STEPS.find(([, size]) => period % size === 0) ?? ['second', 1];
  const length = period * 1000;
  const last = shown.at(-1)?.at ?? 0;
  // The alarm looks at whole periods, some time after the last of them has ended.
  const ago = Math.max(1, Math.floor(((changedAt ?? last + length) - last) / length));
  const points = shown.map(({ value }, index) => {
    const periods = ago + shown.length - 1 - index;
    return { label: `-${(periods * period) / seconds}`, value };
  });
  return { step, points };
}

/** Long times are counted in minutes, hours or days. */
function axisFor(largest: number, unit: Unit | undefined, { units }: ChartWords) {
  const perSecond = unit && PER_SECOND[unit];
  const seconds = perSecond === undefined ? 0 : largest / perSecond;
  if (perSecond === undefined || seconds < 600) return scaleFor(largest, unit);
  if (seconds < 7_200) return { divisor: 60 * perSecond, symbol: units.minute };
  return seconds < 172_800
    ? { divisor: 3_600 * perSecond, symbol: units.hour }
    : { divisor: 86_400 * perSecond, symbol: units.day };
}

/** Rounded for people: four digits, more only where they stand before the decimal point. */
function round(value: number): number {
  if (Math.abs(value) >= 1000) return Math.round(value);
  return Number(value.toPrecision(4));
}
