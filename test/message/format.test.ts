import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Unit } from '../../src/alarm/units.ts';
import {
  formatBeside,
  formatDuration,
  formatLimit,
  formatNumber,
  formatValue,
} from '../../src/message/format.ts';
import { formatTime, slackTime } from '../../src/message/time.ts';
import { everyRow } from '../helpers/every-row.ts';
import { findUnsafeText } from '../helpers/unsafe-text.ts';
import { wordsFor } from '../helpers/words.ts';

const NBSP = '\u00a0';
const { locale: english } = wordsFor('en');
const { locale: korean } = wordsFor('ko');

/** What a table writes with a plain space, a message writes with one that does not break. */
function nbsp(text: string): string {
  return text.replaceAll(' ', NBSP);
}

/**
 * The numbers that an alarm can be about.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDatum.html (Value)
 */
const measured = fc.oneof(
  fc.double({ min: -(2 ** 360), max: 2 ** 360, noNaN: true }),
  fc.double({ min: -1e6, max: 1e6, noNaN: true }),
  fc.integer(),
  fc.integer({ min: 0, max: 10_000 }).map((hundredths) => hundredths / 100),
);

const unit = fc.constantFrom<Unit | undefined>(
  'Percent',
  'Bytes',
  'Milliseconds',
  'Count',
  'Bytes/Second',
  'Terabytes',
  undefined,
);

const UNITS = [
  { unit: 'second', count: 0, seconds: 0 },
  { unit: 'second', count: 1, seconds: 1 },
  { unit: 'second', count: 59, seconds: 59 },
  { unit: 'minute', count: 1, seconds: 60 },
  { unit: 'minute', count: 5, seconds: 300 },
  { unit: 'hour', count: 1, seconds: 3600 },
  { unit: 'hour', count: 23, seconds: 23 * 3600 },
  { unit: 'day', count: 1, seconds: 86_400 },
  { unit: 'day', count: 1_000, seconds: 86_400_000 },
];

describe('a number', () => {
  it(
    'is written with three digits that count',
    everyRow(
      [
        [0, '0'],
        [-0, '0'],
        [1, '1'],
        [93.4, '93.4'],
        [97.64823, '97.6'],
        [99.50160229693434, '99.5'],
        [17.2564528039004, '17.3'],
        [9.876, '9.88'],
        [0.5, '0.5'],
        [0.0123456, '0.0123'],
        [0.000_001_234, '0.00000123'],
        [0.000_001, '0.000001'],
        [0.000_000_123, '1.23e-7'],
        [5e-324, '4.94e-324'],
        [1000, '1,000'],
        [1234.567, '1,235'],
        [1_234_567, '1,234,567'],
        [999_999_999_999_999, '999,999,999,999,999'],
        [1e15, '1.00e+15'],
        [1.797e308, '1.80e+308'],
        [-93.456, '-93.5'],
        [-0.05, '-0.05'],
        [-1e18, '-1.00e+18'],
        [0.1 + 0.2, '0.3'],
      ],
      (value, text) => {
        expect(formatNumber(value, english)).toBe(text);
        expect(formatNumber(value, korean)).toBe(text);
      },
    ),
  );

  it('takes more decimals where they are asked for', () => {
    expect(formatNumber(80.0412, english, 1)).toBe('80.04');
    expect(formatNumber(1234.567, english, 2)).toBe('1,234.57');
    expect(formatNumber(80, english, 3)).toBe('80');
  });

  it('of any size is short, and is none of the things that a program says', () => {
    fc.assert(
      fc.property(measured, (value) => {
        const text = formatNumber(value, english);
        expect(text).toMatch(/^-?\d[\d,]*(\.\d+)?(e[+-]\d+)?$/);
        expect(text.length).toBeLessThanOrEqual(20);
      }),
    );
  });

  it('is rounded by less than a part in fifty', () => {
    fc.assert(
      fc.property(measured, (value) => {
        const read = Number(formatNumber(value, english).replaceAll(',', ''));
        expect(Math.abs(read - value)).toBeLessThanOrEqual(Math.abs(value) / 50);
      }),
    );
  });
});

/** Words and marks are our own, for `Intl` is slow to start; they have to stay the ones that people know. */
describe('beside Intl', () => {
  const locales = ['en', 'ko'] as const;

  it(
    'a number is written the same',
    everyRow(locales, (locale) => {
      const shown = fc.oneof(
        fc.double({ min: -1e15, max: 1e15, noNaN: true, maxExcluded: true, minExcluded: true }),
        fc.double({ min: -10_000, max: 10_000, noNaN: true }),
      );
      fc.assert(
        fc.property(shown, fc.integer({ min: 0, max: 6 }), (value, extra) => {
          const text = formatNumber(value, wordsFor(locale).locale, extra);
          fc.pre(!text.includes('e'));
          const format = new Intl.NumberFormat(locale, { maximumFractionDigits: 20 });
          expect(text).toBe(format.format(Number(text.replaceAll(',', ''))));
        }),
      );
    }),
  );

  it(
    'a duration is the same',
    everyRow(
      locales.flatMap((locale) => UNITS.map((unit) => ({ locale, ...unit }))),
      ({ locale, unit, count, seconds }) => {
        const format = new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' });
        expect(formatDuration(seconds, wordsFor(locale).locale)).toBe(nbsp(format.format(count)));
      },
    ),
  );

  it('a time in UTC is the same', () => {
    const shape = { dateStyle: 'short', timeStyle: 'short', timeZone: 'UTC' } as const;
    const swedish = new Intl.DateTimeFormat('sv', shape);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 253_402_300_799_999 }), (at) => {
        expect(formatTime(at, 'UTC')).toBe(`${swedish.format(at)}${NBSP}UTC`);
      }),
    );
  });
});

describe('a value', () => {
  it(
    'reads with its unit in the usual size',
    everyRow<[number, Unit | undefined, string]>(
      [
        [93.4, 'Percent', '93.4%'],
        [0, 'Percent', '0%'],
        [12, 'Count', '12'],
        [12, 'None', '12'],
        [12, undefined, '12'],
        [2.5, 'Count/Second', '2.5/s'],
        [1.25, 'Seconds', '1.25 s'],
        [90, 'Seconds', '90 s'],
        [250, 'Milliseconds', '250 ms'],
        [1500, 'Milliseconds', '1.5 s'],
        [90_000, 'Milliseconds', '90 s'],
        [15, 'Microseconds', '15 µs'],
        [2_500_000, 'Microseconds', '2.5 s'],
        [0, 'Bytes', '0 B'],
        [999, 'Bytes', '999 B'],
        [1000, 'Bytes', '1 kB'],
        [-2_000_000, 'Bytes', '-2 MB'],
        [1.5e9, 'Bytes', '1.5 GB'],
        [1_073_741_824, 'Bytes', '1.07 GB'],
        [3e12, 'Bytes', '3 TB'],
        [4e15, 'Bytes', '4 PB'],
        [5e18, 'Bytes', '5,000 PB'],
        [2048, 'Kilobytes', '2.05 MB'],
        [1500, 'Megabytes', '1.5 GB'],
        [1500, 'Gigabytes', '1.5 TB'],
        [1500, 'Terabytes', '1.5 PB'],
        [1500, 'Bits', '1.5 kbit'],
        [5, 'Kilobits', '5 kbit'],
        [5, 'Megabits', '5 Mbit'],
        [5, 'Gigabits', '5 Gbit'],
        [5, 'Terabits', '5 Tbit'],
        [1e6, 'Bytes/Second', '1 MB/s'],
        [1500, 'Kilobytes/Second', '1.5 MB/s'],
        [1500, 'Megabytes/Second', '1.5 GB/s'],
        [5, 'Gigabytes/Second', '5 GB/s'],
        [5, 'Terabytes/Second', '5 TB/s'],
        [1e9, 'Bits/Second', '1 Gbit/s'],
        [5, 'Kilobits/Second', '5 kbit/s'],
        [5, 'Megabits/Second', '5 Mbit/s'],
        [5, 'Gigabits/Second', '5 Gbit/s'],
        [5, 'Terabits/Second', '5 Tbit/s'],
        [119, 'Seconds', '119 s'],
        [999_999_999, 'Seconds', '11,574 days 1 hour'],
        [1e9, 'Seconds', '1,000,000,000 s'],
        [120_000, 'Milliseconds', '2 minutes'],
        [0.5, 'Days', '0.5 days'],
        [1, 'Days', '1 day'],
        [2, 'Days', '2 days'],
        [0.0123, 'Currency/EUR', '0.0123 EUR'],
        [9.876, 'Currency/EUR', '9.88 EUR'],
        [12.346, 'Currency/EUR', '12.35 EUR'],
        [104.37, 'Currency/EUR', '104.37 EUR'],
        [-1234.567, 'Currency/EUR', '-1,234.57 EUR'],
      ],
      (value, of, text) => {
        expect(formatValue(value, of, english)).toBe(nbsp(text));
      },
    ),
  );

  it(
    'stands beside its unit without a gap in Korean, but for the code of a currency',
    everyRow<[number, Unit, string]>(
      [
        [1.5e9, 'Bytes', '1.5GB'],
        [5, 'Terabits/Second', '5Tbit/s'],
        [93.4, 'Percent', '93.4%'],
        [2, 'Days', '2일'],
        [104.37, 'Currency/EUR', '104.37 EUR'],
      ],
      (value, of, text) => {
        expect(formatValue(value, of, korean)).toBe(nbsp(text));
      },
    ),
  );

  it('never parts from its unit at the end of a line', () => {
    fc.assert(
      fc.property(measured, unit, (value, of) => {
        expect(formatValue(value, of, english)).not.toMatch(/[^\S\u00a0]/);
      }),
    );
  });
});

describe('a limit', () => {
  it(
    'reads as it was set',
    everyRow<[number, Unit | undefined, string]>(
      [
        [80, 'Percent', '80%'],
        [99.95, 'Percent', '99.95%'],
        [99.999, 'Percent', '99.999%'],
        [0.0125, undefined, '0.0125'],
        [1234.5, 'Count', '1,234.5'],
        [0.1 + 0.2, 'Percent', '0.3%'],
        [33.333_333_333_333_336, 'Percent', '33.3%'],
        [1_536, 'Bytes', '1.536 kB'],
        [1_073_741_824, 'Bytes', '1.07 GB'],
        [10 * 1_073_741_824, 'Bytes', '10.7 GB'],
        [-0.5, undefined, '-0.5'],
        [1e20, undefined, '1.00e+20'],
        [80.1234, 'Percent', '80.1234%'],
        [80.123_45, 'Percent', '80.1%'],
        [104.375, 'Currency/EUR', '104.375 EUR'],
        [86_700, 'Seconds', '1 day 5 minutes'],
        [3_600, 'Seconds', '1 hour'],
        [3_601, 'Seconds', '3,601 s'],
        [601, 'Seconds', '601 s'],
        [599, 'Seconds', '9 minutes 59 seconds'],
        [90_000.5, 'Seconds', '90,000.5 s'],
        [150_000, 'Milliseconds', '2 minutes 30 seconds'],
      ],
      (limit, of, text) => {
        expect(formatLimit(limit, of, english)).toBe(nbsp(text));
      },
    ),
  );
});

describe('a value beside its limit', () => {
  it(
    'has the digits that tell them apart',
    everyRow<[number, number, Unit | undefined, string, string]>(
      [
        [97.648, 80, 'Percent', '97.6%', '80%'],
        [80.04, 80, 'Percent', '80.04%', '80%'],
        [80.000_04, 80, 'Percent', '80.00004%', '80%'],
        [79.96, 80, 'Percent', '79.96%', '80%'],
        [80, 80, 'Percent', '80%', '80%'],
        [99.97, 99.98, 'Percent', '99.97%', '99.98%'],
        [99.91, 99.95, 'Percent', '99.9%', '99.95%'],
        [99.95, 99.95, 'Percent', '99.95%', '99.95%'],
        [1_000_400, 1_000_000, undefined, '1,000,400', '1,000,000'],
        [1000.4, 1000, undefined, '1,000.4', '1,000'],
        [999_960, 1_000_000, 'Bytes', '999.96 kB', '1 MB'],
        [1_074_000_000, 1_073_741_824, 'Bytes', '1.074 GB', '1.0737 GB'],
        [1_073_742_000, 1_073_741_824, 'Bytes', '1.073742 GB', '1.0737418 GB'],
        [0, 0, 'Count', '0', '0'],
        [0.001, 0, 'Count', '0.001', '0'],
        [1e-9, 0, undefined, '1.00e-9', '0'],
        [104.3756, 104.37, 'Currency/EUR', '104.38 EUR', '104.37 EUR'],
        [130, 120, 'Seconds', '2 minutes 10 seconds', '2 minutes'],
        [3_601, 3_600, 'Seconds', '3,601 s', '3,600 s'],
        [93_784, 86_400, 'Seconds', '1 day 2 hours', '1 day'],
      ],
      (value, limit, of, valueText, limitText) => {
        expect(formatBeside(value, limit, of, english)).toEqual({
          value: nbsp(valueText),
          limit: nbsp(limitText),
        });
      },
    ),
  );

  it('is rounded as usual where no reader could tell the two apart', () => {
    expect(formatBeside(80.000_000_000_01, 80, 'Percent', english)).toEqual({
      value: nbsp('80%'),
      limit: nbsp('80%'),
    });
  });

  it('is never read as being on the other side', () => {
    const near = fc
      .tuple(measured, fc.double({ min: -1, max: 1, noNaN: true }), fc.integer({ min: 0, max: 9 }))
      .map(([limit, part, zeros]) => [limit + limit * part * 10 ** -zeros, limit] as const);
    fc.assert(
      fc.property(near, ([value, limit]) => {
        const shown = formatBeside(value, limit, undefined, english);
        const read = (text: string) => Number(text.replaceAll(',', ''));
        const side = Math.sign(read(shown.value) - read(shown.limit));
        expect([0, Math.sign(value - limit)]).toContain(side);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('a duration', () => {
  it(
    'has two units at most',
    everyRow(
      [
        [0, '0 seconds', '0초'],
        [0.9, '0 seconds', '0초'],
        [-5, '0 seconds', '0초'],
        [1, '1 second', '1초'],
        [10, '10 seconds', '10초'],
        [60, '1 minute', '1분'],
        [90, '1 minute|30 seconds', '1분|30초'],
        [300, '5 minutes', '5분'],
        [599, '9 minutes|59 seconds', '9분|59초'],
        [601, '10 minutes', '10분'],
        [3600, '1 hour', '1시간'],
        [3900, '1 hour|5 minutes', '1시간|5분'],
        [86_400, '1 day', '1일'],
        [90_061, '1 day|1 hour', '1일|1시간'],
        [86_400 + 300, '1 day|5 minutes', '1일|5분'],
        [86_400 * 1000, '1,000 days', '1,000일'],
      ],
      (seconds, english, korean) => {
        // The words of one unit stay together; between two units a line may end.
        expect(formatDuration(seconds, wordsFor('en').locale)).toBe(
          nbsp(english).replace('|', ' '),
        );
        expect(formatDuration(seconds, wordsFor('ko').locale)).toBe(nbsp(korean).replace('|', ' '));
      },
    ),
  );

  it('of any length has two units at most, and no number that is none', () => {
    fc.assert(
      fc.property(fc.double({ min: -1e12, max: 1e12, noNaN: true }), (seconds) => {
        expect(formatDuration(seconds, english)).toMatch(/^[\d,]+\u00a0[a-z]+( \d+\u00a0[a-z]+)?$/);
      }),
    );
  });
});

describe('a time', () => {
  it(
    'is in the zone that was set, daylight saving time included',
    everyRow(
      [
        ['UTC', '2026-11-22T08:00:00Z', '2026-11-22 08:00|UTC'],
        ['Asia/Seoul', '2026-11-22T15:30:00Z', '2026-11-23 00:30|GMT+9'],
        ['America/New_York', '2026-07-01T04:00:00Z', '2026-07-01 00:00|GMT-4'],
        ['Asia/Kolkata', '2026-11-22T00:00:00Z', '2026-11-22 05:30|GMT+5:30'],
        ['Europe/London', '2026-10-25T00:30:00Z', '2026-10-25 01:30|BST'],
        ['Europe/London', '2026-10-25T01:30:00Z', '2026-10-25 01:30|GMT'],
        ['Europe/Berlin', '2026-03-29T00:59:59Z', '2026-03-29 01:59|CET'],
        ['Europe/Berlin', '2026-03-29T01:00:00Z', '2026-03-29 03:00|CEST'],
        ['UTC', '2028-02-29T23:59:59Z', '2028-02-29 23:59|UTC'],
      ],
      (zone, at, text) => {
        expect(formatTime(Date.parse(at), zone)).toBe(text.replace('|', NBSP));
      },
    ),
  );
});

describe("a time in the reader's own zone", () => {
  it('is given to Slack in whole seconds, with a fallback that names its zone', () => {
    const at = Date.parse('2026-11-22T08:00:44.999Z');
    expect(slackTime(at, 'Asia/Seoul')).toBe(
      `<!date^1795334444^{date_short_pretty} {time}|2026-11-22 17:00${NBSP}GMT+9>`,
    );
  });

  it('is a text before 1970, of which Slack knows nothing', () => {
    expect(slackTime(-1, 'UTC')).toBe(`1969-12-31 23:59${NBSP}UTC`);
    expect(slackTime(0, 'UTC')).toBe(
      `<!date^0^{date_short_pretty} {time}|1970-01-01 00:00${NBSP}UTC>`,
    );
  });

  it('is safe to post, whenever it is', () => {
    const zones = fc.constantFrom('UTC', 'Asia/Seoul', 'America/St_Johns', 'Pacific/Chatham');
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 253_402_300_799_999 }), zones, (at, zone) => {
        expect(findUnsafeText({ text: slackTime(at, zone) })).toEqual([]);
      }),
    );
  });
});
