import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findJsonMistake } from '../../../src/preview/page/json-mistake.ts';

test.each([
  ['', 1, 1, 'There is nothing here yet.'],
  ['  \n ', 2, 2, 'There is nothing here yet.'],
  ['{"a": 1,}', 1, 9, 'A comma stands before this } without anything after it.'],
  ['[1, 2, ]', 1, 8, 'A comma stands before this ] without anything after it.'],
  ['{\n  "a": 1\n  "b": 2\n}', 3, 3, 'A comma or } must come here.'],
  ['[1 2]', 1, 4, 'A comma or ] must come here.'],
  ['{a: 1}', 1, 2, 'A name in double quotes must come here.'],
  ["{'a': 1}", 1, 2, 'A name in double quotes must come here.'],
  ['{"a" 1}', 1, 6, 'A colon must come here, after the name.'],
  ['{"a": }', 1, 7, 'A value is missing here.'],
  ['{"a": \'x\'}', 1, 7, 'Text stands in double quotes, not in single ones.'],
  ['{"a": ALARM}', 1, 7, 'ALARM is no value: put text in double quotes.'],
  ['{"a": 012}', 1, 7, '012 is no value: put text in double quotes.'],
  ['{"a": NaN}', 1, 7, 'NaN is no value: put text in double quotes.'],
  ['{"a": #}', 1, 7, 'A value must come here.'],
  ['{"a": "x}', 1, 7, 'This text has no closing quote on its line.'],
  ['{"a": "x\ny"}', 1, 7, 'This text has no closing quote on its line.'],
  ['{"a": "x\ty"}', 1, 9, 'Write this control character as an escape, such as \\t or \\n.'],
  ['{"a": "\\d"}', 1, 8, 'No such escape: write \\\\ for a backslash.'],
  ['{"a": [1, {"b": 2', 1, 18, 'The text ends too early: } ] } is missing.'],
  ['{"a": 1} {', 1, 10, 'The JSON ends before this; nothing may follow it.'],
  ['[}', 1, 2, 'A value is missing here.'],
  ['{"a": 1 // c\n}', 1, 9, 'JSON has no comments: take this one out.'],
  ['['.repeat(50_000), 1, 1, 'It is nested too deeply to be read.'],
])('%j is wrong at line %i, column %i: %s', (text, line, column, message) => {
  expect(findJsonMistake(text)).toMatchObject({ line, column, message });
});

test('JSON has no mistake', () => {
  fc.assert(fc.property(fc.json(), (text) => findJsonMistake(text) === undefined));
});

test('a mistake is found in whatever else is typed, within the text', () => {
  const damaged = fc
    .tuple(fc.json(), fc.nat(200), fc.nat(3), fc.string({ maxLength: 3 }))
    .map(([text, at, cut, put]) => {
      const start = at % (text.length + 1);
      return text.slice(0, start) + put + text.slice(start + cut);
    });
  fc.assert(
    fc.property(fc.oneof(damaged, fc.string()), (text) => {
      const mistake = findJsonMistake(text);
      if (mistake === undefined) return JSON.parse(text) !== undefined;
      return mistake.offset <= text.length && mistake.line >= 1 && mistake.message.endsWith('.');
    }),
    { numRuns: 2000 },
  );
});
