import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitText } from '../../src/message/sections.ts';

const MOST = 50;

function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

describe('a long text', () => {
  it('is one section as long as it fits', () => {
    const text = 'x'.repeat(2_900);
    expect(splitText(text, MOST)).toEqual([text]);
    expect(splitText(`${text}y`, MOST)).toEqual([text, 'y']);
    expect(splitText('', MOST)).toEqual([]);
  });

  it('is parted where a line ends, unless that leaves half of the room empty', () => {
    const words = 'word '.repeat(400).trim();
    const [half, more] = ['x'.repeat(1_450), 'x'.repeat(1_451)];
    expect(splitText(`${more}\n${words}`, MOST)).toEqual([more, words]);
    const [first = '', second] = splitText(`${half}\n${words}`, MOST);
    expect(first).toMatch(/^x{1450}\nword .*word$/);
    expect(`${first} ${second}`).toBe(`${half}\n${words}`);
  });

  it('is parted within a word where there is no other place, but never within an emoji', () => {
    const text = `a${'😀'.repeat(2_000)}`;
    const sections = splitText(text, MOST);
    expect(sections.map(({ length }) => length)).toEqual([2_899, 1_102]);
    expect(sections.join('')).toBe(text);
  });

  it('is parted so that its escaped form fits', () => {
    const sections = ['&', '<abc'].map((text) => splitText(text.repeat(1_000), MOST));
    expect(sections.map((parts) => parts.map((part) => unescaped(part).length))).toEqual([
      [580, 420],
      [1_450, 1_450, 1_100],
    ]);
  });

  it('is cut in the last section that it may take', () => {
    const text = 'x'.repeat(9_000);
    expect(splitText(text, 1)).toEqual([`${'x'.repeat(2_899)}…`]);
    expect(splitText(text, 2)).toEqual(['x'.repeat(2_900), `${'x'.repeat(2_899)}…`]);
  });
});

it('nothing of a text is lost where it may take as many sections as it needs', () => {
  const piece = fc.constantFrom('a', 'word ', '\n', '<&>', '😀', '…', '>…', '<…\n'.repeat(50));
  const text = fc.array(fc.tuple(piece, fc.nat(300)), { maxLength: 8 });
  fc.assert(
    fc.property(text, (pieces) => {
      const given = pieces.map(([one, count]) => one.repeat(count)).join('');
      const sections = splitText(given.trim(), Number.POSITIVE_INFINITY);
      expect(unescaped(sections.join('')).replaceAll(/\s/g, '')).toBe(given.replaceAll(/\s/g, ''));
      expect(sections.every((section) => section !== '' && section.length <= 2_900)).toBe(true);
    }),
  );
});
