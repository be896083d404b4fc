import { isObject, parseJson } from '../../src/json.ts';
import type { MessageForms } from '../../src/message/blocks.ts';
import { checkSlackLimits } from '../../src/preview/fake-slack/message-rules.ts';
import { findUnsafeText } from './unsafe-text.ts';

const RAW_JSON = /[{[]\s*"[^"]*"\s*[:,\]}]/g;

/**
 * Everything wrong with a message, whatever event it was made from: a limit of Slack's, markup or a word such as
 * `undefined` that slipped in. What the event itself says as text is not ours to judge.
 */
export function findFaults(
  forms: MessageForms,
  event: unknown,
  mention: string,
): readonly string[] {
  const expected = { given: listTexts(event).join('\n'), mention };
  return forms.flatMap(({ name, body }) =>
    [...checkSlackLimits(body), ...findUnsafeText(body, expected)].map(
      ({ pointer, rule }) => `${name} ${pointer}: ${rule}`,
    ),
  );
}

/** JSON in a message in place of words, where the event has it as JSON and not within a text. */
export function findRawJson(forms: MessageForms, event: unknown): readonly string[] {
  const given = listTexts(event).join('\n');
  return forms.flatMap(({ name, body }) =>
    listTexts(body)
      .flatMap((text) => [...readBack(text).matchAll(RAW_JSON)])
      .filter(([json]) => !given.includes(json))
      .map(([json]) => `${name}: raw JSON ${json}`),
  );
}

/** Every text in a JSON value, also within the JSON inside strings. JSON that was cut off is no text. */
export function listTexts(value: unknown): readonly string[] {
  if (typeof value === 'string') {
    if (!/^\s*[[{]/.test(value)) return [value];
    const inner = parseJson(value);
    if (inner !== undefined) return listTexts(inner);
    return /"\s*:/.test(value) ? [] : [value];
  }
  if (Array.isArray(value)) return value.flatMap(listTexts);
  return isObject(value)
    ? Object.entries(value).flatMap(([key, inner]) => [key, ...listTexts(inner)])
    : [];
}

function readBack(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
