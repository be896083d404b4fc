import { isVisible } from './text.ts';

/** Tolerant reading of JSON from outside: a wrong type is the same as a missing field. */

export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The parsed value, or undefined when `text` is no JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export function readObject(source: JsonObject, key: string): JsonObject {
  const value = source[key];
  return isObject(value) ? value : {};
}

export function readArray(source: JsonObject, key: string): readonly unknown[] {
  const value = source[key];
  return Array.isArray(value) ? value : [];
}

/** Texts separated by commas, or as JSON, for an alarm's name may hold a comma. */
export function listOf(text: string): readonly string[] {
  const parsed = parseJson(text);
  const items = Array.isArray(parsed) ? parsed.map(String) : text.split(',');
  return items.map((item) => item.trim()).filter((item) => item !== '');
}

/** A string with something to see in it; numbers are taken as their text. */
export function readText(source: JsonObject, key: string): string | undefined {
  const value = source[key];
  if (Number.isFinite(value)) return String(value);
  return typeof value === 'string' && isVisible(value) ? value : undefined;
}

/** A finite number; a numeric string is taken as its number. */
export function readNumber(source: JsonObject, key: string): number | undefined {
  const value = source[key];
  if (typeof value !== 'number' && (typeof value !== 'string' || value.trim() === ''))
    return undefined;
  const number = Number(value);
  return Number.isFinite(number) ? number : undefined;
}

/** A positive whole number, as periods and counts are. */
export function readCount(source: JsonObject, key: string): number | undefined {
  const value = readNumber(source, key) ?? 0;
  return Number.isSafeInteger(value) && value > 0 ? value : undefined;
}

/**
 * Epoch milliseconds of an ISO 8601 time; also of CloudWatch's `+0000`, which ECMAScript's own format does not know.
 * A time before 1970 is none: it is how programs write that there is no time.
 * https://tc39.es/ecma262/#sec-date-time-string-format
 */
export function readTime(source: JsonObject, key: string): number | undefined {
  const text = source[key];
  if (typeof text === 'number') {
    const seconds = text < LATEST ? text : text / 1000;
    return seconds >= EARLIEST && seconds < LATEST ? seconds * 1000 : undefined;
  }
  if (typeof text !== 'string') return undefined;
  const match = ISO.exec(text.trim());
  if (match === null) return undefined;
  const [, day, clock, hours, minutes] = match;
  const zone = hours === undefined ? 'Z' : `${hours}:${minutes}`;
  const time = Date.parse(`${day}T${clock}${zone}`);
  return time >= 0 ? time : undefined;
}

const ISO =
  /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)(?:Z|([+-]\d{2}):?(\d{2}))$/;

/** Seconds since 1970, as AWS's JSON protocols write a time, or milliseconds, as others do: from 2001 to 2286. */
const EARLIEST = 1e9;
const LATEST = 1e10;

/** The keys that may be undefined become optional; `unknown` is a value like any other. */
type Present<T> = { [K in keyof T as MayLack<T[K]> extends true ? never : K]: T[K] } & {
  [K in keyof T as MayLack<T[K]> extends true ? K : never]?: Exclude<T[K], undefined>;
};
type MayLack<V> = unknown extends V ? false : undefined extends V ? true : false;

/** The same object without the keys whose value is undefined. */
export function present<T extends object>(fields: T): Present<T> {
  const kept: Record<string, unknown> = {};
  for (const key of Object.keys(fields) as (keyof T & string)[]) {
    if (fields[key] !== undefined) kept[key] = fields[key];
  }
  return kept as Present<T>;
}
