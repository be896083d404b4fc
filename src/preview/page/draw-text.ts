/**
 * Text as Slack shows it: plain, or with its markup. It is read once from left to right, so that no text, however
 * hostile, takes longer than its length. https://docs.slack.dev/messaging/formatting-message-text
 */

import { isObject } from '../../json.ts';
import { EMOJI_NAME, fillEmoji } from './emoji.ts';
import { type Html, html } from './html.ts';
import { decode, drawBroadcast, drawLink, drawToken } from './mrkdwn-token.ts';
import type { Clock } from './slack-date.ts';

const CODE_BLOCK = /(```[\s\S]+?```)/;
const PIECES = new RegExp(`(\`[^\`\\n]+\`|<[^<>\\n]+>|${EMOJI_NAME.source}|[*_~])`);
/** What Slack itself makes of plain words, unless the text is verbatim. */
const PLAIN_WORDS = /(https?:\/\/[^\s<>|]+|(?<!\S)@(?:here|channel|everyone)\b)/;

const MARKS: Readonly<Record<string, (inner: readonly Html[]) => Html>> = {
  '*': (inner) => html`<strong>${inner}</strong>`,
  _: (inner) => html`<em>${inner}</em>`,
  '~': (inner) => html`<s>${inner}</s>`,
};

/** A text object of Slack's, or nothing where there is none. */
export function drawTextObject(value: unknown, clock: Clock): Html {
  if (!isObject(value) || typeof value['text'] !== 'string') return html``;
  const { type, text } = value;
  if (type === 'mrkdwn') return drawMrkdwn(text, value['verbatim'] === true, clock);
  return html`${value['emoji'] === false ? text : fillEmoji(text)}`;
}

/** Line ends stay as they are: the style keeps them. */
export function drawMrkdwn(text: string, verbatim: boolean, clock: Clock): Html {
  const parts = text.split(CODE_BLOCK);
  const drawn = parts.map((part, index) => {
    if (index % 2 === 1) return html`<pre class="code-block"><code>${codeOf(part, 3)}</code></pre>`;
    // A block of code has lines of its own already.
    const start = index > 0 && part.startsWith('\n') ? 1 : 0;
    const end = index < parts.length - 1 && part.endsWith('\n') ? -1 : undefined;
    return drawLines(part.slice(start, end), verbatim, clock);
  });
  return html`${drawn}`;
}

function codeOf(piece: string, marks: number): string {
  return decode(piece.slice(marks, -marks)).replace(/^\n/, '');
}

const QUOTE = /^(?:&gt;|>) ?/;

function drawLines(text: string, verbatim: boolean, clock: Clock): Html {
  const drawn: Html[] = [];
  let afterText = false;
  for (const line of text === '' ? [] : text.split('\n')) {
    const isQuote = QUOTE.test(line);
    const inner = drawLine(line.replace(QUOTE, ''), verbatim, clock);
    if (isQuote) drawn.push(html`<blockquote>${inner}</blockquote>`);
    else drawn.push(html`${afterText ? '\n' : ''}${inner}`);
    afterText = !isQuote;
  }
  return html`${drawn}`;
}

interface Open {
  readonly mark: string;
  readonly inner: Html[];
}

/** Marks that nothing closes are text; so are those within a word. */
function drawLine(line: string, verbatim: boolean, clock: Clock): Html {
  const pieces = line.split(PIECES).filter((piece) => piece !== '');
  const stack: Open[] = [{ mark: '', inner: [] }];
  const put = (drawn: Html) => stack.at(-1)?.inner.push(drawn);
  /** Ends what is open above `depth`, as text. */
  const flatten = (depth: number) => {
    for (const { mark, inner } of stack.splice(depth))
      for (const one of [html`${mark}`, ...inner]) put(one);
  };
  for (const [index, piece] of pieces.entries()) {
    const draw = MARKS[piece];
    const before = pieces[index - 1]?.at(-1) ?? '';
    const after = pieces[index + 1]?.at(0) ?? '';
    const depth = stack.findIndex(({ mark }) => mark === piece);
    if (!draw) put(drawPiece(piece, verbatim, clock));
    else if (depth > 0 && before !== piece && closes(before, after)) {
      flatten(depth + 1);
      put(draw(stack.pop()?.inner ?? []));
    } else if (depth < 0 && opens(before, after)) {
      stack.push({ mark: piece, inner: [] });
    } else put(html`${piece}`);
  }
  flatten(1);
  return html`${stack[0]?.inner ?? []}`;
}

function opens(before: string, after: string): boolean {
  return !/[\p{L}\p{N}]/u.test(before) && /\S/.test(after);
}

function closes(before: string, after: string): boolean {
  return /\S/.test(before) && !/[\p{L}\p{N}]/u.test(after);
}

function drawPiece(piece: string, verbatim: boolean, clock: Clock): Html {
  if (/^`[^`]+`$/.test(piece)) return html`<code class="inline">${codeOf(piece, 1)}</code>`;
  if (/^<[^<>]+>$/.test(piece)) return drawToken(piece, clock);
  if (verbatim) return html`${fillEmoji(decode(piece))}`;
  const words = piece.split(PLAIN_WORDS).map((word, index) => {
    if (index % 2 === 0) return html`${fillEmoji(decode(word))}`;
    return word.startsWith('@')
      ? drawBroadcast(word.slice(1))
      : drawLink(decode(word), decode(word));
  });
  return html`${words}`;
}
