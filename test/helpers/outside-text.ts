import fc from 'fast-check';

/** Pieces that have broken messages: markup, halves of characters, invisible and reordering ones, names of methods. */
const PIECES = [
  '<!channel>',
  '<@U012AB3CD>',
  '<https://evil.example.com|AWS>',
  '<!date^0^{time}|x>',
  '&',
  '&amp;',
  '&lt;!here&gt;',
  '<',
  '>',
  '|',
  '`',
  '```',
  '*',
  '_',
  '~',
  '@here',
  '\ud83d',
  '\udd34',
  '🔴',
  '👩‍🚒',
  '한글',
  '\u202e',
  '\u2066',
  '\u200e',
  '\ufeff',
  '\u0000',
  '\u001b[31m',
  '\u0085',
  '\u2028',
  '\u00a0',
  '\r\n',
  '\n',
  '\t',
  ' ',
  'i-0123456789abcdef0',
  'https://runbooks.example.com/a',
  'constructor',
  '__proto__',
  '{"a":1}',
  'x'.repeat(200),
  '<'.repeat(100),
  '한'.repeat(100),
  '🔴'.repeat(100),
];

/** Of all of Unicode, unassigned and half ones among them. */
const anyCharacters = fc
  .array(fc.integer({ min: 0, max: 0x10_ff_ff }), { maxLength: 20 })
  .map((codes) => String.fromCodePoint(...codes));

/** Text that nobody of ours has looked at. */
export function outsideText(maxPieces = 12): fc.Arbitrary<string> {
  const piece = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...PIECES) },
    { weight: 1, arbitrary: anyCharacters },
  );
  return fc.array(piece, { maxLength: maxPieces }).map((pieces) => pieces.join(''));
}
