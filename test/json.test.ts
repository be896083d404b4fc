import { describe, expect, it } from 'vitest';
import {
  isObject,
  listOf,
  parseJson,
  present,
  readArray,
  readCount,
  readNumber,
  readObject,
  readText,
  readTime,
} from '../src/json.ts';
import { everyRow } from './helpers/every-row.ts';

describe('reading JSON from outside', () => {
  it(
    'takes only an object for an object',
    everyRow(
      [
        [{}, true],
        [{ a: 1 }, true],
        [[], false],
        [null, false],
        ['text', false],
        [undefined, false],
      ],
      (value, expected) => {
        expect(isObject(value)).toBe(expected);
      },
    ),
  );

  it('parses JSON and gives nothing for what is none', () => {
    expect(parseJson('{"a":1}')).toEqual({ a: 1 });
    expect(parseJson('{"a":')).toBeUndefined();
    expect(parseJson('')).toBeUndefined();
  });

  it(
    'reads text from text and numbers alone',
    everyRow(
      [
        [{ k: 'text' }, 'text'],
        [{ k: ' text ' }, ' text '],
        [{ k: 5 }, '5'],
        [{ k: 0 }, '0'],
        [{ k: '' }, undefined],
        [{ k: ' \n' }, undefined],
        [{ k: '\u202e\u0000' }, undefined],
        [{ k: '\u2066\u0000\u200e' }, undefined],
        [{ k: '\u2066a' }, '\u2066a'],
        [{ k: Number.NaN }, undefined],
        [{ k: null }, undefined],
        [{ k: true }, undefined],
        [{ k: {} }, undefined],
        [{}, undefined],
      ],
      (source, expected) => {
        expect(readText(source, 'k')).toBe(expected);
      },
    ),
  );

  it(
    'reads a number from a finite one alone',
    everyRow(
      [
        [{ k: 5 }, 5],
        [{ k: 0 }, 0],
        [{ k: '80.0' }, 80],
        [{ k: '-1e3' }, -1000],
        [{ k: '' }, undefined],
        [{ k: ' ' }, undefined],
        [{ k: 'eighty' }, undefined],
        [{ k: '1e999' }, undefined],
        [{ k: true }, undefined],
        [{ k: null }, undefined],
        [{ k: [5] }, undefined],
        [{}, undefined],
      ],
      (source, expected) => {
        expect(readNumber(source, 'k')).toBe(expected);
      },
    ),
  );

  it(
    'reads a count from a whole number alone',
    everyRow(
      [
        [{ k: 300 }, 300],
        [{ k: '300' }, 300],
        [{ k: 1 }, 1],
        [{ k: 0 }, undefined],
        [{ k: -300 }, undefined],
        [{ k: 1.5 }, undefined],
        [{ k: 1e300 }, undefined],
        [{}, undefined],
      ],
      (source, expected) => {
        expect(readCount(source, 'k')).toBe(expected);
      },
    ),
  );

  it(
    'reads the times that AWS writes',
    everyRow(
      [
        ['2026-11-22T08:00:44.318+0000', '2026-11-22T08:00:44.318Z'],
        ['2026-11-22T08:00:44.318+00:00', '2026-11-22T08:00:44.318Z'],
        ['2026-11-22T17:00:44+0900', '2026-11-22T08:00:44Z'],
        ['2026-11-22T03:30:44-0430', '2026-11-22T08:00:44Z'],
        [' 2026-11-22T08:00:44Z ', '2026-11-22T08:00:44Z'],
        ['1970-01-01T00:00:00Z', '1970-01-01T00:00:00Z'],
        ['2026-11-22T08:00+0100', '2026-11-22T07:00:00Z'],
        ['2026-11-22T08:00Z', '2026-11-22T08:00:00Z'],
        ['2026-11-22T08:00:44.318123456Z', '2026-11-22T08:00:44.318Z'],
      ],
      (text, expected) => {
        expect(readTime({ k: text }, 'k')).toBe(Date.parse(expected));
      },
    ),
  );

  it('takes a number for seconds, or for milliseconds', () => {
    expect(readTime({ k: 1795334400 }, 'k')).toBe(1_795_334_400_000);
    expect(readTime({ k: 1795334400000 }, 'k')).toBe(1_795_334_400_000);
    expect(readTime({ k: 1e9 }, 'k')).toBe(1e12);
    expect(readTime({ k: 1e12 }, 'k')).toBe(1e12);
    expect(readTime({ k: 1e13 - 1 }, 'k')).toBe(1e13 - 1);
  });

  it('takes a time for UTC in whatever zone it runs', () => {
    const zone = process.env['TZ'];
    process.env['TZ'] = 'Asia/Seoul';
    const time = readTime({ k: '2026-11-22 08:00:44Z' }, 'k');
    if (zone === undefined) delete process.env['TZ'];
    else process.env['TZ'] = zone;
    expect(time).toBe(Date.UTC(2026, 10, 22, 8, 0, 44));
  });

  it(
    'takes nothing else for a time',
    everyRow(
      [
        '2023-08-04T12: 36: 15.490+0000',
        '2026-11-22',
        '1969-12-31T23:59:59Z',
        '2026-11-22T08:00:44+000',
        '2026-11-22T08:00:44+00000',
        '2026-11-22T08:00:44',
        '2026-13-45T08:00:44Z',
        '2026-11-22T25:00:44Z',
        '0001-01-01T00:00:00Z',
        'x2026-11-22T08:00:44Z',
        '2026-11-22T08:00:44Zx',
        '12026-11-22T08:00:44Z',
        'yesterday',
        '',
        1e13,
        1e10,
        1e9 - 1,
        0,
        -1e9,
        null,
        undefined,
      ],
      (value) => {
        expect(readTime({ k: value }, 'k')).toBeUndefined();
      },
    ),
  );

  it(
    'reads a list of texts from commas between them, or from JSON',
    everyRow(
      [
        ['a, b ,,c', ['a', 'b', 'c']],
        ['', []],
        [' , ', []],
        ['["a, b", " c ", "", 5]', ['a, b', 'c', '5']],
        ['[a,b]', ['[a', 'b]']],
        ['"a",b[', ['"a"', 'b[']],
        ['{"a":1}', ['{"a":1}']],
      ],
      (text, expected) => {
        expect(listOf(text)).toEqual(expected);
      },
    ),
  );

  it('reads objects and lists, and empty ones for anything else', () => {
    expect(readObject({ k: { a: 1 } }, 'k')).toEqual({ a: 1 });
    expect(readObject({ k: [1] }, 'k')).toEqual({});
    expect(readArray({ k: [1] }, 'k')).toEqual([1]);
    expect(readArray({ k: { a: 1 } }, 'k')).toEqual([]);
  });

  it('leaves out the keys that are undefined, and only those', () => {
    const fields = { a: undefined, b: null, c: 0, d: '', e: false };
    expect(Object.keys(present(fields))).toEqual(['b', 'c', 'd', 'e']);
  });
});
