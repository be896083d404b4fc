/** The parts that the tables of Slack's limits are written with: schemas whose complaints are for people. https://zod.dev */

import { z } from 'zod';
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

/** Slack blames the whole list of attachments for a bad block in one of them. */
export function problem(pointer: string, rule: string, error?: string): Problem {
  const blamed = pointer.startsWith('/attachments') ? 'invalid_attachments' : 'invalid_blocks';
  return { pointer, rule, error: error ?? blamed };
}

/** Every rule of `schema` that `value` breaks; `pointer` is where it stands in the body. */
export function problemsOf(schema: z.ZodType, value: unknown, pointer: string): Problem[] {
  const { error } = schema.safeParse(value);
  return (error?.issues ?? []).flatMap((issue) => problemsIn(issue, pointer));
}

type Issue = z.core.$ZodIssue;

function problemsIn(issue: Issue, root: string): readonly Problem[] {
  const at = (path: readonly PropertyKey[]) =>
    root + path.map((key) => `/${pointerPart(key)}`).join('');
  const { path, message } = issue;
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) =>
      problem(at([...path, key]), `${key} is no property of this object`),
    );
  }
  // The object is at fault that has not the property, or not a good type.
  if (message === MISSING)
    return [problem(at(path.slice(0, -1)), `${String(path.at(-1))} is missing`)];
  if (issue.code === 'invalid_union') return [problem(at(path.slice(0, -1)), message)];
  const isTooMany = issue.code === 'too_big' && at(path) === '/attachments';
  return [problem(at(path), message, isTooMany ? 'too_many_attachments' : undefined)];
}

function pointerPart(key: PropertyKey): string {
  return String(key).replaceAll('~', '~0').replaceAll('/', '~1');
}

const MISSING = 'is missing';

/** What to say of a value of a wrong kind. JSON knows no undefined: it is not there. */
function wrongKind(wanted: string): (issue: { readonly input?: unknown }) => string {
  return ({ input }) => (input === undefined ? MISSING : `must be ${wanted}, is ${kindOf(input)}`);
}

export const anything = z.unknown();

/**
 * Text of 1 to `max` characters. Slack does not say what a character is: UTF-16 units of the escaped text are the
 * most that any reading of the limit could count.
 */
export function string(max: number) {
  return z
    .string({ error: wrongKind('a string') })
    .refine((text) => text.trim() !== '', { error: 'must not be empty', abort: true })
    .max(max, { error: ({ input }) => `at most ${max} characters, has ${String(input).length}` });
}

export function oneOf(...allowed: readonly [string | number, ...(string | number)[]]) {
  const rule = `must be one of ${allowed.join(', ')}`;
  return z.literal([...allowed], { error: ({ input }) => (input === undefined ? MISSING : rule) });
}

export const flag = z.boolean({ error: 'must be one of true, false' });

/** JSON has no NaN and no Infinity: they arrive as null. */
export function number(min = -Number.MAX_VALUE) {
  return z
    .number({ error: wrongKind('a finite number') })
    .min(min, { error: `must be at least ${min}` });
}

export function url(max: number) {
  return string(max).refine((text) => /^https?:$/.test(URL.parse(text)?.protocol ?? ''), {
    error: 'must be an http or https URL',
  });
}

export function list(item: z.ZodType, min: number, max: number) {
  const count = (input: unknown) => (Array.isArray(input) ? input.length : 0);
  return z
    .array(item, { error: wrongKind('an array') })
    .min(min, { error: ({ input }) => `at least ${min} items, has ${count(input)}` })
    .max(max, { error: ({ input }) => `at most ${max} items, has ${count(input)}` });
}

type Fields = Readonly<Record<string, z.ZodType>>;

/** Slack refuses a property that it does not know: "invalid additional property". */
export function object(required: Fields, optional: Fields = {}) {
  return z.strictObject(fields(required, optional), { error: wrongKind('an object') });
}

/** An object that is known by its `type`. */
export function typed(type: string, required: Fields, optional: Fields = {}) {
  const shape = { ...fields(required, optional), type: oneOf(type) };
  return z.strictObject(shape, { error: wrongKind('an object') });
}

function fields(required: Fields, optional: Fields): Record<string, z.ZodType> {
  const spare = Object.entries(optional).map(([key, schema]) => [key, schema.optional()] as const);
  return { ...required, ...Object.fromEntries(spare) };
}

export type Typed = ReturnType<typeof typed>;

/** Chooses the schema by the `type` of the value. */
export function byType(first: Typed, ...others: readonly Typed[]) {
  return z.discriminatedUnion('type', [first, ...others], {
    error: ({ input }) => {
      if (input === undefined) return MISSING;
      const type = isObject(input) ? input['type'] : undefined;
      return typeof type === 'string'
        ? `${type} is no known type here`
        : 'must be an object with a type';
    },
  });
}

/** A rule about an object as a whole. */
export function rule(error: string, keeps: (value: JsonObject) => boolean) {
  return z.refine<JsonObject>(keeps, { error });
}

export function kindOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'an array' : `a ${typeof value}`;
}
