import { describe, expect, it } from 'vitest';
import { findLinks } from '../../src/message/urls.ts';
import { everyRow } from '../helpers/every-row.ts';

/** Each link as it stands in the text, with its URL and its label. */
function linksIn(text: string): readonly (readonly [whole: string, url: string, label?: string])[] {
  return findLinks(text).map(({ url, start, end, label }) =>
    label === undefined ? [text.slice(start, end), url] : [text.slice(start, end), url, label],
  );
}

const A = 'https://a.example/x';
const B = 'https://b.example/y';

describe('a URL in a text', () => {
  it(
    'ends before a bracket that it does not open, and before punctuation',
    everyRow(
      [
        [`(${A})`, A],
        [`[${A}]`, A],
        [`{${A}}`, A],
        [`${A}[1]`, `${A}[1]`],
        [`${A}/{id}`, `${A}/{id}`],
        [`${A}/((y))`, `${A}/((y))`],
        [`(${A}/(y)z)`, `${A}/(y)z`],
        [`${A}/(y]z)`, `${A}/(y`],
        [`${A}?q='y'`, `${A}?q='y'`],
        [`'${A}'`, A],
        [`**${A}**!`, A],
      ],
      (text, url) => {
        expect(findLinks(text).map((link) => link.url)).toEqual([url]);
      },
    ),
  );

  it(
    'is none where it is too long, or leads nowhere',
    everyRow(
      [
        [`${A}${'x'.repeat(1_981)}`, 1],
        [`${A}${'x'.repeat(1_982)}`, 0],
        ['https://...', 0],
        ['https://', 0],
      ],
      (text, count) => {
        expect(findLinks(text)).toHaveLength(count);
      },
    ),
  );
});

describe('a link in a text', () => {
  it(
    'has the label that it is written with',
    everyRow<[string, ReturnType<typeof linksIn>]>(
      [
        [`a ${A} b`, [[A, A]]],
        ['http://a.example', [['http://a.example', 'http://a.example']]],
        [`a <${A}> b`, [[`<${A}>`, A]]],
        [`a <${A}|Shop> b`, [[`<${A}|Shop>`, A, 'Shop']]],
        [`a [Shop](${A}) b`, [[`[Shop](${A})`, A, 'Shop']]],
        [
          `[Shop](${A}), [Cart](${B})`,
          [
            [`[Shop](${A})`, A, 'Shop'],
            [`[Cart](${B})`, B, 'Cart'],
          ],
        ],
        [`<${A}|${B}>`, [[`<${A}|${B}>`, A, B]]],
      ],
      (text, links) => {
        expect(linksIn(text)).toEqual(links);
      },
    ),
  );

  it(
    'has none where the brackets are no link',
    everyRow<[string, ReturnType<typeof linksIn>]>(
      [
        [`<${A} Shop>`, [[A, A]]],
        [`<${A} x|Shop>`, [[A, A]]],
        [`<${A}|Shop\n>`, [[A, A]]],
        [`Shop](${A})`, [[A, A]]],
        [`[Shop] (${A})`, [[A, A]]],
        [`[Shop (${A})`, [[A, A]]],
        [`[Shop](${A} now)`, [[A, A]]],
        [`[Sh\nop](${A})`, [[A, A]]],
        [`[Sh]op](${A})`, [[A, A]]],
        [
          `[see ${B}](${A})`,
          [
            [B, B],
            [A, A],
          ],
        ],
      ],
      (text, links) => {
        expect(linksIn(text)).toEqual(links);
      },
    ),
  );

  it('has a label that is no longer than a label is', () => {
    const label = 'x'.repeat(199);
    expect(linksIn(`y [${label}](${A})`)).toEqual([[`[${label}](${A})`, A, label]]);
    expect(linksIn(`y [${label}x](${A})`)).toEqual([[A, A]]);
    expect(linksIn(`<${A}|${label.slice(1)}>`)).toEqual([
      [`<${A}|${label.slice(1)}>`, A, label.slice(1)],
    ]);
    expect(linksIn(`<${A}|${label}>`)).toEqual([[A, A]]);
  });
});
