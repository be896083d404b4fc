import { describe, expect, test } from 'vitest';
import { everyRow } from './every-row.ts';
import { findUnsafeText } from './unsafe-text.ts';

const section = (text: string, fields: object = {}) => ({
  text: 'ALARM',
  blocks: [{ type: 'section', text: { type: 'mrkdwn', text, verbatim: true, ...fields } }],
});
const header = (text: string) => ({
  blocks: [{ type: 'header', text: { type: 'plain_text', text } }],
});

describe('text of ours', () => {
  test(
    'is safe',
    everyRow(
      [
        ['plain words', 'CPU of *web-1* at 97.6 %'],
        ['escaped outside text', '&lt;!channel&gt; &amp; -&gt; `code`'],
        ['a link', '<https://example.com/a?b=1&amp;c=2|Alarm>'],
        ['a bare link', 'see <https://example.com/a>'],
        ['a date', 'since <!date^1795334400^{date_short_pretty} {time}|2026-11-22 08:00 UTC>'],
        ['a date that is a link', '<!date^1795334400^{time}^https://example.com/|08:00 UTC>'],
        ['bold text beside signs', '(*12%~44%*)를 넘음: *80%*, `a*b` *<https://example.com/*b|x>*'],
        ['a word that only looks like one of a program', 'nullable NaNs undefinedness'],
      ],
      (_name, text) => {
        expect(findUnsafeText(section(text))).toEqual([]);
        expect(findUnsafeText({ text })).toEqual([]);
      },
    ),
  );

  test('a chosen mention is safe, any other is not', () => {
    expect(findUnsafeText(section('<!here> web-1'), { mention: '<!here>' })).toEqual([]);
    expect(findUnsafeText(section('<!channel> web-1'), { mention: '<!here>' })).toHaveLength(1);
  });

  test('a word of the outside text may be anything', () => {
    expect(findUnsafeText(section('the alarm null'), { given: 'null' })).toEqual([]);
    expect(findUnsafeText(section('the alarm null'), { given: 'NaN' })).toHaveLength(1);
  });
});

describe('unsafe text', () => {
  test(
    'is found in a block and in the text',
    everyRow(
      [
        ['a broadcast', '<!channel>', /raw </],
        ['a member', 'cc <@U012AB3CD>', /raw </],
        ['a user group', '<!subteam^S012AB3CD>', /raw </],
        ['a raw arrow', 'OK -> ALARM', /raw </],
        ['a cut link', 'see <https://example.com/very', /raw </],
        ['a link with a space', '<https://example.com/a b|x>', /raw </],
        ['a link with markup in its label', '<https://example.com|<b>>', /raw </],
        ['a link to a script', '<javascript:alert(1)|x>', /raw </],
        ['a date without fallback', '<!date^1795334400^{time}>', /raw </],
        ['a date of no number', '<!date^NaN^{time}|x>', /raw </],
        ['a stray ampersand', 'a & b', /stray or cut &/],
        ['a cut entity', 'a &am', /stray or cut &/],
        ['an entity that Slack does not know', '&quot;', /stray or cut &/],
        ['bold text that a letter follows', '*2시간*째 경보', /a star that shows/],
        ['bold text after a letter', '최고*93%*', /a star that shows/],
        ['one star', 'above *80%', /a star that shows/],
        ['half an emoji', 'fire \ud83d', /surrogate/],
        ['undefined', 'CPU of undefined', /the word undefined/],
        ['null', 'null %', /the word null/],
        ['NaN', 'at NaN %', /the word NaN/],
        ['a broken date', 'since Invalid Date', /the word Invalid Date/],
        ['an object', 'at [object Object]', /the word \[object Object\]/],
      ],
      (_name, text, rule) => {
        const found = { rule: expect.stringMatching(rule), error: 'unsafe_text' };
        expect(findUnsafeText(section(text))).toContainEqual({
          ...found,
          pointer: '/blocks/0/text/text',
        });
        expect(findUnsafeText({ text })).toContainEqual({ ...found, pointer: '/text' });
      },
    ),
  );

  test('is found in an attachment', () => {
    const { blocks } = section('<!channel>');
    expect(findUnsafeText({ attachments: [{ blocks }] })).toMatchObject([
      { pointer: '/attachments/0/blocks/0/text/text' },
    ]);
  });

  test('mrkdwn must be verbatim', () => {
    expect(findUnsafeText(section('@here', { verbatim: false }))).toMatchObject([
      { pointer: '/blocks/0/text', rule: expect.stringContaining('verbatim') },
    ]);
  });

  test('names must not be parsed', () => {
    expect(findUnsafeText({ text: '@here', link_names: true })).toHaveLength(1);
    expect(findUnsafeText({ text: '@here', parse: 'full' })).toHaveLength(1);
    expect(findUnsafeText({ text: '@here', link_names: false, parse: 'none' })).toEqual([]);
  });

  test('forgotten values and broken characters are found in plain text, markup is not looked for there', () => {
    expect(findUnsafeText(header('CPU of undefined'))).toHaveLength(1);
    expect(findUnsafeText(header('fire \udd25'))).toHaveLength(1);
    expect(findUnsafeText(header('a < b & c'))).toEqual([]);
  });

  test('a body that is no object has no text', () => {
    expect(findUnsafeText(null)).toEqual([]);
    expect(findUnsafeText('<!channel>')).toEqual([]);
  });
});
