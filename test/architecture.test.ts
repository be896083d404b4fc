import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { expect, it } from 'vitest';

const SRC = new URL('../src/', import.meta.url);

/** The rooms of src/, floor by floor: a file imports its own room and rooms on floors below. */
const FLOORS = [
  ['commands', 'handler.ts', 'inline-handler.ts'],
  ['preview'],
  ['compose.ts'],
  ['seldom.ts'],
  ['connect.ts', 'explain-cpu.ts', 'hourly.ts', 'rehearsal.ts', 'weekly.ts'],
  ['config.ts'],
  ['settings.ts'],
  ['notify'],
  ['slack'],
  ['aws'],
  ['http'],
  ['ports.ts'],
  ['message'],
  ['parse'],
  ['alarm'],
  ['json.ts', 'log.ts', 'errors.ts', 'group-by.ts', 'gunzip.ts'],
  ['text.ts'],
];
const floorOf = (path: string) =>
  FLOORS.findIndex((rooms) => rooms.includes(path.split('/')[0] ?? ''));

const read = (path: string) => readFileSync(new URL(path, SRC), 'utf8');
const paths = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .sort();
/** What a file imports, later loads included, as paths below src/; types only where asked for. */
const importsOf = (path: string, { types }: { readonly types: boolean }) =>
  [
    ...read(path).matchAll(
      /(?:^(?:import|export)\s(type\s)?(?:[^;'"]*?\sfrom\s)?|\bimport\(\s*)'(\.[^']+)'/gm,
    ),
  ]
    .filter(([, type]) => types || type === undefined)
    .map(([, , from = '']) => posix.join(posix.dirname(path), from));

it('has every file in a room, and no import goes up', () => {
  expect(paths.filter((path) => floorOf(path) < 0)).toEqual([]);
  const arrows = paths.flatMap((path) =>
    importsOf(path, { types: true }).map((to) => [path, to] as const),
  );
  const sameRoom = (a: string, b: string) => a.split('/')[0] === b.split('/')[0];
  const up = arrows.filter(([from, to]) => !sameRoom(from, to) && floorOf(to) <= floorOf(from));
  expect(up.map((arrow) => arrow.join(' → '))).toEqual([]);
});

it('has no circle of imports', () => {
  const done = new Set<string>();
  const visit = (path: string, trail: readonly string[]): void => {
    expect(trail, [...trail, path].join(' → ')).not.toContain(path);
    if (done.has(path)) return;
    for (const to of importsOf(path, { types: false })) visit(to, [...trail, path]);
    done.add(path);
  };
  for (const path of paths) visit(path, []);
});

it('reads the environment only where a program starts', () => {
  const starts = /^(?:handler\.ts|inline-handler\.ts|preview|commands)/;
  const readers = paths.filter((path) => /process\s*\.\s*env|node:process/.test(read(path)));
  expect(readers.filter((path) => !starts.test(path))).toEqual([]);
});

it('neither prints, nor waits, nor reads the machine in the core', () => {
  const outside = /\bconsole\.\w+\(|\bprocess\.|\bglobalThis\b|\bset(?:Timeout|Interval)\(/;
  const core = paths.filter((path) => /^(?:alarm|parse|message|json\.ts|text\.ts)/.test(path));
  expect(core.length).toBeGreaterThan(30);
  expect(core.filter((path) => outside.test(read(path)))).toEqual([]);
});

it('has files of at most 200 lines, without a default export', () => {
  expect(paths.filter((path) => read(path).split('\n').length > 201)).toEqual([]);
  expect(paths.filter((path) => /^export\s+default\b|\bas default\b/m.test(read(path)))).toEqual(
    [],
  );
});
