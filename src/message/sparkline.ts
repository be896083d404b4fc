import type { Datapoint, History } from '../alarm/alarm.ts';
import type { Unit } from '../alarm/units.ts';
import { formatValue } from './format.ts';
import type { Locale } from './words/words.ts';

const BARS = '▁▂▃▄▅▆▇█';
const MIDDLE = '▄';
const GAP = '·';
const PERIODS = 20;

export interface SparklineOptions {
  readonly unit?: Unit | undefined;
  readonly locale: Locale;
  /** Whether the numbers are left out, for a message that tells the worst of them beside the line. */
  readonly isBare?: boolean;
}

/**
 * The last 20 periods in one line of text: a bar for each datapoint between the smallest and the largest, `·` for a
 * period without one, then both in numbers, which a screen reader can say: `▁▁▂▂▃▅▇█ 11.9 % – 97.6 %`.
 * Undefined with fewer than 2 datapoints.
 */
export function renderSparkline(history: History, options: SparklineOptions): string | undefined {
  const shown = lastPeriods(history);
  const values = shown.map(({ value }) => value);
  const lowest = Math.min(...values);
  const highest = Math.max(...values);
  const end = shown.at(-1)?.at ?? 0;
  // By its distance to the newest, each datapoint has one place of its own, however inaccurate the clock.
  const places = new Map(
    shown.map(({ at, value }) => [
      periodsBetween(at, end, history.period),
      bar(value, lowest, highest),
    ]),
  );
  if (places.size < 2) return undefined;
  const oldest = Math.max(...places.keys());
  const bars = Array.from(
    { length: oldest + 1 },
    (_, index) => places.get(oldest - index) ?? GAP,
  ).join('');
  return options.isBare ? bars : `${bars} ${renderRange(lowest, highest, options)}`;
}

function renderRange(lowest: number, highest: number, options: SparklineOptions): string {
  const from = formatValue(lowest, options.unit, options.locale);
  const to = formatValue(highest, options.unit, options.locale);
  return from === to ? to : `${from} – ${to}`;
}

function lastPeriods({ datapoints, period }: History): readonly Datapoint[] {
  const finite = datapoints.filter(({ value }) => Number.isFinite(value)).slice(-PERIODS);
  const end = finite.at(-1)?.at ?? 0;
  return finite.filter(({ at }) => {
    const age = periodsBetween(at, end, period);
    return age >= 0 && age < PERIODS;
  });
}

/** Datapoints of one series are a whole number of periods apart, give or take a clock's inaccuracy. */
function periodsBetween(earlier: number, later: number, period: number): number {
  return Math.round((later - earlier) / (period * 1000));
}

function bar(value: number, lowest: number, highest: number): string {
  if (highest === lowest) return MIDDLE;
  const share = (value - lowest) / (highest - lowest);
  return BARS[Math.round(share * (BARS.length - 1))] ?? MIDDLE;
}
