import { describe, expect, it } from 'vitest';
import {
  at,
  consoleOf,
  dollars,
  errorText,
  isoTime,
  lines,
  listAt,
  nameOf,
  said,
  severityOf,
  shortOf,
  sizeOf,
  words,
} from '../../src/parse/note-fields.ts';
import { everyRow } from '../helpers/every-row.ts';

describe('a value at a path', () => {
  const source = { a: [{ b: ' text ' }, 7], n: Number.NaN, blank: ' ', flag: true, '0': 'zero' };

  it(
    'is a text or a number, without the blanks around it',
    everyRow(
      [
        [['a', 0, 'b'], 'text'],
        [['a', 1], '7'],
        [['a', 2], undefined],
        [['a', '1'], undefined],
        [['a', 0, 0], undefined],
        [['a', 0, 'b', 'c'], undefined],
        [[0], undefined],
        [['0'], 'zero'],
        [['n'], undefined],
        [['blank'], undefined],
        [['flag'], undefined],
        [['a'], undefined],
        [['none', 'b'], undefined],
      ] as const,
      (path, value) => {
        expect(at(source, ...path)).toBe(value);
      },
    ),
  );

  it('is a list of its objects', () => {
    expect(listAt({ a: [{ b: 1 }, 2, 'c', [3], null, { d: 4 }] }, 'a')).toEqual([
      { b: 1 },
      { d: 4 },
    ]);
    expect(listAt({ a: { b: 1 } }, 'a')).toEqual([]);
  });
});

it(
  'a name is the last part of an ARN',
  everyRow(
    [
      ['arn:aws:ecs:eu-west-1:123456789012:service/prod/shop', 'shop'],
      ['arn:aws:codecommit:eu-west-1:123456789012:shop', 'shop'],
      ['arn:aws:s3:::papers/', 'papers'],
      [undefined, undefined],
    ],
    (arn, name) => {
      expect(shortOf(arn)).toBe(name);
      expect(nameOf(arn)).toBe(name);
    },
  ),
);

it('a name that is no ARN stays as it is', () => {
  expect(nameOf('prod/shop')).toBe('prod/shop');
  expect(nameOf('an arn:aws:s3:::papers')).toBe('an arn:aws:s3:::papers');
});

it('parts that are not there are left out', () => {
  expect(said('a', undefined, '', 'b')).toBe('a: b');
  expect(words('a', undefined, '', 'b')).toBe('a b');
  expect(lines('a', [undefined, 'b'], '', ['c'])).toBe('a\nb\nc');
});

it(
  'an error is said with its kind, also where it is cut off',
  everyRow(
    [
      ['no stock', 'no stock'],
      [undefined, undefined],
      ['{no stock}', '{no stock}'],
      ['{"errorType":"E","errorMessage":"m"}', 'E: m'],
      ['{"ErrorCode":"E","ErrorMessage":"m"}', 'E: m'],
      ['{"Error":"E","Cause":"m"}', 'E: m'],
      ['{"error":"E","cause":"m"}', 'E: m'],
      ['{"StoppedReason":"m"}', 'm'],
      ['{"message":"m"}', 'm'],
      ['{"Message":"m"}', 'm'],
      ['{"reason":"m"}', 'm'],
      ['{"errorType":"E","trace":["at', 'E'],
      ['{"order":7}', undefined],
    ],
    (text, error) => {
      expect(errorText(text)).toBe(error);
    },
  ),
);

it(
  'a size is written with its unit',
  everyRow(
    [
      ['0', '0 B'],
      ['999', '999 B'],
      ['0.5', '0.5 B'],
      ['1000', '1 kB'],
      ['1049', '1 kB'],
      ['104857600', '104.9 MB'],
      ['2500000000', '2.5 GB'],
      ['3000000000000', '3 TB'],
      ['4000000000000000', '4 PB'],
      ['5000000000000000000', '5000 PB'],
      ['-1', undefined],
      ['many', undefined],
      [undefined, undefined],
    ],
    (bytes, size) => {
      expect(sizeOf(bytes)).toBe(size);
    },
  ),
);

it(
  'a sum is written in dollars',
  everyRow(
    [
      ['1001', '1,001 USD'],
      ['0.126', '0.13 USD'],
      ['-7.5', '-7.5 USD'],
      ['much', undefined],
      [undefined, undefined],
    ],
    (amount, written) => {
      expect(dollars(amount)).toBe(written);
    },
  ),
);

describe('how bad a word is', () => {
  const KINDS = {
    critical: [
      ...['ALARM', 'FAILED', 'Failure', 'UPDATE_ROLLBACK_COMPLETE', 'ERROR', 'FAULT', 'STOPPED'],
      ...[
        'terminated',
        'CRITICAL',
        'high',
        'NON_COMPLIANT',
        'Unsuccessful',
        'TIMED_OUT',
        'timeout',
      ],
      ...['TimedOut', 'ABORTED', 'fatal', 'emergency', 'unhealthy', 'impaired', 'sev-1', 'sev0'],
      ...['P1', 'red', 'Severe', 'DOWN', 'major', 'urgent', 'alerting', 'triggered', 'firing'],
    ],
    warning: [
      ...['WARN', 'Warning', 'stopping', 'shutting-down', 'interrupted', 'CANCELLED', 'Superseded'],
      ...['rejected', 'PENDING', 'action needed', 'medium', 'Moderate', 'Degraded', 'EXPIRED'],
      ...['sev2', 'P2', 'yellow', 'minor'],
    ],
    good: [
      ...['SUCCEEDED', 'success', 'COMPLETE', 'running', 'RESOLVED', 'recovered', 'Approved'],
      ...['COMPLIANT', 'passed', 'healthy', 'green', 'OK', 'all ok now'],
    ],
    info: [
      ...['STARTED', 'alarmed', 'an alarm', 'highest', 'too high', 'hired', 'sev3', 'P10', 'a P1'],
      ...[
        'credit',
        'a red one',
        'countdown',
        'yellowish',
        'a yellow one',
        'a minor',
        'P20',
        'a P2',
      ],
      ...['evergreen', 'greenish', 'book', 'LOW', '7a', 'v7'],
    ],
  } as const;

  it(
    'is what it says',
    everyRow(Object.entries(KINDS), (severity, all) => {
      for (const word of all) expect(severityOf(word), word).toBe(severity);
    }),
  );

  it('is not told by a number, or by nothing', () => {
    expect([severityOf('7'), severityOf('42'), severityOf(''), severityOf(undefined)]).toEqual([
      ...[undefined, undefined, undefined, undefined],
    ]);
  });
});

it(
  'a time of the form of HTTP is written as ISO 8601',
  everyRow(
    [
      ['Tue, 24 Nov 2026 03:00:00 GMT', '2026-11-24T03:00:00.000Z'],
      ['Tue, 3 Nov 2026 03:00:00 GMT', '2026-11-03T03:00:00.000Z'],
      ['2026-11-24', '2026-11-24'],
      ['Tue, 24 Nov 2026 03:00:00 GMT or later', 'Tue, 24 Nov 2026 03:00:00 GMT or later'],
      ['on Tue, 24 Nov 2026 03:00:00 GMT', 'on Tue, 24 Nov 2026 03:00:00 GMT'],
      ['Tue, 24 Abc 2026 03:00:00 GMT', 'Tue, 24 Abc 2026 03:00:00 GMT'],
      ['Tue, 24 Nov 2026 03:00:00 CET', 'Tue, 24 Nov 2026 03:00:00 CET'],
      [undefined, undefined],
    ],
    (text, time) => {
      expect(isoTime(text)).toBe(time);
    },
  ),
);

it(
  'a page of the console has an address in the partition aws alone',
  everyRow(
    [
      ['eu-west-1', 'https://eu-west-1.console.aws.amazon.com/ec2?in=eu-west-1'],
      ['ap-southeast-2', 'https://ap-southeast-2.console.aws.amazon.com/ec2?in=ap-southeast-2'],
      ['cn-north-1', undefined],
      ['us-gov-west-1', undefined],
      ['eusc-de-east-1', undefined],
      ['us-iso-east-1', undefined],
      ['eu-west-10', undefined],
      ['evil.example/eu-west-1', undefined],
      ['eu-west-1.evil.example', undefined],
      ['eu-1', undefined],
      [undefined, undefined],
    ],
    (region, page) => {
      expect(consoleOf(region, (code) => `ec2?in=${code}`)).toBe(page);
    },
  ),
);
