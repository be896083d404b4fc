import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { describe, expect, it } from 'vitest';

/**
 * The core decides what is said and is pure; adapters reach outside; one file puts both together. Imports go one way:
 * handler.ts → compose.ts → adapters and core, adapters → core, core → core.
 */

const SRC = new URL('../src/', import.meta.url);

/** What reaches Slack, AWS, the disk or the console, by name: a new one is a decision. */
const ADAPTERS = [
  'slack/post.ts',
  'aws/call.ts',
  'aws/signature.ts',
  'aws/parked-queue.ts',
  'aws/cloudwatch.ts',
  'aws/cloudwatch-client.ts',
  'aws/history.ts',
  'slack/report.ts',
  'http/early-connection.ts',
  'http/fetch.ts',
  'aws/instance-name.ts',
  'log.ts',
  'aws/sdk-defaults.ts',
  'slack/deliver.ts',
  'source-positions.ts',
  'slack/stored-webhook.ts',
];
/** What may use adapters. */
const COMPOSITION = [
  'aws/reads.ts',
  'compose.ts',
  'handler.ts',
  'inline-handler.ts',
  'rehearsal.ts',
];
/** Packages of types, and of computing without a look outside. */
const PURE_PACKAGES = ['@slack/types'];

interface Import {
  readonly from: string;
  readonly isType: boolean;
}

interface SourceFile {
  /** Below src/, such as `preview/start.ts`. */
  readonly path: string;
  readonly source: string;
  /** Relative ones as the path below src/. */
  readonly imports: readonly Import[];
}

const STATEMENT = /^(?:import|export)\s(?:(type)\s)?(?:[^;'"]*?\sfrom\s)?'([^']+)'/gm;
const DYNAMIC = /\bimport\(\s*'([^']+)'\s*\)/g;

function readImports(path: string, source: string): readonly Import[] {
  const statements = [...source.matchAll(STATEMENT)].map(([, type, from = '']) => ({
    from: resolve(path, from),
    isType: type !== undefined,
  }));
  const dynamic = [...source.matchAll(DYNAMIC)].map(([, from = '']) => ({
    from: resolve(path, from),
    isType: false,
  }));
  return [...statements, ...dynamic];
}

function resolve(path: string, from: string): string {
  return from.startsWith('.') ? posix.join(posix.dirname(path), from) : from;
}

const files: readonly SourceFile[] = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .sort()
  .map((path) => {
    const source = readFileSync(new URL(path, SRC), 'utf8');
    return { path, source, imports: readImports(path, source) };
  });

const isTool = (path: string) => /^(?:preview|commands)\//.test(path);
const core = files.filter(
  ({ path }) => !isTool(path) && !ADAPTERS.includes(path) && !COMPOSITION.includes(path),
);
const named = (list: readonly SourceFile[]) => list.map((file) => [file.path, file] as const);

describe('what this test reads', () => {
  it('is all of src/, and every import of it', () => {
    const known = new Set(files.map(({ path }) => path));
    expect(known.size).toBeGreaterThan(60);
    for (const { path, source, imports } of files) {
      for (const { from } of imports) {
        if (from.endsWith('.ts')) expect(known, `${path} imports ${from}`).toContain(from);
      }
      const words = source.match(/\sfrom\s'|\bimport\(\s*'|^import\s'/gm) ?? [];
      expect(imports, path).toHaveLength(words.length);
    }
  });

  it.each([...ADAPTERS, ...COMPOSITION])('has a file %s', (path) => {
    expect(files.map((file) => file.path)).toContain(path);
  });

  it.each<[string, readonly Import[]]>([
    ["import { a } from './a.ts';", [{ from: 'a.ts', isType: false }]],
    ["import type { A } from './a.ts';", [{ from: 'a.ts', isType: true }]],
    ["import {\n  type A,\n  b,\n} from '../c/a.ts';", [{ from: '../c/a.ts', isType: false }]],
    ["import './a.ts';", [{ from: 'a.ts', isType: false }]],
    ["export { a } from './a.ts';", [{ from: 'a.ts', isType: false }]],
    ["  const { a } = await import('./a.ts');", [{ from: 'a.ts', isType: false }]],
    ["import { get } from 'node:https';", [{ from: 'node:https', isType: false }]],
    ["/** As `import` does. */\nexport const a = 'from';", []],
  ])('finds the imports of %j', (source, imports) => {
    expect(readImports('x.ts', source)).toEqual(imports);
  });
});

describe('the core', () => {
  it.each(named(core))('%s imports the core alone', (_, { imports }) => {
    const allowed = [...PURE_PACKAGES, ...core.map(({ path }) => path)];
    for (const { from } of imports) expect(allowed).toContain(from);
  });

  it.each(named(core))('%s neither prints, nor waits, nor reads the machine', (_, { source }) => {
    const outside =
      /\bconsole\.(?:log|info|warn|error)\b|\bprocess\.|\bglobalThis\b|\bset(?:Timeout|Interval)\(/;
    expect(source).not.toMatch(outside);
  });
});

describe('an adapter', () => {
  it.each(named(files.filter(({ path }) => ADAPTERS.includes(path))))(
    '%s is not put together by itself, and is for the function alone',
    (_, { imports }) => {
      for (const { from } of imports) {
        expect(COMPOSITION).not.toContain(from);
        expect(isTool(from)).toBe(false);
      }
    },
  );
});

describe('every file', () => {
  it.each(named(files.filter(({ path }) => !isTool(path))))(
    '%s of the function leaves src/preview alone',
    (_, { imports }) => {
      expect(imports.filter(({ from }) => isTool(from))).toEqual([]);
    },
  );

  it.each(named(files))('%s reads the environment only where a program starts', (path, file) => {
    const starts = ['handler.ts', 'inline-handler.ts'].includes(path) || isTool(path);
    if (!starts) expect(file.source).not.toMatch(/process\s*\.\s*env|node:process/);
  });

  it.each(named(files))('%s has at most 200 lines, and no default export', (path, { source }) => {
    expect(source.split('\n').length - 1).toBeLessThanOrEqual(200);
    // It stands for a package that has one.
    if (path !== 'slack/single-try.ts')
      expect(source).not.toMatch(/^export\s+default\b|\bas default\b/m);
  });
});

it('no file imports itself by way of others, types apart', () => {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const done = new Set<string>();
  const visit = (path: string, trail: readonly string[]): void => {
    expect(trail, [...trail, path].join(' → ')).not.toContain(path);
    if (done.has(path)) return;
    for (const { from, isType } of byPath.get(path)?.imports ?? []) {
      if (!isType) visit(from, [...trail, path]);
    }
    done.add(path);
  };
  for (const { path } of files) visit(path, []);
});
