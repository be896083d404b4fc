/**
 * Finds text in a message that Slack would take, but that should never have been sent: words of outside text that
 * Slack would read as markup, broken characters, and values that a program forgot to turn into words.
 * https://docs.slack.dev/messaging/formatting-message-text#escaping
 */

import { isObject } from '../../src/json.ts';
import { type Problem, problem } from '../../src/preview/fake-slack/checks.ts';

export interface Expected {
  /** The mention that the operator chose, as Slack's token such as `<!here>`. Any other one is a finding. */
  readonly mention?: string;
  /** The outside text that the message was made from: a word such as `null` that it holds is not ours. */
  readonly given?: string;
}

/** The tokens that we write ourselves: a link with or without label, and a date with its fallback. */
const TOKENS =
  /<https?:\/\/[^\s<>|]+(\|[^\n<>|]+)?>|<!date\^\d+\^[^<>|^]+(\^https?:[^\s<>|^]+)?\|[^<>|]+>/g;
const ENTITY = /&(amp|lt|gt);/g;
const FORGOTTEN = /\bundefined\b|\bnull\b|\bNaN\b|Invalid Date|\[object \w+\]/g;

/** Every text of the message at fault; `error` is always `unsafe_text`, which is our word and not Slack's. */
export function findUnsafeText(body: unknown, expected: Expected = {}): readonly Problem[] {
  if (!isObject(body)) return [];
  const text = typeof body['text'] === 'string' ? checkMrkdwn(body['text'], '/text', expected) : [];
  return [...text, ...parsedNames(body), ...walk(body, '', expected)];
}

/** https://docs.slack.dev/messaging/formatting-message-text#automatic-parsing */
function parsedNames(body: Readonly<Record<string, unknown>>): readonly Problem[] {
  return ['link_names', 'parse']
    .filter((key) => body[key] !== undefined && body[key] !== false && body[key] !== 'none')
    .map((key) => finding(`/${key}`, `${key} makes Slack turn plain names into mentions`));
}

function walk(value: unknown, pointer: string, expected: Expected): readonly Problem[] {
  if (Array.isArray(value)) {
    return value.flatMap((item, index) => walk(item, `${pointer}/${index}`, expected));
  }
  if (typeof value === 'string') return checkAny(value, pointer, expected);
  if (!isObject(value)) return [];
  const nested = Object.entries(value)
    .filter(([key]) => pointer !== '' || key !== 'text')
    .flatMap(([key, item]) => walk(item, `${pointer}/${key}`, expected));
  if (value['type'] !== 'mrkdwn' || typeof value['text'] !== 'string') return nested;
  const verbatim =
    value['verbatim'] === true
      ? []
      : [finding(pointer, 'mrkdwn needs verbatim: true, or Slack makes mentions of plain names')];
  return [...verbatim, ...nested, ...checkMarkup(value['text'], `${pointer}/text`, expected)];
}

function checkMrkdwn(text: string, pointer: string, expected: Expected): readonly Problem[] {
  return [...checkAny(text, pointer, expected), ...checkMarkup(text, pointer, expected)];
}

function checkMarkup(text: string, pointer: string, expected: Expected): readonly Problem[] {
  const withoutMention = expected.mention ? text.replace(expected.mention, '') : text;
  const rest = withoutMention.replace(TOKENS, (token) => token.replace(/[<>]/g, ''));
  const found: Problem[] = [];
  if (/[<>]/.test(rest)) found.push(finding(pointer, `raw < or > in ${excerpt(rest, /[<>]/)}`));
  const bare = rest.replace(ENTITY, '');
  if (bare.includes('&')) found.push(finding(pointer, `stray or cut & in ${excerpt(bare, /&/)}`));
  return [...found, ...checkBold(withoutMention, pointer)];
}

/** Slack shows the stars of a bold text that touches a letter, as a Korean particle does, and one without its other. */
function checkBold(text: string, pointer: string): readonly Problem[] {
  const shown = text.replace(TOKENS, '□').replace(/`[^`\n]+`/g, '□');
  return shown.split('\n').flatMap((line) => {
    const pieces = line.split('*');
    const touches = pieces.some((_, index) => {
      const [before = '', after = ''] = [pieces[index - 1], pieces[index + 1]];
      return index % 2 === 1 && (/[\p{L}\p{N}]$/u.test(before) || /^[\p{L}\p{N}]/u.test(after));
    });
    return pieces.length % 2 === 0 || touches
      ? [finding(pointer, `a star that shows in ${JSON.stringify(line.slice(0, 60))}`)]
      : [];
  });
}

function checkAny(text: string, pointer: string, expected: Expected): readonly Problem[] {
  const found: Problem[] = [];
  if (!text.isWellFormed()) found.push(finding(pointer, 'half a surrogate pair'));
  for (const [word] of text.matchAll(FORGOTTEN)) {
    if (!expected.given?.includes(word)) found.push(finding(pointer, `the word ${word}`));
  }
  return found;
}

function excerpt(text: string, at: RegExp): string {
  const start = Math.max(0, text.search(at) - 10);
  return JSON.stringify(text.slice(start, start + 40));
}

function finding(pointer: string, rule: string): Problem {
  return problem(pointer, rule, 'unsafe_text');
}
