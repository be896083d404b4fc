import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bold,
  escapeMrkdwn,
  fitCode,
  fitInline,
  fitLinked,
  fitMrkdwn,
  fitPlain,
  link,
} from '../../src/message/mrkdwn.ts';
import { clean, isVisible, oneLine } from '../../src/text.ts';
import { everyRow } from '../helpers/every-row.ts';
import { outsideText } from '../helpers/outside-text.ts';
import { findUnsafeText } from '../helpers/unsafe-text.ts';

const INVISIBLE = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/u;
const CUT_ENTITY = /&(?!(?:amp|lt|gt);)/;

function readBack(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

/** The text with the marks that a look-alike may stand in for. */
function plainMarks(text: string): string {
  const marks: Readonly<Record<string, string>> = { ˋ: '`', '∗': '*', '∼': '~', ˍ: '_', '꞉': ':' };
  return text.replace(/[ˋ∗∼ˍ꞉]/g, (mark) => marks[mark] ?? mark);
}

/** What is left of a text that may have been cut. */
function withoutEllipsis(text: string): string {
  return text.endsWith('…') ? text.slice(0, -1) : text;
}

describe('cleaning', () => {
  it(
    "takes out what is not seen and what breaks a line's order",
    everyRow(
      [
        ['a text without anything to clean', 'web-1 CPU > 80 %', 'web-1 CPU > 80 %'],
        ['line breaks and tabs', 'a\n\tb', 'a\n\tb'],
        ['line breaks of Windows and of old Macs', 'a\r\nb\rc', 'a\nb\nc'],
        ['a terminal escape', 'a\u001b[31mb', 'a[31mb'],
        ['the zero character and DEL', 'a\u0000b\u007fc', 'abc'],
        ['C1 controls', 'a\u0085b\u009fc', 'abc'],
        ['an override of the reading direction', 'a\u202egnp.exe', 'agnp.exe'],
        ['isolates and marks of direction', '\u2066a\u2069\u200e\u200f\u061c', 'a'],
        ['a byte order mark', '\ufeffa', 'a'],
        ['separators that break a line unseen', 'a\u2028b\u2029c', 'abc'],
        [
          'what shows nothing and parts a name',
          'a\u200bb\u2060c\u00add\u2800e\u3164f\uffa0g\u115f\u034f\u{e0041}',
          'abcdefg',
        ],
        ['a joiner that joins nothing', '\u200dad\u200d\u200cmin', 'admin'],
        ['half a surrogate pair', 'a\ud83d', 'a\ufffd'],
        ['the other half', '\udd34a', '\ufffda'],
        ['emoji, joined ones too', '🔴 👩‍🚒', '🔴 👩‍🚒'],
        ['Korean', '체크아웃 서버', '체크아웃 서버'],
        ['Arabic, whose direction needs no help', 'خادم', 'خادم'],
      ],
      (_, text, expected) => {
        expect(clean(text)).toBe(expected);
      },
    ),
  );

  it('leaves nothing invisible, nothing broken, and nothing for a second time', () => {
    fc.assert(
      fc.property(outsideText(), (text) => {
        const cleaned = clean(text);
        expect(cleaned.replace(/[\n\t]/g, '')).not.toMatch(INVISIBLE);
        expect(cleaned.isWellFormed()).toBe(true);
        expect(clean(cleaned)).toBe(cleaned);
      }),
    );
  });

  it(
    'puts a text on one line where asked to',
    everyRow(
      [
        ['single-spaced', '  a \n\t b  ', 'a b'],
        ['nothing where there is nothing', ' \n\t ', ''],
        ['nothing where all is invisible', '\u202e\u0000', ''],
        ['a number beside its unit', '97.6\u00a0%', '97.6\u00a0%'],
      ],
      (_, text, expected) => {
        expect(oneLine(text)).toBe(expected);
      },
    ),
  );

  it(
    'knows whether something is left to see',
    everyRow(
      [
        ['a', true],
        ['.', true],
        [' \n\t', false],
        ['\u00a0', false],
        ['\u202e\ufeff\u0000', false],
        ['\u3164\u2800\u115f', false],
        ['', false],
      ],
      (text, expected) => {
        expect(isVisible(text)).toBe(expected);
      },
    ),
  );

  it('onto one line gives one line', () => {
    fc.assert(
      fc.property(outsideText(), (text) => {
        const line = oneLine(text);
        expect(line).not.toMatch(/[\n\r\t\v\f\u2028\u2029]| {2}|^\s|\s$/);
        expect(oneLine(line)).toBe(line);
      }),
    );
  });
});

describe('escaping', () => {
  it(
    "takes the power from every mark of Slack's",
    everyRow(
      [
        ['a & b', 'a &amp; b'],
        ['a <b> c', 'a &lt;b&gt; c'],
        ['&lt;', '&amp;lt;'],
        ['OK -> ALARM', 'OK -&gt; ALARM'],
        [`"it's"`, `"it's"`],
      ],
      (text, expected) => {
        expect(escapeMrkdwn(text)).toBe(expected);
      },
    ),
  );

  it('is undone by Slack', () => {
    fc.assert(
      fc.property(outsideText(), (text) => {
        expect(readBack(escapeMrkdwn(text))).toBe(text);
      }),
    );
  });
});

describe('fitting', () => {
  it(
    'leaves a text as long as it may be',
    everyRow(
      [
        ['whole', 'abc', 3, 'abc'],
        ['cut', 'abcd', 3, 'ab…'],
        ['cut to the sign of the cut alone', 'ab', 1, '…'],
        ['without a space before the sign of the cut', 'ab  cdef', 5, 'ab…'],
        ['with the escaped length counted', 'a<b', 6, 'a&lt;b'],
        ['with an entity kept whole or left out', 'a<b', 5, 'a…'],
        ['with an emoji kept whole', '🔴🔴', 4, '🔴🔴'],
        ['with an emoji left out rather than cut', '🔴🔴', 3, '🔴…'],
        ['with an emoji that only its first half would fit', '🔴🔴', 2, '…'],
      ],
      (_, text, limit, expected) => {
        expect(fitMrkdwn(text, limit)).toBe(expected);
      },
    ),
  );

  it('of plain text escapes nothing', () => {
    expect(fitPlain('a<b&c>', 6)).toBe('a<b&c>');
    expect(fitPlain('a<b&c>', 5)).toBe('a<b&…');
  });

  it(
    'inline puts a name between quotes that it cannot leave',
    everyRow(
      [
        ['onto one line', 'a\nb', 'a b'],
        ['without the marks that would format it', '`a` *b* ~c~', 'ˋaˋ ∗b∗ ∼c∼'],
        ['and marks alone are text', '*_*', '∗ˍ∗'],
        ['escaped', '<!here>', '&lt;!here&gt;'],
        ['with the underscores that names are full of', 'web_1_cpu', 'web_1_cpu'],
      ],
      (_, text, expected) => {
        expect(fitInline(text, 100)).toBe(expected);
      },
    ),
  );

  it(
    'keeps as text what looks like markup',
    everyRow(
      [
        ['an emoji code', ':large_green_circle: resolved', '꞉large_green_circle: resolved'],
        ['an emoji code within a name', 'job:end:prod', 'job꞉end:prod'],
        ['emoji codes in a row', ':a:b:c:', '꞉a꞉b꞉c:'],
        ['a number that is an emoji', ':100:', '꞉100:'],
        ['an emoji code of another script', ':경보:', '꞉경보:'],
        ['a time of day', 'at 12:30:45', 'at 12:30:45'],
        [
          'an ARN, which is to be copied',
          'arn:aws:sns:eu-west-1:123456789012:ops:end:x',
          'arn:aws:sns:eu-west-1:123456789012꞉ops꞉end:x',
        ],
        ['a colon that begins nothing', 'note: a :b c', 'note: a :b c'],
        [
          'an ARN with its kind of resource',
          'arn:aws:lambda:eu-west-1:123456789012:function:pay:live',
          'arn:aws:lambda:eu-west-1:123456789012:function꞉pay:live',
        ],
        [
          'an ARN of AWS itself, without a region',
          'arn:aws-cn:iam::aws:policy:x:y',
          'arn:aws-cn:iam::aws꞉policy꞉x:y',
        ],
      ],
      (_, text, expected) => {
        expect(fitInline(text, 100)).toBe(expected);
        expect(fitMrkdwn(text, 100)).toBe(expected);
        expect(fitPlain(text, 100)).toBe(expected);
      },
    ),
  );

  it('formats nothing of a text of several lines', () => {
    expect(fitMrkdwn('_x_ *y* ~z~ `c`\na_b __init__', 100)).toBe('ˍxˍ ∗y∗ ∼z∼ ˋcˋ\na_b ˍˍinitˍˍ');
  });

  it('inside a code span leaves all but the backtick that would end it', () => {
    expect(fitCode('SELECT COUNT(*)\nFROM `a` WHERE x<1', 100)).toBe(
      'SELECT COUNT(*) FROM ˋaˋ WHERE x&lt;1',
    );
    expect(fitCode('m1 * 100', 5)).toBe('m1 *…');
  });

  const limit = fc.integer({ min: 1, max: 300 });

  it(
    'never passes the limit, never leaves half a character',
    everyRow(
      [
        ['mrkdwn', fitMrkdwn],
        ['an inline name', fitInline],
        ['code', fitCode],
        ['plain text', fitPlain],
      ],
      (_, shorten) => {
        fc.assert(
          fc.property(outsideText(), limit, (text, max) => {
            const fitted = shorten(text, max);
            expect(fitted.length).toBeLessThanOrEqual(max);
            expect(fitted.isWellFormed()).toBe(true);
          }),
        );
      },
    ),
  );

  it('never cuts an entity, and what is left is how the text began', () => {
    fc.assert(
      fc.property(outsideText(), limit, (text, max) => {
        const fitted = fitMrkdwn(text, max);
        expect(fitted).not.toMatch(CUT_ENTITY);
        expect(fitted).not.toMatch(/[<>]/);
        expect(
          plainMarks(clean(text)).startsWith(plainMarks(readBack(withoutEllipsis(fitted)))),
        ).toBe(true);
        expect(
          plainMarks(clean(text)).startsWith(plainMarks(withoutEllipsis(fitPlain(text, max)))),
        ).toBe(true);
      }),
    );
  });

  it('cuts no more than it must', () => {
    fc.assert(
      fc.property(outsideText(), limit, (text, max) => {
        const whole = escapeMrkdwn(clean(text));
        const fitted = fitMrkdwn(text, max);
        if (whole.length <= max) expect(plainMarks(fitted)).toBe(plainMarks(whole));
        // The next character would take 5 units at most, a trailing space apart.
        else if (!/\s/.test(text)) expect(fitted.length).toBeGreaterThan(max - 5);
      }),
    );
  });

  it('inline leaves nothing that Slack would read as markup', () => {
    fc.assert(
      fc.property(outsideText(), limit, (text, max) => {
        const fitted = fitInline(text, max);
        expect(fitted).not.toMatch(/[<>`*~\n]/);
        expect(fitted).not.toMatch(CUT_ENTITY);
      }),
    );
  });
});

describe('a link', () => {
  it(
    'leads to a valid address alone',
    everyRow(
      [
        ['a plain one', 'https://a.example/x', 'Alarm', '<https://a.example/x|Alarm>'],
        ['a query', 'https://a.example/?a=1&b=2', 'x', '<https://a.example/?a=1&amp;b=2|x>'],
        [
          'a URL that would end it',
          'https://a.example/>|<',
          'x',
          '<https://a.example/%3E%7C%3C|x>',
        ],
        ['a space', 'https://a.example/a b', 'x', '<https://a.example/a%20b|x>'],
        ['half a character', 'https://a.example/\ud83d', 'x', '<https://a.example/\ufffd|x>'],
        ['an invisible character', 'https://a.example/\u202ex', 'x', '<https://a.example/x|x>'],
        ['a label that would end it', 'https://a.example', 'a|b>c', '<https://a.example|a¦b&gt;c>'],
        [
          'a user name that passes for the host',
          'https://hooks.slack.com@evil.example/x',
          'Slack',
          '<https://evil.example/x|Slack>',
        ],
        [
          'a host in letters of another script',
          'https://\u0430pple.example/x',
          'Apple',
          '<https://xn--pple-43d.example/x|Apple>',
        ],
        [
          'a label that names another host',
          'https://evil.example/x',
          'https://hooks.slack.com/x',
          '<https://evil.example/x|https://hooks.slack.com/x (evil.example)>',
        ],
        ['no label', 'https://a:b@evil.example/x', '', '<https://evil.example/x>'],
        ['no encryption', 'http://slack.com@evil.example', 'x', '<http://evil.example|x>'],
        ['a host in capitals', 'https://A.Example:443/x', 'x', '<https://A.Example:443/x|x>'],
        ['a host that is none', 'https://[\u0430/x', 'x', '<https://[\u0430/x|x>'],
        [
          'an address of mail',
          'mailto:a@b.example?body=https://c@d.example',
          'x',
          '<mailto:a@b.example?body=https://c@d.example|x>',
        ],
        ['a label on two lines', 'https://a.example', 'a\nb', '<https://a.example|a b>'],
      ],
      (_, url, label, expected) => {
        expect(link(url, label)).toBe(expected);
      },
    ),
  );

  it(
    'shows its host where its label names another',
    everyRow(
      [
        ['http://hooks.slack.com/x', true],
        ['https://hooks.slack.com', true],
        ['hooks.slack.com/x', true],
        ['see https://s3.a2.example/x', true],
        ['https://a.example', false],
        ['https://A.EXAMPLE/x', false],
        ['a.example/x', false],
        ['https://a.example is slow', false],
        ['https://a.example: slow', false],
        ['see hooks.slack.com/x', false],
        ['checkout.prod', false],
        ['read/write', false],
        [`${'x'.repeat(199)} https://hooks.slack.com/x`, false],
      ],
      (label, isShown) => {
        expect(link('https://a.example/x', label).endsWith(' (a.example)>')).toBe(isShown);
      },
    ),
  );

  it('shows of its host what a host may have, and nothing of one that is none', () => {
    const host = 'a'.repeat(300);
    expect(link(`https://${host}/`, 'https://b.example')).toBe(
      `<https://${host}/|https://b.example (${'a'.repeat(253)})>`,
    );
    expect(link('https://[x', 'https://b.example')).toBe('<https://[x|https://b.example>');
    expect(link('https://www.a.example', 'www.a.example/')).toBe(
      '<https://www.a.example|www.a.example/>',
    );
  });

  it('has a label of at most 200 characters unless told', () => {
    expect(link('https://a.example', 'x'.repeat(300))).toBe(
      `<https://a.example|${'x'.repeat(199)}…>`,
    );
    expect(link('https://a.example', 'abcdef', 4)).toBe('<https://a.example|abc…>');
  });

  it('cannot be broken out of', () => {
    fc.assert(
      fc.property(outsideText(), outsideText(), (tail, label) => {
        const text = link(`https://a.example/${tail}`, `Alarm ${label}`);
        expect(text).toMatch(/^<https:\/\/a\.example\/[^<>|\s]*\|[^<>|\n]+>$/);
        expect(findUnsafeText({ text }, { given: tail + label })).toEqual([]);
      }),
    );
  });
});

describe('linking', () => {
  it(
    'shows where it leads',
    everyRow(
      [
        [
          'a bare URL',
          'See https://a.example/x?b=1&c=2.',
          'See <https://a.example/x?b=1&amp;c=2>.',
        ],
        [
          'two URLs',
          'http://a.example, https://b.example',
          '<http://a.example>, <https://b.example>',
        ],
        [
          'a link of Slack',
          'at <https://a.example|the runbook>',
          'at <https://a.example|the runbook>',
        ],
        ['a link of Markdown', '[log](https://a.example/1).', '<https://a.example/1|log>.'],
        ['a URL in angles', '<https://a.example>', '<https://a.example>'],
        ['a disguised URL', 'https://a.example@b.example/x', '<https://b.example/x>'],
        ['a mention', '<!here> <@U012AB3CD>', '&lt;!here&gt; &lt;@U012AB3CD&gt;'],
        ['another scheme', 'javascript:alert(1) ftp://a', 'javascript:alert(1) ftp://a'],
      ],
      (_, text, expected) => {
        expect(fitLinked(text, 200)).toBe(expected);
      },
    ),
  );

  it('never cuts a link', () => {
    expect(fitLinked('see https://a.example/12345 now', 20)).toBe('see https://a.examp…');
    expect(fitLinked('https://a.example/1 x', 21)).toBe('https://a.example/1 x');
    expect(fitLinked('https://a.example/1 x', 22)).toBe('<https://a.example/1>…');
    const two = 'https://a.example/1 and https://b.example/2';
    expect(fitLinked(two, 40)).toBe('<https://a.example/1> and https://b.exa…');
    expect(fitLinked(two, 47)).toBe('<https://a.example/1> and https://b.example/2');
    expect(fitLinked(two, 48)).toBe('<https://a.example/1> and <https://b.example/2>');
  });

  it('passes no limit and leaves nothing unsafe', () => {
    fc.assert(
      fc.property(outsideText(), fc.integer({ min: 1, max: 300 }), (text, max) => {
        const fitted = fitLinked(text, max);
        expect(fitted.length).toBeLessThanOrEqual(max);
        expect(findUnsafeText({ text: fitted }, { given: text })).toEqual([]);
      }),
    );
  });
});

it('bold text stands between asterisks', () => {
  expect(bold('97.6 %')).toBe('*97.6 %*');
});
