import type { Alarm, Condition, Datapoint, History } from '../alarm/alarm.ts';
import { subjectOf } from '../alarm/subject.ts';
import { scaleFor } from '../alarm/units.ts';
import type { ChartBlock } from './blocks.ts';
import { formatLimit, formatTime, formatValue, type Locale } from './format.ts';
import { fitPlain, oneLine } from './mrkdwn.ts';

export interface ChartWords {
  /** The metric's series, where no statistic is known. */
  readonly value: string;
  readonly threshold: string;
  /** The ends of an anomaly detection band. */
  readonly upper: string;
  readonly lower: string;
  /** The axis of time. */
  readonly time: string;
}

export interface ChartOptions {
  /** IANA name. */
  readonly timeZone: string;
  readonly locale?: Locale;
  readonly words: ChartWords;
}

/** https://docs.slack.dev/reference/block-kit/blocks/data-visualization-block */
const TITLE_LIMIT = 50;
const AXIS_LIMIT = 50;
const LABEL_LIMIT = 20;
const POINT_LIMIT = 20;

/** A line of two points says nothing that the sentence above it does not. */
const FEWEST_POINTS = 3;

const DAY = 86_400_000;
const LATEST_TIME = 8.64e15;

interface Point {
  readonly label: string;
  readonly value: number;
}

/**
 * The metric's last 20 datapoints against the threshold (against both ends of the band for anomaly detection). Slack
 * wants one point of every series for every category, so a period without a datapoint gets no category.
 * Undefined with fewer than 3 datapoints: a sparkline does for those.
 */
export function renderChart(
  alarm: Alarm,
  history: History,
  options: ChartOptions,
): ChartBlock | undefined {
  const trigger = alarm.trigger;
  if (trigger === undefined || trigger.kind === 'composite') return undefined;
  const points = labelled(history.datapoints.filter(isShowable), options.timeZone);
  if (points.length < FEWEST_POINTS) return undefined;

  const { unit, statistic, label, condition } = subjectOf(alarm);
  const limits = limitsOf(alarm, condition, options.words);
  const largest = Math.max(...[...points, ...limits].map(({ value }) => Math.abs(value)));
  const { divisor, symbol } = scaleFor(largest, unit);
  const toAxis = (value: number) => round(value / divisor);

  const metric = {
    name: fitText([statistic, options.words.value], LABEL_LIMIT),
    data: points.map(({ label, value }) => ({ label, value: toAxis(value) })),
  };
  const constants = limits.map(({ label, value, format }) => ({
    name: fitText([`${label} ${format(value, unit, options.locale)}`], LABEL_LIMIT),
    data: points.map((point) => ({ label: point.label, value: toAxis(value) })),
  }));
  return {
    type: 'data_visualization',
    title: fitText([titleOf(alarm, label), alarm.name, options.words.value], TITLE_LIMIT),
    chart: {
      type: 'line',
      series: uniquelyNamed([metric, ...constants]),
      axis_config: {
        categories: points.map(({ label }) => label),
        x_label: fitText([`${options.words.time} (${options.timeZone})`], AXIS_LIMIT),
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

/**
 * Each datapoint under a label of its own: the time of day; with seconds for short periods, with the day where more
 * than one is shown, with the offset where clocks were set back.
 */
function labelled(datapoints: readonly Datapoint[], timeZone: string): readonly Point[] {
  const shown = datapoints.slice(-POINT_LIMIT);
  const times = shown.map(({ at, value }) => ({ value, ...timeOf(at, timeZone) }));
  const span = (shown.at(-1)?.at ?? 0) - (shown[0]?.at ?? 0);
  const forms: readonly ((time: ReturnType<typeof timeOf>) => string)[] =
    span >= DAY
      ? [({ day, clock }) => `${day} ${clock}`, ({ date, clock }) => `${date} ${clock}`]
      : [
          ({ clock }) => clock,
          ({ clock, seconds }) => `${clock}:${seconds}`,
          ({ clock, zone }) => `${clock} ${zone}`,
        ];
  let unique = new Map<string, number>();
  for (const form of forms) {
    unique = new Map(times.map((time) => [fitText([form(time)], LABEL_LIMIT), time.value]));
    if (unique.size === times.length) break;
  }
  return [...unique].map(([label, value]) => ({ label, value }));
}

function timeOf(at: number, timeZone: string) {
  const [date = '', clock = '', zone = ''] = formatTime(at, timeZone).split(/\s/);
  const seconds = String(new Date(at).getUTCSeconds()).padStart(2, '0');
  return { date, day: date.slice(date.indexOf('-') + 1), clock, seconds, zone };
}

/** Rounded for people: four digits, more only where they stand before the decimal point. */
function round(value: number): number {
  if (Math.abs(value) >= 1000) return Math.round(value);
  return Number(value.toPrecision(4));
}

/** The first of `texts` that says something, on one line and cut to `limit`. */
function fitText(texts: readonly (string | undefined)[], limit: number): string {
  const line = texts.map((text) => oneLine(text ?? '')).find((text) => text !== '');
  return fitPlain(line ?? '–', limit);
}

function uniquelyNamed<T extends { readonly name: string }>(series: readonly T[]): readonly T[] {
  return series.map((one, index) => {
    const taken = series.slice(0, index).some(({ name }) => name === one.name);
    return taken ? { ...one, name: `${one.name.slice(0, LABEL_LIMIT - 2)} ${index + 1}` } : one;
  });
}
