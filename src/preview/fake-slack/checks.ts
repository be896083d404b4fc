/** The parts that the tables of Slack's limits are written with. */

import { isObject, type JsonObject } from '../../json.ts';

/** One broken rule of Slack's. */
export interface Problem {
  /** JSON pointer to the value at fault; empty for the whole body. https://www.rfc-editor.org/rfc/rfc6901 */
  readonly pointer: string;
  /** What is allowed and what was there, for people. */
  readonly rule: string;
  /** The word that Slack answers with, such as `invalid_blocks`. */
  readonly error: string;
}

/** Looks at one value of the body. A good value has no problems. */
export type Check = (value: unknown, pointer: string) => readonly Problem[];

export const anything: Check = () => [];

/** Slack blames the whole list of attachments for a bad block in one of them. */
export function problem(pointer: string, rule: string, error?: string): Problem {
  const blamed = pointer.startsWith('/attachments') ? 'invalid_attachments' : 'invalid_blocks';
  return { pointer, rule, error: error ?? blamed };
}

/** Only the first check that finds something reports: what follows from a fault is not a second one. */
export function firstOf(...checks: readonly Check[]): Check {
  return (value, pointer) => {
    for (const check of checks) {
      const problems = check(value, pointer);
      if (problems.length > 0) return problems;
    }
    return [];
  };
}

/** A rule about a value of which the table has already checked the shape. */
export function rule(sentence: string, keeps: (value: JsonObject) => boolean): Check {
  return (value, pointer) => (isObject(value) && keeps(value) ? [] : [problem(pointer, sentence)]);
}

/**
 * Text of 1 to `max` characters. Slack does not say what a character is: UTF-16 units of the escaped text are the
 * most that any reading of the limit could count.
 */
export function string(max: number): Check {
  return (value, pointer) => {
    if (typeof value !== 'string')
      return [problem(pointer, `must be a string, is ${kindOf(value)}`)];
    if (value.trim() === '') return [problem(pointer, 'must not be empty')];
    if (value.length <= max) return [];
    return [problem(pointer, `at most ${max} characters, has ${value.length}`)];
  };
}

export function oneOf(...allowed: readonly unknown[]): Check {
  return (value, pointer) =>
    allowed.includes(value) ? [] : [problem(pointer, `must be one of ${allowed.join(', ')}`)];
}

export const flag = oneOf(true, false);

/** JSON has no NaN and no Infinity: they arrive as null. */
export function number(min = -Number.MAX_VALUE): Check {
  return (value, pointer) => {
    if (typeof value !== 'number' || !Number.isFinite(value)) {
      return [problem(pointer, `must be a finite number, is ${kindOf(value)}`)];
    }
    return value < min ? [problem(pointer, `must be at least ${min}`)] : [];
  };
}

export function url(max: number): Check {
  return firstOf(string(max), (value, pointer) => {
    const protocol = typeof value === 'string' ? URL.parse(value)?.protocol : undefined;
    const web = protocol === 'https:' || protocol === 'http:';
    return web ? [] : [problem(pointer, 'must be an http or https URL')];
  });
}

export function list(item: Check, min: number, max: number, error?: string): Check {
  return (value, pointer) => {
    if (!Array.isArray(value)) return [problem(pointer, `must be an array, is ${kindOf(value)}`)];
    const count = value.length;
    const found: Problem[] = [];
    if (count < min) found.push(problem(pointer, `at least ${min} items, has ${count}`, error));
    if (count > max) found.push(problem(pointer, `at most ${max} items, has ${count}`, error));
    return [...found, ...value.flatMap((entry, index) => item(entry, `${pointer}/${index}`))];
  };
}

type Fields = Readonly<Record<string, Check>>;

/** Slack refuses a property that it does not know: "invalid additional property". */
export function object(required: Fields, optional: Fields = {}): Check {
  return (value, pointer) => {
    if (!isObject(value)) return [problem(pointer, `must be an object, is ${kindOf(value)}`)];
    const missing = Object.keys(required).filter((key) => value[key] === undefined);
    const known: Fields = { ...required, ...optional };
    return [
      ...missing.map((key) => problem(pointer, `${key} is missing`)),
      ...Object.entries(value).flatMap(([key, entry]) => {
        const at = `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
        if (!Object.hasOwn(known, key))
          return [problem(at, `${key} is no property of this object`)];
        return entry === undefined ? [] : (known[key] ?? anything)(entry, at);
      }),
    ];
  };
}

/** Chooses the check by the `type` of the value. */
export function byType(table: Fields): Check {
  return (value, pointer) => {
    const type = isObject(value) ? value['type'] : undefined;
    if (typeof type !== 'string') return [problem(pointer, 'must be an object with a type')];
    const check = Object.hasOwn(table, type) ? table[type] : undefined;
    return check?.(value, pointer) ?? [problem(pointer, `${type} is no known type here`)];
  };
}

export function kindOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'an array' : `a ${typeof value}`;
}
