import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isNamedBy } from '../../src/alarm/name-patterns.ts';
import { everyRow } from '../helpers/every-row.ts';

it(
  'a pattern names the whole name, with any text for an asterisk',
  everyRow(
    [
      ['web', 'web', true],
      ['web', 'we', false],
      ['web', 'eb', false],
      ['web', '', false],
      ['web', '*', true],
      ['', '*', true],
      ['web', 'w*b', true],
      ['web', 'w*e', false],
      ['web', 'x*', false],
      ['web', '*x', false],
      ['aba', 'ab*ba', false],
      ['abba', 'ab*ba', true],
      ['a-noise-9x', 'a*noise*x', true],
      ['a-x', 'a*noise*x', false],
      ['noise', '*noise*noise*', false],
      ['noise-noise', '*noise*noise*', true],
      ['abcb', 'a*b*b', true],
      ['acb', 'a*b*b', false],
      ['w.b', 'w.b', true],
      ['web', 'w.b', false],
    ],
    (name, pattern, expected) => {
      expect(isNamedBy(name, [pattern])).toBe(expected);
    },
  ),
);

it('one pattern of several is enough, and none names nothing', () => {
  expect(isNamedBy('web', ['db', 'w*'])).toBe(true);
  expect(isNamedBy('web', ['db', 'x*'])).toBe(false);
  expect(isNamedBy('web', [])).toBe(false);
});

it('a pattern means what the same regular expression does', () => {
  const text = (letters: string) => fc.string({ unit: fc.constantFrom(...letters), maxLength: 8 });
  fc.assert(
    fc.property(text('ab'), text('ab*'), (name, pattern) => {
      const expected = new RegExp(`^${pattern.replaceAll('*', '.*')}$`).test(name);
      expect(isNamedBy(name, [pattern])).toBe(expected);
    }),
    { numRuns: 1_000 },
  );
});
