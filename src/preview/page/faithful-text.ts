/**
 * The library that draws messages reads text as Markdown with mentions, links and HTML entities in every place. Slack
 * does not: an escaped `<!channel>` stays text, plain text has no markup, a list or a heading is nothing special.
 * Before the library sees a text, each character that Slack takes literally is swapped for one that means nothing to
 * anybody; in the finished HTML it is swapped back. So what somebody wrote into an alarm stays text on the page, too.
 * https://docs.slack.dev/messaging/formatting-message-text
 */

import { isObject } from '../../json.ts';
import { escapeHtml } from './html.ts';

/** A private-use area of Unicode holds a shadow of each ASCII character. */
const SHADOW = 0xe000;
const FOREIGN_SHADOWS = /[\ue000-\ue0ff]/g;
const SHADOWS = /[\ue020-\ue07e]/g;

const ENTITIES: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&amp;': '&' };
const TOKEN = /<[^<>\n]+>/;
const CODE = /```[\s\S]+?```|`[^`\n]+`/;
const EMOJI = /:[a-z0-9_+'-]+:/;
const PIECES = new RegExp(`(${CODE.source}|${TOKEN.source}|${EMOJI.source})`);

/** A copy of a block, ready for the library; `verbatim` is left out, because the library takes it for "no markup". */
export function shieldBlock(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shieldBlock);
  if (!isObject(value)) return value;
  const { type, text } = value;
  if (typeof text === 'string' && type === 'mrkdwn') {
    return { type, text: shieldMrkdwn(text, value['verbatim'] === true) };
  }
  if (typeof text === 'string' && type === 'plain_text') {
    return { ...value, text: shieldAll(clear(text)) };
  }
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, shieldBlock(item)]));
}

/** Puts the shielded characters back, as HTML. */
export function unshield(html: string): string {
  return html.replace(SHADOWS, (shadow) =>
    escapeHtml(String.fromCharCode(shadow.charCodeAt(0) - SHADOW)),
  );
}

function shieldMrkdwn(text: string, verbatim: boolean): string {
  const pieces = clear(text).split(PIECES);
  return pieces.map((piece) => shieldPiece(piece, verbatim)).join('');
}

function shieldPiece(piece: string, verbatim: boolean): string {
  const code = /^(`{3}|`)([\s\S]*)\1$/.exec(piece);
  if (code?.[1] && code[2]) return code[1] + shadow(decode(code[2]), /[!-~]/g) + code[1];
  if (TOKEN.test(piece)) return shieldToken(piece);
  if (EMOJI.test(piece)) return piece;
  return shieldText(piece, verbatim);
}

/** The target of a link is not read as markup; its label is text. */
function shieldToken(token: string): string {
  const bar = token.indexOf('|');
  if (bar < 0 || token.startsWith('<!')) return token;
  return `${token.slice(0, bar + 1)}${shieldAll(decode(token.slice(bar + 1, -1)))}>`;
}

function shieldText(text: string, verbatim: boolean): string {
  // Without verbatim Slack itself makes mentions and links of plain names and URLs.
  const literal = verbatim
    ? /(?!^>)[!-)+-/:-@[-^{|}]/gm
    : /(?!^>)(?:[!-)+,\-;-?[-^{|}]|:(?!\/\/))/gm;
  return shadow(
    text
      .replace(/^&gt;/gm, '>')
      .replace(/&(?:lt|gt|amp);/g, (entity) => shadow(decode(entity), /./g)),
    literal,
  )
    .replace(/^ +/gm, (spaces) => shadow(spaces, / /g))
    .replace(/(?<=[\p{L}\p{N}])[*_~](?=[\p{L}\p{N}])/gu, (mark) => shadow(mark, /./g));
}

/** Everything but emoji names. */
function shieldAll(text: string): string {
  return text
    .split(new RegExp(`(${EMOJI.source})`))
    .map((part) => (EMOJI.test(part) ? part : shadow(part, /[ -/:-@[-`{-~]/g)))
    .join('');
}

function shadow(text: string, characters: RegExp): string {
  return text.replace(characters, (found) => String.fromCharCode(found.charCodeAt(0) + SHADOW));
}

function decode(text: string): string {
  return text.replace(/&(?:lt|gt|amp);/g, (entity) => ENTITIES[entity] ?? entity);
}

function clear(text: string): string {
  return text.replace(FOREIGN_SHADOWS, '\ufffd');
}
