import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { drawTables } from '../../../src/preview/page/draw-block.ts';
import { renderMessage } from '../../../src/preview/page/draw-message.ts';
import { everyRow } from '../../helpers/every-row.ts';

// Hundreds of messages are drawn.
vi.setConfig({ testTimeout: 60_000 });

const clock = { now: Date.UTC(2026, 10, 22, 8, 5), timeZone: 'UTC' };
const render = (message: unknown) => renderMessage(message, clock).toString();
const section = (text: string, fields: object = { verbatim: true }) => ({
  blocks: [{ type: 'section', text: { type: 'mrkdwn', text, ...fields } }],
});
const header = (text: string) => ({
  blocks: [{ type: 'header', text: { type: 'plain_text', text } }],
});

/** What a reader sees. */
function words(html: string): string {
  const text = html.replace(/<[^>]*>/g, '');
  const entities: Readonly<Record<string, string>> = {
    amp: '&',
    lt: '<',
    gt: '>',
    quot: '"',
    '#39': "'",
    '#x27': "'",
  };
  return text.replace(/&(\w+|#\w+);/g, (whole, name: string) => entities[name] ?? whole);
}

const ACTIVE = /mention|<a |<script|<img|<h[1-6]|<li|<code|<table|<blockquote/;

describe('text of outside', () => {
  test(
    'stays text',
    everyRow(
      [
        ['an escaped broadcast', '&lt;!channel&gt; down', '<!channel> down'],
        ['an escaped member', '&lt;@U012AB3CD&gt;', '<@U012AB3CD>'],
        [
          'an escaped link',
          '&lt;https://evil.example|Sign in&gt;',
          '<https://evil.example|Sign in>',
        ],
        ['a plain name', '@here and @channel', '@here and @channel'],
        [
          'a plain URL',
          'see https://evil.example/ or www.evil.example',
          'see https://evil.example/ or www.evil.example',
        ],
        ['an entity of HTML', '&amp;copy; &amp;lt;b&amp;gt;', '&copy; &lt;b&gt;'],
        ['HTML', '&lt;script&gt;alert(1)&lt;/script&gt;', '<script>alert(1)</script>'],
        ['raw HTML', '<b>x</b>', '<b>x</b>'],
        ['a Markdown link', '[x](https://evil.example)', '[x](https://evil.example)'],
        ['a heading', '# one', '# one'],
        ['a list', '- one\n- two', '- one\n- two'],
        ['a numbered list', '1. one', '1. one'],
        ['a rule', '---', '---'],
        ['a table', '|a|b|\n|-|-|\n|1|2|', '|a|b|\n|-|-|\n|1|2|'],
        ['a backslash', 'C:\\*', 'C:\\*'],
        ['indented text', '    four', '    four'],
        ['colons far apart', 'a:TEST\n*Time*: b:c', 'a:TEST\nTime: b:c'],
        ['marks inside words', 'a*b*c a_b_c', 'a*b*c a_b_c'],
        ['an arrow', 'OK -&gt; ALARM', 'OK -> ALARM'],
        ['characters of the private area', '\ue03cb\ue03e', '\ue03cb\ue03e'],
      ],
      (_name, text, seen) => {
        const drawn = render(section(text));
        expect(words(drawn)).toBe(seen);
        expect(drawn).not.toMatch(ACTIVE);
      },
    ),
  );

  test('in plain text no character has a meaning', () => {
    const text = '*x* _y_ `z` <!channel> <https://evil.example|x> & # > @here';
    expect(words(render(header(text)))).toBe(text);
    expect(render(header(text)).replace(/<\/?h4/g, '')).not.toMatch(ACTIVE);
  });

  test('plain text is shown as it is, whatever it says', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: 'binary' }), (raw) => {
        const text = `x${raw}x`.replace(/[\s:\ue000-\ue0ff\0]/g, '.');
        expect(words(render(header(text)))).toBe(text);
      }),
    );
  });

  test('escaped text never becomes markup that calls, links or runs', () => {
    const risky = fc.constantFrom(
      '<',
      '>',
      '&',
      '!',
      '@',
      '#',
      '|',
      '[',
      ']',
      '(',
      ')',
      'here',
      'channel',
      '\n',
      ' ',
      'https://a.b',
      '<!date^1^',
      '`',
      '&amp;',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(risky, fc.string()), { maxLength: 12 }), (parts) => {
        const raw = parts.join('').replaceAll('`', "'");
        const text = raw.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
        // Slack draws a quote where a line begins with the entity, too: that neither calls, links nor runs.
        const drawn = render(section(`x ${text}`)).replaceAll('<blockquote>', '');
        expect(drawn).not.toMatch(ACTIVE);
      }),
    );
  });
});

describe('markup of ours', () => {
  test(
    'is drawn',
    everyRow(
      [
        ['bold', '*97.6\u00a0%*,', /<strong>97\.6\u00a0%<\/strong>,/],
        ['bold in brackets', '(*x*)', /\(<strong>x<\/strong>\)/],
        ['italic', '_x_', /<em>/],
        ['struck', '~x~', /<s>/],
        ['code', '`a *b* &lt;c&gt;`', /<code[^>]*>a \*b\* &lt;c&gt;<\/code>/],
        ['a block of code', '```a\n&amp;amp; *b*```', /<code[^>]*>a\n&amp;amp; \*b\*<\/code>/],
        ['a quote', '&gt; said', /<blockquote>said<\/blockquote>/],
        [
          'a link',
          '<https://example.com/?a=1&amp;b=2|Open *it* &amp; &lt;look&gt;>',
          /<a href="https:\/\/example\.com\/\?a=1&amp;b=2"[^>]*target="_blank" rel="noreferrer"[^>]*>.*Open \*it\* &amp; &lt;look&gt;/,
        ],
        ['a mention that the operator chose', '<!here> x', /class="mention broadcast">@here/],
        ['an emoji', ':red_circle:', /🔴/],
        ['an emoji of a workspace', ':aws:', /:aws:/],
        [
          'a date',
          '<!date^1795334400^{date_short_pretty} {time}|2026-11-22 08:00 UTC>',
          /<time datetime="2026-11-22T08:00:00\.000Z" title="2026-11-22 08:00 UTC">Today 8:00 AM<\/time>/,
        ],
        ['a date that is none', '<!date^99999999999999999^{time}|soon>', /soon/],
      ],
      (_name, text, drawn) => {
        expect(render(section(text))).toMatch(drawn);
      },
    ),
  );

  test('without verbatim a plain name is the mention that Slack would make of it', () => {
    expect(render(section('@here', {}))).toContain('mention broadcast');
    expect(render(section('see https://example.com', {}))).toMatch(/<a /);
  });
});

describe('a message', () => {
  test('without blocks shows its text, and with blocks it does not', () => {
    expect(words(render({ text: 'ALARM: *web-1*' }))).toBe('ALARM: web-1');
    expect(words(render({ text: 'ALARM', ...section('blocks') }))).toBe('blocks');
  });

  test(
    'draws the bar of an attachment in a known colour alone',
    everyRow(
      [
        ['#D92D20', '#D92D20'],
        ['2eb67d', '#2eb67d'],
        ['danger', '#e01e5a'],
        ['red; background: url(https://evil.example)', '#ddd'],
        ['toString', '#ddd'],
        [undefined, '#ddd'],
      ],
      (color, drawn) => {
        const { blocks } = section('x');
        expect(render({ attachments: [{ color, blocks }] })).toContain(
          `style="border-color:${drawn}"`,
        );
      },
    ),
  );

  test('draws an attachment of the old kind by its texts', () => {
    expect(words(render({ attachments: [{ title: 'T', text: 'x', color: 'good' }] }))).toBe('Tx');
  });

  test('fetches no picture, and shows what it says', () => {
    const image = {
      type: 'image',
      image_url: 'https://evil.example/a.png',
      alt_text: 'CPU of web-1',
    };
    const drawn = render({ blocks: [image, { type: 'context', elements: [image] }] });
    expect(drawn).not.toContain('evil.example');
    expect(drawn.match(/alt="CPU of web-1"/g)).toHaveLength(2);
  });

  test('names a block that cannot be drawn', () => {
    const drawn = render({
      blocks: [{ type: 'data_table' }, { type: 'video' }, { type: '<b>' }, {}, null],
    });
    expect(words(drawn).match(/A \S+ block is here/g)).toEqual([
      'A data_table block is here',
      'A video block is here',
      'A <b> block is here',
      'A nameless block is here',
      'A nameless block is here',
    ]);
  });

  test('gives the numbers of a chart as a table', () => {
    const points = [1, 2.5].map((value, index) => ({ label: `12:0${index}`, value }));
    const chart = {
      type: 'line',
      series: [{ name: 'web-1', data: points }],
      axis_config: { categories: ['12:00', '12:01'] },
    };
    const message = { blocks: [{ type: 'data_visualization', title: 'CPU', chart }] };
    expect(render(message)).toContain('<svg');
    expect(drawTables(message).join('')).toContain(
      '<tr><th scope="row">12:01</th><td>2.5</td></tr>',
    );
  });

  test('is never an error, whatever was posted', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (blocks, attachments) => {
        expect(render({ blocks, attachments })).not.toContain('<script');
      }),
    );
    expect(render('text')).toBe('');
  });
});
