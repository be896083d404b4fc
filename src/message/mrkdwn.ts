/**
 * Text from outside made safe for Slack: escaped, and cut so that the escaped text fits its limit.
 * https://docs.slack.dev/messaging/formatting-message-text
 */

import { clean, oneLine } from '../text.ts';
import { findLinks } from './urls.ts';

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

const RESERVED = /[&<>]/g;

/** Escapes the three characters that carry meaning in mrkdwn. */
export function escapeMrkdwn(text: string): string {
  return text.replace(RESERVED, (character) => ENTITIES[character] ?? character);
}

const LOOKALIKES: Readonly<Record<string, string>> = {
  '`': 'ˋ',
  '*': '∗',
  '~': '∼',
  _: 'ˍ',
  ':': '꞉',
};

/** An ARN is to be copied: its first parts hold no emoji that deceives. */
const ARN =
  'arn:aws[a-z-]{0,20}:[a-z\\d-]{1,40}:[a-z\\d-]{0,25}:(?:\\d{12}|aws)?(?=:)' +
  '(?::(?:alarm|function|activity|layer|log-group|log-stream|db|cluster|stateMachine|execution|secret|autoScalingGroup|[\\da-f-]{36})(?=:))*';
/** `:fire:`, but not the minutes of 12:30:45. The names of emoji have no capitals. */
const EMOJI = ":(?=(?!\\d{1,2}:)[\\p{Ll}\\p{Lo}\\p{M}\\d_+'-]{1,100}:)";
const COLONS = new RegExp(`${ARN}|${EMOJI}`, 'gu');
/** What most text has nothing of. */
const MARKED = /[`*~_:]/;
/** The underscores within a name format nothing. */
const MARKS = /[`*~]|(?<![\p{L}\d])_|_(?![\p{L}\d])/gu;

const lookalike = (character: string): string => LOOKALIKES[character] ?? character;

/** mrkdwn has no way to escape its marks, nor has plain text one for `:emoji:`: a look-alike stands in their place. */
function literal(text: string): string {
  return MARKED.test(text) ? withoutEmoji(text).replace(MARKS, lookalike) : text;
}

function withoutEmoji(text: string): string {
  return text.replace(COLONS, lookalike);
}

/** Cuts `text` to at most `limit` UTF-16 units, ending in `…`, never inside a surrogate pair. An emoji code stays text. */
export function fitPlain(text: string, limit: number): string {
  return cut(withoutEmoji(clean(text)), limit, (character) => character);
}

/**
 * Escapes `text` and cuts it so that the escaped form has at most `limit` UTF-16 units. Never cuts an entity. What
 * would format it or show an emoji stays text.
 */
export function fitMrkdwn(text: string, limit: number): string {
  return cut(literal(clean(text)), limit, escapeMrkdwn);
}

/** As fitMrkdwn; every http(s) URL in it is a link that shows where it leads. A link is shown whole or not at all. */
export function fitLinked(text: string, limit: number): string {
  // No link is shorter than what it is written from, but for a user name that goes: what is far beyond is never shown.
  const given = clean(text)
    .slice(0, limit + 3_000)
    .toWellFormed();
  let shown = '';
  let end = 0;
  for (const found of findLinks(given)) {
    const before = escapeMrkdwn(literal(given.slice(end, found.start)));
    const written = link(found.url, found.label ?? '');
    if (shown.length + before.length + written.length >= limit) break;
    shown += before + written;
    end = found.end;
  }
  return shown + fitMrkdwn(given.slice(end), limit - shown.length);
}

/** A name inside a sentence of ours: on one line, escaped, cut, and without anything that would format it. */
export function fitInline(text: string, limit: number): string {
  return cut(literal(oneLine(text)), limit, escapeMrkdwn);
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

const ENDS_LINK = /[<>|\s]/g;

/**
 * A link; without a label the URL shows. The label is escaped and loses `|`; characters of the URL that would end the
 * link are percent-encoded. A label that names another host than the URL's is followed by the host.
 * https://docs.slack.dev/messaging/formatting-message-text#linking-urls
 */
export function link(url: string, label: string, labelLimit = 200): string {
  const target = honest(clean(url)).replace(ENDS_LINK, encodeURIComponent);
  const shown = fitInline(label.replaceAll('|', '¦'), labelLimit);
  const escaped = target.replaceAll('&', '&amp;');
  return shown === '' ? `<${escaped}>` : `<${escaped}|${shown}${otherHost(label, target)}>`;
}

const ORIGIN = /^(https?:\/\/)([^/?#\\]*)/i;
const ASCII = /^[!-~]*$/;

/** `https://hooks.slack.com@evil.example` leads to evil.example; a host in look-alike letters is shown as it is sent. */
function honest(url: string): string {
  const [whole = '', scheme = '', authority = ''] = ORIGIN.exec(url) ?? [];
  const host = authority.slice(authority.lastIndexOf('@') + 1);
  const isPlain = ASCII.test(host) || !URL.canParse(`${scheme}${host}`);
  return scheme + (isPlain ? host : new URL(`${scheme}${host}`).host) + url.slice(whole.length);
}

function otherHost(label: string, target: string): string {
  if (!label.includes('/')) return '';
  const [, named] =
    /(?:https?:\/\/|^\s*)([a-z\d-]{1,63}(?:\.[a-z\d-]{1,63}){1,8})(?=[/\s:?#]|$)/i.exec(
      label.slice(0, 200),
    ) ?? [];
  const host = URL.canParse(target) ? new URL(target).hostname : '';
  return named === undefined || host === '' || named.toLowerCase() === host
    ? ''
    : ` (${escapeMrkdwn(host.slice(0, 253))})`;
}

export function bold(mrkdwn: string): string {
  return `*${mrkdwn}*`;
}
