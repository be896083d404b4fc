import type { Fact } from '../alarm/alarm.ts';
import { isObject } from '../json.ts';
import { isVisible } from '../message/mrkdwn.ts';

const MOST_FACTS = 40;
const DEEPEST = 6;
/** Levels of lists, too, which have no name of their own. */
const DEEPEST_LIST = 20;
const KEY_LIMIT = 200;

/** Every readable value of a JSON value under its path, in order: `{a: {b: 1}}` is `a b: 1`. Nothing is dropped but emptiness. */
export function listFacts(value: unknown): readonly Fact[] {
  const facts: Fact[] = [];
  collect(value, [], facts);
  return facts.slice(0, MOST_FACTS);
}

function collect(value: unknown, path: readonly string[], facts: Fact[], depth = 0): void {
  if (facts.length >= MOST_FACTS || path.length > DEEPEST || depth > DEEPEST_LIST) return;
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) {
    push(value.filter(Boolean).join('\n'), path, facts, depth);
  } else if (Array.isArray(value)) {
    for (const item of value) collect(item, path, facts, depth + 1);
  } else if (isObject(value)) {
    for (const [key, inner] of Object.entries(value))
      collect(inner, [...path, wordsOf(key)], facts, depth + 1);
  } else if (typeof value === 'string') {
    push(value, path, facts, depth);
  } else if (typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value))) {
    push(String(value), path, facts, depth);
  }
}

function push(value: string, path: readonly string[], facts: Fact[], depth: number): void {
  const text = value.trim();
  if (!isVisible(text)) return;
  const inner = /^[[{]/.test(text) ? embedded(text) : undefined;
  if (inner === undefined) facts.push({ name: path.join(' '), value: text });
  else collect(inner, path, facts, depth + 1);
}

/** JSON inside a JSON string, as AWS services like to nest it; cut-off JSON is read as far as it goes. */
function embedded(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return salvage(text);
  }
}

/** The `"key": value` pairs of a text that is no longer valid JSON. */
export function salvage(text: string): Record<string, string> | undefined {
  const pairs = text.matchAll(
    /"([^"\\]{1,100})"\s*:\s*(?:"((?:[^"\\]|\\.){0,2000})|(-?[\d.]+|true|false))/g,
  );
  const found = [...pairs].map(([, key = '', quoted, bare = '']) => [key, quoted ?? bare] as const);
  return found.length > 0 ? Object.fromEntries(found) : undefined;
}

/** `NewStateReason` as `New state reason`, `alarm-name` as `Alarm name`; capitals such as `AWSAccountId` stay whole. */
function wordsOf(key: string): string {
  const words = key
    .slice(0, KEY_LIMIT)
    .replace(/[_-]+/g, ' ')
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .split(' ')
    .filter(Boolean)
    .map((word) => (/^[A-Z]{2,}$/.test(word) ? word : word.toLowerCase()));
  const text = words.join(' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}
