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
    const title = `start ${'word '.repeat(60)}end`;
    expect(render({ title }).plain).toMatch(/ end$/);
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
