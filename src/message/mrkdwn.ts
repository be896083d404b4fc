/**
 * Text from outside made safe for Slack: escaped, and cut so that the escaped text fits its limit.
 * https://docs.slack.dev/messaging/formatting-message-text
 */

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

// Invisible characters that reorder or hide what follows them would let a name pass for another.
const UNSEEN =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

/** Most text that comes: there is nothing to clean in it. */
const PLAIN = /^[\n -~]*$/;

/** Well-formed UTF-16 without control and bidirectional characters; line breaks and tabs stay. */
export function clean(text: string): string {
  if (PLAIN.test(text)) return text;
  return text.toWellFormed().replace(/\r\n?/g, '\n').replace(UNSEEN, '');
}

/** On one line, single-spaced; a no-break space stays, it keeps a number beside its unit. */
export function oneLine(text: string): string {
  return clean(text)
    .replace(/[^\S\u00a0]+/g, ' ')
    .trim();
}

/** Whether anything is left to see of it in Slack. */
export function isVisible(text: string): boolean {
  return /[!-~]/.test(text) || /[^\s\p{Cc}\p{Cf}]/u.test(text);
}

/** Escapes the three characters that carry meaning in mrkdwn. */
export function escapeMrkdwn(text: string): string {
  return text.replace(/[&<>]/g, (character) => ENTITIES[character] ?? character);
}

/** Cuts `text` to at most `limit` UTF-16 units, ending in `…`, never inside a surrogate pair. */
export function fitPlain(text: string, limit: number): string {
  return cut(clean(text), limit, (character) => character);
}

/** Escapes `text` and cuts it so that the escaped form has at most `limit` UTF-16 units. Never cuts an entity. */
export function fitMrkdwn(text: string, limit: number): string {
  return cut(clean(text), limit, escapeMrkdwn);
}

const LOOKALIKES: Readonly<Record<string, string>> = { '`': 'ˋ', '*': '∗', '~': '∼' };

/**
 * A name inside a sentence of ours: on one line, escaped, cut, and with look-alikes in place of the characters that
 * would format it (mrkdwn has no way to escape those).
 */
export function fitInline(text: string, limit: number): string {
  const literal = oneLine(text).replace(
    /[`*~]/g,
    (character) => LOOKALIKES[character] ?? character,
  );
  return cut(literal, limit, escapeMrkdwn);
}

/** For a code span: on one line, escaped, cut, and without the one character that would end it. */
export function fitCode(text: string, limit: number): string {
  return cut(oneLine(text).replaceAll('`', 'ˋ'), limit, escapeMrkdwn);
}

function cut(text: string, limit: number, encode: (character: string) => string): string {
  // An encoded text is never shorter than its source.
  if (text.length <= limit) {
    const encoded = encode(text);
    if (encoded.length <= limit) return encoded;
  }
  let kept = '';
  for (const character of text) {
    const next = encode(character);
    if (kept.length + next.length > limit - 1) break;
    kept += next;
  }
  return `${kept.trimEnd()}…`;
}

/**
 * A link; without a label the URL shows. The label is escaped and loses `|`; characters of the URL that would end the link are percent-encoded.
 * https://docs.slack.dev/messaging/formatting-message-text#linking-urls
 */
export function link(url: string, label: string, labelLimit = 200): string {
  const target = clean(url).replace(/[<>|\s]/g, (character) => encodeURIComponent(character));
  const shown = fitInline(label.replaceAll('|', '¦'), labelLimit);
  return shown === '' ? `<${escapeMrkdwn(target)}>` : `<${escapeMrkdwn(target)}|${shown}>`;
}

export function bold(mrkdwn: string): string {
  return `*${mrkdwn}*`;
}
