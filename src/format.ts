import { scaleFor } from './unit-scale.ts';
import type { Unit } from './units.ts';

/** Numbers, durations and times as people read them. Every number keeps its unit on its line (U+00A0). */

export type Locale = 'en' | 'ko';

export const NBSP = '\u00a0';

/** Built at first use and kept: making one costs more than all its uses in an invocation. */
const formatters = new Map<string, unknown>();

function cached<T>(key: string, make: () => T): T {
  const known = formatters.get(key) as T | undefined;
  if (known !== undefined) return known;
  const made = make();
  formatters.set(key, made);
  return made;
}

const EXPONENTIAL_DECIMALS = 2;

function isExponential(value: number): boolean {
  const size = Math.abs(value);
  return size !== 0 && (size >= 1e15 || size < 1e-6);
}

function decimals(value: number, extra: number): number {
  const size = Math.abs(value);
  if (Number.isInteger(value)) return 0;
  if (size >= 1000) return extra;
  if (size >= 10) return 1 + extra;
  if (size >= 1) return 2 + extra;
  return Math.min(20, 2 + extra - Math.floor(Math.log10(size)));
}

/** Rounded for people: 97.64823 is `97.6`, 0.0123456 is `0.0123`, 1234567 is `1,234,567`. `extra` adds decimals. */
export function formatNumber(value: number, locale: Locale = 'en', extra = 0): string {
  if (isExponential(value)) return value.toExponential(EXPONENTIAL_DECIMALS);
  const digits = decimals(value, extra);
  const format = cached(
    `${locale}${digits}`,
    () => new Intl.NumberFormat(locale, { maximumFractionDigits: digits }),
  );
  return format.format(value === 0 ? 0 : value);
}

/** A value with its unit: `97.6 %`, `1.5 GB`, `250 ms`, `12` for a count or where no unit is known. */
export function formatValue(value: number, unit?: Unit, locale: Locale = 'en', extra = 0): string {
  const { divisor, symbol } = scaleFor(value, unit);
  const text = formatNumber(value / divisor, locale, extra);
  return symbol === '' ? text : text + NBSP + symbol;
}

/** A limit as somebody set it, where that takes few decimals: 99.95 % stays what a measured value would round to 100 %. */
export function formatLimit(limit: number, unit?: Unit, locale: Locale = 'en'): string {
  return formatValue(limit, unit, locale, decimalsOfLimit(limit, unit));
}

const MOST_DECIMALS_OF_LIMIT = 3;

function decimalsOfLimit(limit: number, unit: Unit | undefined): number {
  for (let extra = 0; extra <= MOST_DECIMALS_OF_LIMIT; extra += 1) {
    if (readBack(limit, unit, extra) === limit) return extra;
  }
  return 0;
}

/**
 * A value beside its limit, with as many decimals as it takes to see on which side it is: 80.04 % is not 80 %, and
 * 99.97 % is not above 99.98 %.
 */
export function formatBeside(
  value: number,
  limit: number,
  unit?: Unit,
  locale: Locale = 'en',
): { readonly value: string; readonly limit: string } {
  const needed = decimalsOfLimit(limit, unit);
  const limitExtra = (extra: number) => Math.max(needed, extra);
  const isClear = (extra: number) =>
    Math.sign(readBack(value, unit, extra) - readBack(limit, unit, limitExtra(extra))) ===
    Math.sign(value - limit);
  const extra = [0, 1, 2, 3, 4, 5, 6].find(isClear) ?? needed;
  return {
    value: formatValue(value, unit, locale, extra),
    limit: formatValue(limit, unit, locale, limitExtra(extra)),
  };
}

/** The number that a reader takes from `formatValue`, in the unit given. */
function readBack(value: number, unit: Unit | undefined, extra: number): number {
  const { divisor } = scaleFor(value, unit);
  const shown = value / divisor;
  const read = isExponential(shown)
    ? shown.toExponential(EXPONENTIAL_DECIMALS)
    : shown.toFixed(decimals(shown, extra));
  return Number((Number(read) * divisor).toPrecision(15));
}

const DURATION_UNITS = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const;

/** The two largest units: `23 minutes`, `1 hour 5 minutes`. `seconds` may be fractional; below 1 it is `0 seconds`. */
export function formatDuration(seconds: number, locale: Locale = 'en'): string {
  let rest = Math.max(0, Math.floor(seconds));
  if (rest >= 600) rest -= rest % 60;
  const parts: string[] = [];
  for (const [unit, size] of DURATION_UNITS) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0 && parts.length < 2) parts.push(formatUnit(count, unit, locale));
  }
  return parts.length > 0 ? parts.join(' ') : formatUnit(0, 'second', locale);
}

function formatUnit(
  count: number,
  unit: 'day' | 'hour' | 'minute' | 'second',
  locale: Locale,
): string {
  const format = cached(
    `${locale}${unit}`,
    () => new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }),
  );
  return format.format(count).replace(' ', NBSP);
}

/** `2026-11-22 08:00 UTC`, in the time zone given (IANA name). `at`: epoch milliseconds. */
export function formatTime(at: number, timeZone: string): string {
  const part = timeParts(at, timeZone);
  return `${part('year')}-${part('month')}-${part('day')} ${part('hour')}:${part('minute')}${NBSP}${part('timeZoneName')}`;
}

function timeParts(at: number, timeZone: string): (type: Intl.DateTimeFormatPartTypes) => string {
  const format = cached(
    `time ${timeZone}`,
    () =>
      new Intl.DateTimeFormat('en-GB', {
        timeZone,
        year: 'numeric',
        month: '2-digit',
        day: '2-digit',
        hour: '2-digit',
        minute: '2-digit',
        hourCycle: 'h23',
        timeZoneName: 'short',
      }),
  );
  const parts = format.formatToParts(at);
  return (type) => parts.find((part) => part.type === type)?.value ?? '';
}

/**
 * A time that each reader sees in the zone of their own device; the fallback names its zone. Slack wants whole seconds.
 * https://docs.slack.dev/messaging/formatting-message-text#date-formatting
 */
export function slackTime(at: number, timeZone: string): string {
  return `<!date^${Math.floor(at / 1000)}^{date_short_pretty} {time}|${formatTime(at, timeZone)}>`;
}
