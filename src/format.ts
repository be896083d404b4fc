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
  const size = Math.abs(value);
  if (size !== 0 && (size >= 1e15 || size < 1e-6)) return value.toExponential(2);
  const digits = decimals(value, extra);
  const format = cached(
    `${locale}${digits}`,
    () => new Intl.NumberFormat(locale, { maximumFractionDigits: digits }),
  );
  return format.format(value === 0 ? 0 : value);
}

const SCALES: Readonly<
  Partial<Record<Unit, { readonly step: number; readonly names: readonly string[] }>>
> = {
  Bytes: { step: 1000, names: ['B', 'kB', 'MB', 'GB', 'TB', 'PB'] },
  Kilobytes: { step: 1000, names: ['kB', 'MB', 'GB', 'TB', 'PB'] },
  Megabytes: { step: 1000, names: ['MB', 'GB', 'TB', 'PB'] },
  Gigabytes: { step: 1000, names: ['GB', 'TB', 'PB'] },
  Terabytes: { step: 1000, names: ['TB', 'PB'] },
  Bits: { step: 1000, names: ['bit', 'kbit', 'Mbit', 'Gbit', 'Tbit'] },
  'Bytes/Second': { step: 1000, names: ['B/s', 'kB/s', 'MB/s', 'GB/s', 'TB/s'] },
  'Kilobytes/Second': { step: 1000, names: ['kB/s', 'MB/s', 'GB/s', 'TB/s'] },
  'Megabytes/Second': { step: 1000, names: ['MB/s', 'GB/s', 'TB/s'] },
  'Bits/Second': { step: 1000, names: ['bit/s', 'kbit/s', 'Mbit/s', 'Gbit/s', 'Tbit/s'] },
  Microseconds: { step: 1000, names: ['µs', 'ms', 's'] },
  Milliseconds: { step: 1000, names: ['ms', 's'] },
};

const SYMBOLS: Readonly<Partial<Record<Unit, string>>> = {
  Percent: '%',
  Seconds: 's',
  Kilobits: 'kbit',
  Megabits: 'Mbit',
  Gigabits: 'Gbit',
  Terabits: 'Tbit',
  'Gigabytes/Second': 'GB/s',
  'Terabytes/Second': 'TB/s',
  'Kilobits/Second': 'kbit/s',
  'Megabits/Second': 'Mbit/s',
  'Gigabits/Second': 'Gbit/s',
  'Terabits/Second': 'Tbit/s',
  'Count/Second': '/s',
};

/** A value with its unit: `97.6 %`, `1.5 GB`, `250 ms`, `12` for a count or where no unit is known. */
export function formatValue(value: number, unit?: Unit, locale: Locale = 'en', extra = 0): string {
  const scale = unit && SCALES[unit];
  if (scale) {
    const { scaled, name } = toScale(value, scale.step, scale.names);
    return `${formatNumber(scaled, locale, extra)}${NBSP}${name}`;
  }
  const symbol = unit && SYMBOLS[unit];
  return formatNumber(value, locale, extra) + (symbol ? NBSP + symbol : '');
}

function toScale(
  value: number,
  step: number,
  names: readonly string[],
): { scaled: number; divisor: number; name: string } {
  let divisor = 1;
  let index = 0;
  while (Math.abs(value) / divisor >= step && index < names.length - 1) {
    divisor *= step;
    index += 1;
  }
  return { scaled: value / divisor, divisor, name: names[index] ?? '' };
}

/** The unit in which a whole axis reads best: with a largest value of 2e9 bytes every one is divided by 1e9, in `GB`. */
export function axisUnit(largest: number, unit?: Unit): { divisor: number; symbol: string } {
  const scale = unit && SCALES[unit];
  if (!scale) return { divisor: 1, symbol: (unit && SYMBOLS[unit]) ?? '' };
  const { divisor, name } = toScale(largest, scale.step, scale.names);
  return { divisor, symbol: name };
}

/** A value beside its threshold: with as many decimals as it takes to tell them apart (80.04 % is not 80 %). */
export function formatBeside(
  value: number,
  threshold: number,
  unit?: Unit,
  locale: Locale = 'en',
): string {
  const limit = formatValue(threshold, unit, locale);
  for (let extra = 0; extra < 6; extra += 1) {
    const text = formatValue(value, unit, locale, extra);
    if (text !== limit || value === threshold) return text;
  }
  return formatValue(value, unit, locale);
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

/** `08:00`, in the time zone given. */
export function formatClock(at: number, timeZone: string): string {
  const part = timeParts(at, timeZone);
  return `${part('hour')}:${part('minute')}`;
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
