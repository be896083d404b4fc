import fc from 'fast-check';
import { expect, it } from 'vitest';
import { phoneLines } from '../../src/message/phone.ts';
import { everyRow } from '../helpers/every-row.ts';

it(
  'a text takes on a phone',
  everyRow(
    [
      ['', 1],
      ['one\ntwo', 2],
      [`${'a'.repeat(20)} ${'b'.repeat(21)}`, 1],
      [`${'a'.repeat(20)} ${'b'.repeat(22)}`, 2],
      [`${'a'.repeat(20)} ${'b'.repeat(10)} ${'c'.repeat(12)}`, 2],
      ['a'.repeat(100), 3],
      [`${'a'.repeat(42)} b`, 2],
      [`  ${'a'.repeat(42)}`, 1],
      ['한'.repeat(21), 1],
      ['한'.repeat(22), 2],
      [`<https://example.com/${'a'.repeat(200)}|Runbook>  ·  <https://example.com|Alarm>`, 1],
      [`<https://example.com|${'a'.repeat(43)}>`, 2],
    ],
    (text, lines) => {
      expect(phoneLines(text)).toBe(lines);
    },
  ),
);

it('a longer text never takes fewer lines', () => {
  const text = fc.string({ maxLength: 300, unit: fc.constantFrom('a', ' ', '한', '\n', '<', '|') });
  fc.assert(
    fc.property(text, text, (one, more) => {
      expect(phoneLines(`${one}\n${more}`)).toBeGreaterThan(phoneLines(one) - 1);
    }),
  );
});
