import { describe, expect, it } from 'vitest';
import { noteLine, renderNote } from '../../src/message/note.ts';
import type { Note } from '../../src/parse/parse.ts';
import { everyRow } from '../helpers/every-row.ts';
import { wordsFor } from '../helpers/words.ts';

const words = wordsFor('en');
const fact = (name: string, value: string) => ({ name, value });
const mrkdwn = (text: string) => ({
  type: 'section',
  text: { type: 'mrkdwn', verbatim: true, text },
});
const titled = (text: string) => ({
  type: 'header',
  text: { type: 'plain_text', text, emoji: true },
});
const render = (note: Partial<Note>) => {
  const [blocks, text, ...more] = renderNote({ facts: [], ...note }, { words, timeZone: 'UTC' });
  expect(more).toEqual([]);
  expect([blocks?.name, text?.name]).toEqual(['blocks', 'text']);
  return { push: blocks?.body.text, blocks: blocks?.body.blocks, plain: text?.body.text };
};

describe('a note', () => {
  it('shows its subject and its text', () => {
    expect(render({ title: 'Deployed', text: ' a <b> & c\nd ' })).toEqual({
      push: 'Deployed\na &lt;b&gt; &amp; c',
      blocks: [titled('Deployed'), mrkdwn('a &lt;b&gt; &amp; c\nd')],
      plain: 'Deployed\na &lt;b&gt; &amp; c\nd',
    });
  });

  it('shows its text alone, its first line in the push notification', () => {
    expect(render({ text: '\n first <line>\nsecond' })).toEqual({
      push: 'first &lt;line&gt;',
      blocks: [mrkdwn('first &lt;line&gt;\nsecond')],
      plain: 'first &lt;line&gt;\nsecond',
    });
  });

  it('shows its facts, each with its name', () => {
    expect(render({ facts: [fact('State', 'a <b>'), fact('', 'c'), fact('*d*', 'e')] })).toEqual({
      push: 'State: a &lt;b&gt;, c',
      blocks: [mrkdwn('*State*: a &lt;b&gt;\nc\n*∗d∗*: e')],
      plain: '*State*: a &lt;b&gt;\nc\n*∗d∗*: e',
    });
  });

  it.each([[{}], [{ text: ' \u200b\u2066' }], [{ title: '\u2066', text: '' }]])(
    'says that it is empty: %j',
    (note) => {
      expect(render(note).blocks).toEqual([mrkdwn('The notification is empty.')]);
    },
  );

  it('tells the phone what its facts say, not where and when', () => {
    const facts = [
      fact('Account', '123456789012'),
      fact('Region', 'eu-west-1'),
      fact('Event type', 'x'),
      fact('Resource', 'arn:aws:s3:::shop'),
      fact('Started', '2026-11-22T08:00:00Z'),
      fact('Account holder', 'Kim'),
      fact('Home Region', 'here'),
      fact('Status', 'on'),
    ];
    expect(render({ facts }).push).toBe('Account holder: Kim, Home Region: here');
    const own = [fact('error message', 'full'), fact('Message id', 'm-1'), fact('summary', 'x')];
    expect(render({ facts: own.slice(0, 2) }).push).toBe('full, Message id: m-1');
    expect(render({ facts: own.slice(2) }).push).toBe('x');
    expect(render({ facts: own, title: 'T', known: 3 }).push).toBe('T');
    expect(render({ facts: facts.slice(0, 5) }).push).toBe('Notification');
  });

  it('tells the phone the words of a link, but for the runbook, and cuts what is long', () => {
    const text = 'see <http://a.example/1|the log> and <https://a.example/2|Runbook>\nmore';
    expect(render({ text }).push).toBe('see the log and');
    expect(render({ title: 't'.repeat(300), text: 'x'.repeat(300) }).push).toBe(
      `${'t'.repeat(199)}…\n${'x'.repeat(199)}…`,
    );
  });

  it('counts the facts that it leaves out', () => {
    const facts = Array.from({ length: 40 }, (_, index) => fact(`F${index}`, 'x'.repeat(590)));
    const { plain = '', blocks } = render({ facts });
    const lines = plain.split('\n');
    expect(lines.at(-1)).toBe('and 31\u00a0more');
    expect(lines.slice(0, -1)).toEqual(
      facts.slice(0, 9).map(({ name, value }) => `*${name}*: ${value}`),
    );
    expect(blocks).toHaveLength(3);
  });

  it('gives a long fact the room that the others leave', () => {
    const long = 'x'.repeat(2_500);
    const { plain } = render({ facts: [fact('A', long), fact('B', 'b')] });
    expect(plain).toBe(`*A*: ${long}\n*B*: b`);
    const { plain: cut = '' } = render({ facts: [fact('A', '<'.repeat(3_000)), fact('B', 'b')] });
    expect(cut).toMatch(/^\*A\*: (?:&lt;){600,}…\n\*B\*: b$/);
  });

  it(
    'cuts a long fact to the room that the others leave, and to less than a section',
    everyRow(
      [
        [0, 2_700],
        [5, 2_440],
        [8, 600],
      ],
      (others, length) => {
        const facts = Array.from({ length: others }, () => fact('', 'x'.repeat(600)));
        const { plain = '' } = render({ facts: [fact('', 'y'.repeat(3_000)), ...facts] });
        expect(plain.split('\n')[0]).toBe(`${'y'.repeat(length - 1)}…`);
      },
    ),
  );

  it(
    'fills a section with facts; beside a text they take one, without it two',
    everyRow(
      [
        [496, { text: 'a' }, [1, 2_860]],
        [497, { text: 'a' }, [1, 2_363 + '\nand 1 more'.length]],
        [496, {}, [2_860]],
        [497, {}, [2_363, 497]],
      ],
      (last, note, lengths) => {
        const values = [...Array.from({ length: 4 }, () => 'x'.repeat(590)), 'y'.repeat(last)];
        const { blocks = [] } = render({ ...note, facts: values.map((value) => fact('', value)) });
        const texts = blocks.map((block) => ('text' in block ? block.text : undefined));
        expect(texts.map((text) => (typeof text === 'object' ? text.text.length : 0))).toEqual(
          lengths,
        );
      },
    ),
  );

  it(
    'shows a fact that is a time as a time',
    everyRow(
      [
        ['Started', '2026-11-22T08:00:00.000+0000', true],
        ['Created', '1795334400', true],
        ['start time', '1795334400000', true],
        ['Time left', '1795334400', false],
        ['Count', '1795334400', false],
      ],
      (name, value, isTime) => {
        const token = `<!date^1795334400^{date_short_pretty} {time}|2026-11-22 08:00\u00a0UTC>`;
        const { plain } = render({ facts: [fact(name, value)] });
        expect(plain).toBe(`*${name}*: ${isTime ? token : value}`);
      },
    ),
  );

  it('shows a text of several sections', () => {
    const lines = Array.from({ length: 150 }, (_, index) => `line ${index} ${'x'.repeat(30)}`);
    const { plain, blocks = [] } = render({ text: lines.join('\n') });
    expect(plain).toBe(lines.join('\n'));
    expect(blocks.length).toBeGreaterThan(1);
  });

  it('links every URL, and shows the links of a known form, the first in bold', () => {
    const { blocks } = render({
      title: 'Deployed',
      text: 'log: https://ci.example.com/42',
      links: [
        { label: 'Run', url: 'https://ci.example.com/r' },
        { label: 'Log', url: 'https://ci.example.com/l' },
      ],
    });
    expect(blocks).toEqual([
      titled('Deployed'),
      mrkdwn('log: <https://ci.example.com/42>'),
      mrkdwn('*<https://ci.example.com/r|Run>*  ·  <https://ci.example.com/l|Log>'),
    ]);
  });

  it(
    'begins with the sign of what it tells',
    everyRow(
      [
        ['critical', '🔴'],
        ['warning', '🟠'],
        ['good', '🟢'],
        ['info', '🔵'],
      ] as const,
      (severity, emoji) => {
        const { push, blocks } = render({ title: 'Deployed', severity, known: 0 });
        expect(push).toBe(`${emoji} Deployed`);
        expect(blocks).toEqual([titled(`${emoji} Deployed`)]);
      },
    ),
  );

  it('of a known form shows what matters and three facts more', () => {
    const facts = Array.from({ length: 9 }, (_, index) => fact(`F${index}`, `v${index}`));
    expect(render({ title: 'T', known: 2, facts }).plain).toBe(
      'T\n*F0*: v0\n*F1*: v1\n*F2*: v2\n*F3*: v3\n*F4*: v4\nand 4\u00a0more',
    );
  });

  it('shows a title whole that is longer than a header', () => {
    const [fits, longer] = ['x'.repeat(145), `start ${'word '.repeat(60)}end`];
    expect(render({ title: fits }).blocks).toEqual([titled(fits)]);
    expect(render({ title: longer, text: 'a' }).blocks?.slice(1)).toEqual([mrkdwn(`${longer}\na`)]);
  });

  it('has no header, and no sign, without a title', () => {
    expect(render({ severity: 'critical', text: 'a' }).blocks).toEqual([mrkdwn('a')]);
  });

  it('shows a text in three sections at most, in one beside facts', () => {
    const text = 'x'.repeat(9_000);
    expect(render({ text }).blocks).toHaveLength(3);
    expect(render({ text, facts: [fact('A', 'b')] }).blocks?.slice(1)).toEqual([mrkdwn('*A*: b')]);
  });

  it('has the links that fit a section', () => {
    const url = (length: number) => 'https://a.example/'.padEnd(length, 'x');
    const withLinks = (...lengths: readonly number[]) =>
      render({ text: 'a', links: lengths.map((length) => ({ label: 'L', url: url(length) })) })
        .blocks;
    expect(withLinks(2_894)).toEqual([mrkdwn('a'), mrkdwn(`*<${url(2_894)}|L>*`)]);
    expect(withLinks(2_895)).toEqual([mrkdwn('a')]);
    expect(withLinks(1_500, 1_500, 100)).toEqual([
      mrkdwn('a'),
      mrkdwn(`*<${url(1_500)}|L>*  ·  <${url(100)}|L>`),
    ]);
  });
});

describe('the line of a note in a digest', () => {
  it(
    "has the title, or the text's first words",
    everyRow(
      [
        ['subject and text', { title: 'Deployed', text: 'a\nb' }, 'Deployed: a b'],
        ['a text', { text: ' a <b> ' }, 'a &lt;b&gt;'],
        ['facts', { title: 'Event', facts: [fact('State', 'x'), fact('Id', 'y')] }, 'Event: x, y'],
        [
          'a known form',
          { title: 'Deployed', severity: 'good', text: 'a', known: 0 } as const,
          '🟢 Deployed',
        ],
        ['nothing', {}, 'The notification is empty.'],
      ],
      (_, note, line) => {
        expect(noteLine({ facts: [], ...note }, words, 400)).toBe(line);
      },
    ),
  );

  it('is no longer than it may be', () => {
    expect(noteLine({ text: 'x'.repeat(100), facts: [] }, words, 20)).toBe(`${'x'.repeat(19)}…`);
  });
});
