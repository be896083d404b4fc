import { describe, expect, it } from 'vitest';
import { noteLine, renderNote } from '../../src/message/note.ts';
import type { Note } from '../../src/parse/parse.ts';
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
  const [blocks, text, ...more] = renderNote({ facts: [], ...note }, words);
  expect(more).toEqual([]);
  expect([blocks?.name, text?.name]).toEqual(['blocks', 'text']);
  return { push: blocks?.body.text, blocks: blocks?.body.blocks, plain: text?.body.text };
};

describe('a note', () => {
  it('shows its subject and its text', () => {
    expect(render({ title: 'Deployed', text: ' a <b> & c\nd ' })).toEqual({
      push: 'Deployed',
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
      push: 'Notification',
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

  it('ends in … where its facts are too long, between two of them', () => {
    const facts = Array.from({ length: 40 }, (_, index) => fact(`F${index}`, 'x'.repeat(590)));
    const { plain = '' } = render({ facts });
    const lines = plain.split('\n');
    expect(lines.at(-1)).toBe('…');
    expect(lines.slice(0, -1)).toEqual(
      facts.slice(0, 4).map(({ name, value }) => `*${name}*: ${value}`),
    );
  });

  it('cuts a fact that is too long by itself', () => {
    const { plain } = render({ facts: [fact('A', '<'.repeat(600)), fact('B', 'b')] });
    expect(plain).toBe(`*A*: ${'&lt;'.repeat(149)}…\n*B*: b`);
  });
});

describe('the line of a note in a digest', () => {
  it.each([
    ['subject and text', { title: 'Deployed', text: 'a\nb' }, 'Deployed: a b'],
    ['a text', { text: ' a <b> ' }, 'a &lt;b&gt;'],
    ['facts', { title: 'Event', facts: [fact('State', 'x'), fact('Id', 'y')] }, 'Event: x, y'],
    ['nothing', {}, 'The notification is empty.'],
  ])('has %s', (_, note, line) => {
    expect(noteLine({ facts: [], ...note }, words, 400)).toBe(line);
  });

  it('is no longer than it may be', () => {
    expect(noteLine({ text: 'x'.repeat(100), facts: [] }, words, 20)).toBe(`${'x'.repeat(19)}…`);
  });
});
