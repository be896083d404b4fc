import { readFileSync } from 'node:fs';
import { parseTemplate } from '../../src/commands/cloudformation-yaml.ts';

export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [name: string]: Json;
}

/** A template as it is written, short forms written out; template.yaml unless told. */
export function readTemplate(file = 'template.yaml'): JsonObject {
  const text = readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
  return JSON.parse(JSON.stringify(parseTemplate(text)));
}

/** What stands at `path`. @throws {Error} naming the first step that leads nowhere */
export function at(value: Json, ...path: readonly (string | number)[]): Json {
  let here = value;
  for (const [index, step] of path.entries()) {
    const next = stepInto(here, step);
    if (next === undefined) throw new Error(`nothing at ${path.slice(0, index + 1).join('.')}`);
    here = next;
  }
  return here;
}

function stepInto(value: Json, step: string | number): Json | undefined {
  if (isObject(value)) return value[step];
  return isList(value) && typeof step === 'number' ? value[step] : undefined;
}

export function objectAt(value: Json, ...path: readonly (string | number)[]): JsonObject {
  const found = at(value, ...path);
  if (!isObject(found)) throw new Error(`no object at ${path.join('.')}`);
  return found;
}

export function numberAt(value: Json, ...path: readonly (string | number)[]): number {
  const found = at(value, ...path);
  if (typeof found !== 'number') throw new Error(`no number at ${path.join('.')}`);
  return found;
}

export function textAt(value: Json, ...path: readonly (string | number)[]): string {
  const found = at(value, ...path);
  if (typeof found !== 'string') throw new Error(`no text at ${path.join('.')}`);
  return found;
}

export function listAt(value: Json, ...path: readonly (string | number)[]): readonly Json[] {
  const found = at(value, ...path);
  if (!isList(found)) throw new Error(`no list at ${path.join('.')}`);
  return found;
}

/**
 * What CloudFormation makes of a condition or of a rule's assertion with these parameters.
 * @throws {Error} for a function that is none of logic
 */
export function decide(condition: Json, given: Readonly<Record<string, string>>): Json {
  if (!isObject(condition)) return condition;
  const [[name, operands] = ['', null]] = Object.entries(condition);
  if (name === 'Ref' && typeof operands === 'string') return given[operands] ?? null;
  const values = (isList(operands) ? operands : [operands]).map((operand) =>
    decide(operand, given),
  );
  if (name === 'Fn::Not') return values[0] === false;
  if (name === 'Fn::And') return values.every((value) => value === true);
  if (name === 'Fn::Or') return values.some((value) => value === true);
  if (name === 'Fn::Equals') return values[0] === values[1];
  throw new Error(`${name} is not known here`);
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
