import { describe, expect, it } from 'vitest';
import { splitDescription } from '../../src/message/description.ts';
import * as mrkdwn from '../../src/message/mrkdwn.ts';
import { tellingDimensions } from '../../src/message/names.ts';
import { renderNote } from '../../src/message/note.ts';
import { findLinks } from '../../src/message/urls.ts';
import { listFacts, pairsOf, salvage } from '../../src/parse/facts.ts';
import * as text from '../../src/text.ts';
import { everyRow } from '../helpers/every-row.ts';
import { parseNow } from '../helpers/parsed.ts';
import { wordsFor } from '../helpers/words.ts';

/** Every function that reads text of others here. */
const READERS: Readonly<Record<string, (text: string) => unknown>> = {
  splitDescription,
  findLinks,
  clean: text.clean,
  oneLine: text.oneLine,
  isVisible: text.isVisible,
  escapeMrkdwn: mrkdwn.escapeMrkdwn,
  fitPlain: (text) => mrkdwn.fitPlain(text, 3_000),
  fitMrkdwn: (text) => mrkdwn.fitMrkdwn(text, 3_000),
  fitInline: (text) => mrkdwn.fitInline(text, 3_000),
  fitLinked: (text) => mrkdwn.fitLinked(text, 3_000),
  fitCode: (text) => mrkdwn.fitCode(text, 3_000),
  'link to it': (text) => mrkdwn.link(`https://a.example/${text}`, 'x'),
  'link to a host': (text) => mrkdwn.link(`https://${text}`, 'x'),
  'link with its label': (text) => mrkdwn.link('https://a.example', text),
  salvage,
  pairsOf,
  'a note': (text) =>
    renderNote(
      { title: text, text, facts: [{ name: text, value: text }] },
      { words: wordsFor('en'), timeZone: 'UTC' },
    ),
  'a note of JSON': (text) =>
    parseNow({ content: { text, content: { title: text }, source: 'custom' } }),
  'a note of Slack': (text) => parseNow({ content: { text, attachments: [{ title: text }] } }),
  'a note of pairs': (text) =>
    parseNow({ content: `Budget Name: ${text}\nAlert Type: ${text}\nA: ${text}` }),
  'salvage of one': (text) => salvage(`{"a":"${text}`),
  'listFacts of a value': (text) => listFacts({ a: text }),
  'listFacts of a key': (text) => listFacts({ [text]: 1 }),
};

const PIECES = [
  ...[
    '(',
    ')',
    '[',
    '](',
    '*',
    '_',
    '~',
    '`',
    '<',
    '>',
    '|',
    '{',
    '"',
    "'",
    ':',
    '.',
    ' ',
    '\n',
    '\t',
  ],
  ...['http://', 'https://a.example ', '<https://a.example|', '[a](http://b.example', 'Runbook: '],
  ...[
    ':a',
    'a:',
    'arn:aws:',
    '*(_<',
    '. ',
    '@',
    '\\n',
    '\\"',
    '"a":',
    '"a" ',
    '{"a":',
    '[[',
    'aB',
    'A',
    '\u200d',
  ],
  ...['한', '🔴', '\ud83d', '\u2028'],
];

function millisecondsOf(run: () => unknown): number {
  const start = performance.now();
  run();
  return performance.now() - start;
}

describe('text of others takes time in proportion to its length', () => {
  it(
    'in every reader',
    everyRow(Object.entries(READERS), (_, read) => {
      for (const piece of PIECES) {
        for (const length of [4_000, 250_000]) {
          const text = `a${piece.repeat(Math.ceil(length / piece.length))}`;
          // Quadratic time takes more than a minute at this length, cubic time at a sixtieth of it.
          expect(
            millisecondsOf(() => read(text)),
            `${length} of ${piece}`,
          ).toBeLessThan(1_500);
        }
      }
    }),
  );
});

it('as many dimensions as fit into a message take milliseconds', () => {
  const dimensions = Array.from({ length: 100_000 }, () => ({ name: 'n', value: '<' }));
  expect(tellingDimensions(dimensions)).toHaveLength(100_000);
  // A look at all of them for each of them takes a minute.
  expect(millisecondsOf(() => tellingDimensions(dimensions))).toBeLessThan(1_500);
});
