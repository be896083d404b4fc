import type { MetricStat } from './alarm.ts';
import { PUBLISHED } from './published-units.ts';

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDatum.html (Unit) */
const UNITS = [
  'Seconds',
  'Microseconds',
  'Milliseconds',
  'Bytes',
  'Kilobytes',
  'Megabytes',
  'Gigabytes',
  'Terabytes',
  'Bits',
  'Kilobits',
  'Megabits',
  'Gigabits',
  'Terabits',
  'Percent',
  'Count',
  'Bytes/Second',
  'Kilobytes/Second',
  'Megabytes/Second',
  'Gigabytes/Second',
  'Terabytes/Second',
  'Bits/Second',
  'Kilobits/Second',
  'Megabits/Second',
  'Gigabits/Second',
  'Terabits/Second',
  'Count/Second',
  'None',
] as const;

export type CloudWatchUnit = (typeof UNITS)[number];

/**
 * CloudWatch's units, and those that it has no name for: the MiB in which OpenSearch reports, GiB, days, a currency, and
 * bytes against a limit that somebody set in GiB.
 */
export type Unit =
  | CloudWatchUnit
  | 'Mebibytes'
  | 'Gibibytes'
  | 'BinaryBytes'
  | 'Days'
  | `Currency/${string}`;

/** Names of metrics, separated by blanks, by their unit. */
export type ByUnit = Readonly<Partial<Record<Unit, string>>>;

const KINDS: readonly Unit[] = [...UNITS, 'Mebibytes', 'Days'];

/** What a name ends in, where that leaves no doubt. A rate or a ratio may be of 1 or of 100. */
const SUFFIXES: readonly (readonly [pattern: RegExp, unit: Unit])[] = [
  [/(?:[a-z]Percent|Percentage|_percent|_percentage|_pct|%|\(%\))$|^% | % /, 'Percent'],
  [/(?:[a-z]Milliseconds|[a-z]Millis|_milliseconds|_millis|_ms|\(ms\))$/, 'Milliseconds'],
  [/(?:[a-z]Microseconds|_microseconds)$/, 'Microseconds'],
  [/(?:[a-z]Seconds|_seconds)$/, 'Seconds'],
  [/(?:[a-z.]Bytes|_bytes)$/, 'Bytes'],
  [/(?:[a-z]MiB|_mib)$/, 'Mebibytes'],
  [/(?:[a-z]GiB|_gib)$/, 'Gibibytes'],
];

/** The unit of the values that the alarm compares: named by the alarm, or known of the metric; never guessed. */
export function unitOf(stat: MetricStat): Unit | undefined {
  return (
    unitOfDatapoints(stat.statistic) ??
    knownUnit(stat.unit) ??
    currencyOf(stat) ??
    publishedUnit(stat) ??
    unitInName(stat.metricName, stat.namespace)
  );
}

/**
 * The unit of a statistic that tells how many datapoints there are, or which share of them, whatever they measure;
 * undefined for every other.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Statistics-definitions.html
 */
export function unitOfDatapoints(statistic = ''): 'Count' | 'Percent' | undefined {
  if (/^(?:SampleCount$|tc[\d(])/i.test(statistic)) return 'Count';
  return /^PR\(/i.test(statistic) ? 'Percent' : undefined;
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/monitor_estimated_charges_with_cloudwatch.html */
function currencyOf({ namespace, metricName, dimensions }: MetricStat): Unit | undefined {
  if (namespace !== 'AWS/Billing' || metricName !== 'EstimatedCharges') return undefined;
  const code = dimensions.find(({ name }) => name === 'Currency')?.value ?? '';
  return /^[A-Z]{3}$/.test(code) ? `Currency/${code}` : undefined;
}

function publishedUnit({ namespace, metricName }: MetricStat): Unit | undefined {
  return namespace === undefined ? undefined : unitsOf(namespace).get(metricName);
}

/** Read at first use: no container meets more than a few namespaces. */
const unitsByNamespace = new Map<string, ReadonlyMap<string, Unit>>();

function unitsOf(namespace: string): ReadonlyMap<string, Unit> {
  const known = unitsByNamespace.get(namespace);
  if (known !== undefined) return known;
  const byUnit = Object.hasOwn(PUBLISHED, namespace) ? PUBLISHED[namespace] : undefined;
  if (byUnit === undefined) return NO_UNITS;
  const units = new Map<string, Unit>();
  for (const unit of KINDS) {
    for (const name of byUnit[unit]?.split(' ') ?? []) units.set(name, unit);
  }
  unitsByNamespace.set(namespace, units);
  return units;
}

const NO_UNITS: ReadonlyMap<string, Unit> = new Map();

/** Of Firehose and Elastic Beanstalk, whose names are many. */
const IN_SECONDS = /^(?:DeliveryTo\w+\.Data(?:Freshness|AckLatency)|ApplicationLatencyP[\d.]+)$/;

/**
 * The unit that the name of a metric, or what somebody called an expression, ends in. AWS documents the units of its own
 * metrics: what its table lacks is not guessed.
 */
export function unitInName(name: string, namespace = ''): Unit | undefined {
  if (name.length > 255) return undefined;
  if (IN_SECONDS.test(name)) return 'Seconds';
  const found = SUFFIXES.find(([pattern]) => pattern.test(name))?.[1];
  return namespace.startsWith('AWS/') && found === 'Seconds' ? undefined : found;
}

/** A unit that CloudWatch's API knows. */
export function knownUnit(name: string | undefined): CloudWatchUnit | undefined {
  return UNITS.find((unit) => unit === name);
}

const MIB = 2 ** 20;

/** Bytes against a limit of whole MiB or GiB are told in those, as whoever set the limit thinks of them. */
export function besideLimit(unit: Unit | undefined, limit: number | undefined): Unit | undefined {
  if (unit !== 'Bytes' || limit === undefined || limit < MIB || limit % MIB !== 0) return unit;
  return 'BinaryBytes';
}

/** The larger units that a large number is divided into, by the symbols that people read. */
const SCALES: Readonly<Partial<Record<Unit, readonly string[]>>> = {
  Bytes: ['B', 'kB', 'MB', 'GB', 'TB', 'PB'],
  Kilobytes: ['kB', 'MB', 'GB', 'TB', 'PB'],
  Megabytes: ['MB', 'GB', 'TB', 'PB'],
  Gigabytes: ['GB', 'TB', 'PB'],
  Terabytes: ['TB', 'PB'],
  Bits: ['bit', 'kbit', 'Mbit', 'Gbit', 'Tbit'],
  'Bytes/Second': ['B/s', 'kB/s', 'MB/s', 'GB/s', 'TB/s'],
  'Kilobytes/Second': ['kB/s', 'MB/s', 'GB/s', 'TB/s'],
  'Megabytes/Second': ['MB/s', 'GB/s', 'TB/s'],
  'Bits/Second': ['bit/s', 'kbit/s', 'Mbit/s', 'Gbit/s', 'Tbit/s'],
  Microseconds: ['µs', 'ms', 's'],
  Milliseconds: ['ms', 's'],
  BinaryBytes: ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'],
  Mebibytes: ['MiB', 'GiB', 'TiB', 'PiB'],
  Gibibytes: ['GiB', 'TiB', 'PiB'],
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

/**
 * What to divide a value by, and the symbol of the unit that it then has: 2e9 bytes are divided by 1e9, in `GB`. The
 * symbol is empty for a count and where no unit is known.
 */
export function scaleFor(
  value: number,
  unit: Unit | undefined,
): { readonly divisor: number; readonly symbol: string } {
  const names = unit && SCALES[unit];
  if (!names) return { divisor: 1, symbol: symbolOf(unit) };
  const step = /bibytes|Binary/.test(unit) ? 1024 : 1000;
  let divisor = 1;
  let index = 0;
  while (Math.abs(value) / divisor >= step && index < names.length - 1) {
    divisor *= step;
    index += 1;
  }
  return { divisor, symbol: names[index] ?? '' };
}

function symbolOf(unit: Unit | undefined): string {
  if (unit === undefined) return '';
  return SYMBOLS[unit] ?? /^Currency\/(.+)$/.exec(unit)?.[1] ?? '';
}
