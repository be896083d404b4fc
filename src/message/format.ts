import { scaleFor, type Unit } from '../alarm/units.ts';
import type { DurationUnit, Locale } from './words/words.ts';

/**
 * Numbers, durations and times as people read them. Every number keeps its unit on its line (U+00A0).
 *
 * They are what `Intl` gives (a test compares), but written by hand: the first use of `Intl` takes 17 ms of CPU and 9 MB,
 * more than all else that a message needs. Only times of other zones than UTC are worth that.
 */

export const NBSP = '\u00a0';

const EXPONENTIAL_DECIMALS = 2;

function isExponential(value: number): boolean {
  const size = Math.abs(value);
  return size !== 0 && (size >= 1e15 || size < 1e-6);
}

function decimals(value: number, extra: number): number {
  const size = Math.abs(value);
  // A number has 15 digits that count; what `toFixed` gives beyond is noise.
  if (size >= 1000) return Math.min(extra, Math.max(0, 14 - Math.floor(Math.log10(size))));
  if (size >= 10) return 1 + extra;
  return Math.min(20, 2 + extra - Math.floor(Math.log10(size)));
}

/** The places between groups of three digits. */
const THOUSANDS = /\B(?=(\d{3})+$)/g;
const NOUGHTS = /\.?0+$/;

/** Rounded for people: 97.64823 is `97.6`, 0.0123456 is `0.0123`, 1234567 is `1,234,567`. `extra` adds decimals. */
export function formatNumber(value: number, locale: Locale, extra = 0): string {
  const [integer = '', fraction = ''] = rounded(value, extra).split('.');
  const { group, decimal } = locale;
  const grouped = integer.replace(THOUSANDS, group);
  return fraction === '' ? grouped : grouped + decimal + fraction;
}

/** As JavaScript writes numbers. */
function rounded(value: number, extra: number): string {
  if (isExponential(value)) return value.toExponential(EXPONENTIAL_DECIMALS);
  const text = value.toFixed(decimals(value, extra));
  return text.includes('.') ? text.replace(NOUGHTS, '') : text;
}

/** A value with its unit: `97.6%`, `1.5 GB`, `250 ms`, `1 day 2 hours`, `12` for a count or where no unit is known. */
export function formatValue(
  value: number,
  unit: Unit | undefined,
  locale: Locale,
  extra = 0,
): string {
  const seconds = longSeconds(value, unit);
  if (seconds !== undefined && extra === 0)
    return formatDuration(seconds, locale).replaceAll(' ', NBSP);
  const { divisor, symbol } = scaleFor(value, unit);
  const text = formatNumber(value / divisor, locale, extra + centsOf(value, unit));
  if (unit === 'Days') return text + locale.durations.day[text === '1' ? 0 : 1];
  return text + (isGlued(symbol, locale) ? '' : NBSP) + symbol;
}

/** `80%`, `50/s`; the code of a currency stands apart in every language. */
function isGlued(symbol: string, { isUnitApart }: Locale): boolean {
  return /^(?:[%/]|$)/.test(symbol) || !(isUnitApart || /[A-Z]{3}/.test(symbol));
}

const LONG_SECONDS = 120;
/** How many of a unit of time are a second. */
export const PER_SECOND: Readonly<Partial<Record<Unit, number>>> = {
  Seconds: 1,
  Milliseconds: 1_000,
  Microseconds: 1_000_000,
};

/** What is longer than two minutes is told in the words of a duration; undefined for all else. */
function longSeconds(value: number, unit: Unit | undefined): number | undefined {
  const perSecond = unit && PER_SECOND[unit];
  const seconds = perSecond === undefined ? 0 : value / perSecond;
  return seconds >= LONG_SECONDS && seconds < 1e9 ? seconds : undefined;
}

/** Money has two decimals where it has any. */
function centsOf(value: number, unit: Unit | undefined): number {
  if (!unit?.startsWith('Currency/')) return 0;
  const size = Math.abs(value);
  return size >= 1000 ? 2 : size >= 10 ? 1 : 0;
}

/** A limit as somebody set it, where that takes few decimals: 99.95 % stays what a measured value would round to 100 %. */
export function formatLimit(limit: number, unit: Unit | undefined, locale: Locale): string {
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
  unit: Unit | undefined,
  locale: Locale,
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
  const seconds = longSeconds(value, unit);
  if (seconds !== undefined && extra === 0) return wholeSeconds(seconds) * (value / seconds);
  const { divisor } = scaleFor(value, unit);
  const text = rounded(value / divisor, extra + centsOf(value, unit));
  return Number((Number(text) * divisor).toPrecision(15));
}

/** The seconds that the words of a duration say. */
function wholeSeconds(seconds: number): number {
  return partsOf(seconds).reduce((sum, { count, size }) => sum + count * size, 0);
}

const DURATION_UNITS = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const satisfies readonly (readonly [DurationUnit, number])[];

interface DurationPart {
  readonly unit: DurationUnit;
  /** Of one, in seconds. */
  readonly size: number;
  readonly count: number;
}

/** The two largest units of which there is any; ten minutes and more have no seconds. */
function partsOf(seconds: number): readonly DurationPart[] {
  let rest = Math.max(0, Math.floor(seconds));
  if (rest >= 600) rest -= rest % 60;
  const parts: DurationPart[] = [];
  for (const [unit, size] of DURATION_UNITS) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0 && parts.length < 2) parts.push({ unit, size, count });
  }
  return parts;
}

/** The two largest units: `23 minutes`, `1 hour 5 minutes`. `seconds` may be fractional; below 1 it is `0 seconds`. */
export function formatDuration(seconds: number, locale: Locale): string {
  const parts = partsOf(seconds).map(({ unit, count }) => formatUnit(count, unit, locale));
  return parts.length > 0 ? parts.join(' ') : formatUnit(0, 'second', locale);
}

function formatUnit(count: number, unit: DurationUnit, locale: Locale): string {
  const [one, more] = locale.durations[unit];
  return formatNumber(count, locale) + (count === 1 ? one : more);
}
