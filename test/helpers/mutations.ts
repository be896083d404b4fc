import { isObject, parseJson } from '../../src/json.ts';

/** The step of a path that leads into the JSON within a string. */
const INSIDE = Symbol('inside');
type Step = string | number | typeof INSIDE;
type Path = readonly Step[];

export interface Mutant {
  /** Such as `Records.0.Sns.Message.~.Trigger.Period: null`. */
  readonly name: string;
  readonly event: unknown;
}

/** What one value becomes; `undefined` takes the whole field away. */
const CHANGES: Readonly<Record<string, (value: unknown) => unknown>> = {
  dropped: () => undefined,
  null: () => null,
  'a number': () => -12345.678901234567,
  true: () => true,
  'an empty text': () => '',
  'a text': () => 'Zażółć <!here> & "gęślą" `jaźń` constructor',
  'a long text': () => '<'.repeat(5_000),
  'an empty list': () => [],
  'an empty object': () => ({}),
  'within a list': (value) => [value],
  'within an object': (value) => ({ value }),
  'as JSON text': (value) => JSON.stringify(value),
  'cut in half': (value) => (typeof value === 'string' ? value.slice(0, value.length / 2) : value),
};

/**
 * The event with each of its values changed in turn in each way, and with each of its fields renamed. `isNew` tells
 * whether a place is worth it, by its path with `*` for every index: the same field of another sample may do.
 */
export function* mutate(event: unknown, isNew: (place: string) => boolean): Generator<Mutant> {
  for (const path of listPaths(event)) {
    const place = path.map((step) => (step === INSIDE ? '~' : step)).join('.');
    if (!isNew(place.replace(/\b\d+\b/g, '*'))) continue;
    for (const [change, apply] of Object.entries(CHANGES)) {
      yield { name: `${place}: ${change}`, event: update(event, path, apply) };
    }
    yield { name: `${place}: renamed`, event: rename(event, path) };
  }
}

function rename(event: unknown, path: Path): unknown {
  return update(event, path.slice(0, -1), (parent) => {
    if (!isObject(parent)) return parent;
    const fields = Object.entries(parent);
    return Object.fromEntries(
      fields.map(([key, value]) => [key === path.at(-1) ? `${key}2` : key, value]),
    );
  });
}

function* listPaths(value: unknown, path: Path = []): Generator<Path> {
  yield path;
  if (typeof value === 'string' && /^\s*[[{]/.test(value)) {
    const inner = parseJson(value);
    if (inner !== undefined) yield* listPaths(inner, [...path, INSIDE]);
  } else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* listPaths(item, [...path, index]);
  } else if (isObject(value)) {
    for (const [key, item] of Object.entries(value)) yield* listPaths(item, [...path, key]);
  }
}

function update(value: unknown, path: Path, change: (value: unknown) => unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return change(value);
  if (step === INSIDE) return JSON.stringify(update(parseJson(String(value)), rest, change));
  if (Array.isArray(value)) {
    return value.flatMap((item, index) => {
      const changed = index === step ? update(item, rest, change) : item;
      return changed === undefined ? [] : [changed];
    });
  }
  return Object.fromEntries(
    Object.entries(isObject(value) ? value : {}).flatMap(([key, item]) => {
      const changed = key === step ? update(item, rest, change) : item;
      return changed === undefined ? [] : [[key, changed]];
    }),
  );
}

export interface Marked {
  /** Such as `Records.*.Sns.Message.~.Trigger.Unit`. */
  readonly place: string;
  readonly event: unknown;
}

/** The event with each of its texts in turn replaced by the marker; `isNew` as above. */
export function* markTexts(
  event: unknown,
  marker: string,
  isNew: (place: string) => boolean,
): Generator<Marked> {
  for (const path of listPaths(event)) {
    const value = valueAt(event, path);
    if (typeof value !== 'string' || value === '' || isObjectText(value)) continue;
    const place = path
      .map((step) => (step === INSIDE ? '~' : typeof step === 'number' ? '*' : step))
      .join('.');
    if (isNew(place)) yield { place, event: update(event, path, () => marker) };
  }
}

function isObjectText(text: string): boolean {
  const inner = /^\s*[[{]/.test(text) ? parseJson(text) : undefined;
  return typeof inner === 'object' && inner !== null;
}

function valueAt(event: unknown, path: Path): unknown {
  let value = event;
  for (const step of path) {
    if (step === INSIDE) value = parseJson(String(value));
    else value = (value as Readonly<Record<string | number, unknown>>)[step];
  }
  return value;
}
