import { expect, it } from 'vitest';
import { fitText, seriesName, titleFor } from '../../src/message/chart-names.ts';
import { everyRow } from '../helpers/every-row.ts';
import { wordsFor } from '../helpers/words.ts';

const words = wordsFor('en').chart;

it(
  'a chart has as much of its title as one line on a phone has room for',
  everyRow<[string, string | undefined, string | undefined, string]>(
    [
      ['CPUUtilization', 'Average', 'web-1', 'CPUUtilization of web-1, Average'],
      ['CPUUtilization', 'Average', 'checkout-web-1', 'CPUUtilization, Average'],
      ['CPUUtilization', undefined, 'web-1', 'CPUUtilization of web-1'],
      ['CPU\n Load', 'p99', undefined, 'CPU Load, p99'],
      ['a'.repeat(15), undefined, 'b'.repeat(15), `${'a'.repeat(15)} of ${'b'.repeat(15)}`],
      ['a'.repeat(15), undefined, 'b'.repeat(16), 'a'.repeat(15)],
      ['a'.repeat(30), 'Average', 'web-1', 'a'.repeat(30)],
      ['a'.repeat(40), 'Average', 'web-1', 'a'.repeat(40)],
      ['a'.repeat(60), undefined, undefined, `${'a'.repeat(49)}…`],
      ['\u2066', 'Sum', undefined, 'Value, Sum'],
    ],
    (metric, statistic, resource, title) => {
      expect(titleFor([undefined, metric], statistic, { words, resource })).toBe(title);
    },
  ),
);

it(
  'a line of a chart has the first name that fits whole, or else what fits of the first',
  everyRow<[readonly (string | undefined)[], string]>(
    [
      [['web-1', 'CPU'], 'web-1'],
      [[undefined, '', 'CPU'], 'CPU'],
      [['a'.repeat(20), 'CPU'], 'a'.repeat(20)],
      [['a'.repeat(21), 'CPU'], 'CPU'],
      [['a'.repeat(21), 'b'.repeat(30)], `${'a'.repeat(19)}…`],
      [[undefined], '–'],
    ],
    (names, name) => {
      expect(seriesName(names)).toBe(name);
    },
  ),
);

it('a text that says nothing is left out for the next, and a dash says that there is none', () => {
  expect(fitText(['\u2066', ' a\nb '], 10)).toBe('a b');
  expect(fitText([], 10)).toBe('–');
});
