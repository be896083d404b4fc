import type { Unit } from './units.ts';

/** CloudWatch's units by the symbols that people read, and the larger ones that a large number is divided into. */

const STEP = 1000;

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
  if (!names) return { divisor: 1, symbol: (unit && SYMBOLS[unit]) ?? '' };
  let divisor = 1;
  let index = 0;
  while (Math.abs(value) / divisor >= STEP && index < names.length - 1) {
    divisor *= STEP;
    index += 1;
  }
  return { divisor, symbol: names[index] ?? '' };
}
