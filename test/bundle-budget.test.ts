import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Metafile } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { everyRow } from './helpers/every-row.ts';
import { TYPESCRIPT } from './helpers/typescript.ts';

/** Sizes are exact, times are not: so the budget of a cold start is one of bytes and packages. */
interface Budget {
  /** Bytes of a chunk, minified, without its map; `*` for all that the start loads with nothing but a webhook set. */
  readonly chunks: Readonly<Record<string, number>>;
  /** The packages in the chunks that every start loads. */
  readonly always: readonly string[];
  /** The packages that CHART=on adds, in the order of their names. */
  readonly withChart: readonly string[];
}

type Output = Metafile['outputs'][string];

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const FILE = 'test/bench/budget.json';
const budget: Budget = JSON.parse(readFileSync(join(ROOT, FILE), 'utf8'));

let folder: string;
let outputs: Readonly<Record<string, Output>>;

beforeAll(() => {
  mkdirSync(join(ROOT, 'build'), { recursive: true });
  folder = mkdtempSync(join(ROOT, 'build/budget-'));
  const report = join(folder, 'report.json');
  execFileSync(
    process.execPath,
    [...TYPESCRIPT, join(ROOT, 'esbuild.config.ts'), `--outdir=${folder}`, `--metafile=${report}`],
    { stdio: 'pipe' },
  );
  const { outputs: all }: Metafile = JSON.parse(readFileSync(report, 'utf8'));
  outputs = Object.fromEntries(Object.entries(all).filter(([path]) => path.endsWith('.mjs')));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** A chunk and all that it needs before it can run, that is without what it may import later. */
function closureOf(entry: string): readonly Output[] {
  const isEntry = ([, { entryPoint }]: [string, Output]) => entryPoint?.endsWith(entry) === true;
  const paths = new Set(
    Object.entries(outputs)
      .filter(isEntry)
      .map(([path]) => path),
  );
  for (const path of paths) {
    for (const { path: next, kind } of outputs[path]?.imports ?? []) {
      if (kind === 'import-statement' && next in outputs) paths.add(next);
    }
  }
  return [...paths].flatMap((path) => outputs[path] ?? []);
}

function packagesIn(chunks: readonly Output[]): readonly string[] {
  const inputs = chunks.flatMap((chunk) => Object.entries(chunk.inputs));
  const names = inputs.flatMap(([path, { bytesInOutput }]) => {
    const [, name] = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path) ?? [];
    return name !== undefined && bytesInOutput > 0 ? [name] : [];
  });
  return [...new Set(names)].toSorted();
}

describe('the budget of the bundle', () => {
  it(
    'is kept by each of its files',
    everyRow(Object.entries(budget.chunks), (name, limit) => {
      const chunks = closureOf(name === '*' ? 'handler.ts' : name);
      const counted = name === '*' ? chunks : chunks.slice(0, 1);
      const bytes = counted.reduce((sum, chunk) => sum + chunk.bytes, 0);
      expect(bytes, `${name} is not in the bundle`).toBeGreaterThan(0);
      expect(
        bytes,
        `${name} has grown to ${bytes} bytes. Every cold start pays for them: take something out, or raise the limit in ` +
          `${FILE} and say why in the commit.`,
      ).toBeLessThanOrEqual(limit);
    }),
  );

  it('has no package in it that was not let in', () => {
    const found = packagesIn(closureOf('handler.ts'));
    expect(found, explain(found, budget.always)).toEqual(budget.always);
  });

  it('has no package for charts in it that was not let in', () => {
    const found = packagesIn(closureOf('aws/reads.ts')).filter(
      (name) => !budget.always.includes(name),
    );
    expect(found, explain(found, budget.withChart)).toEqual(budget.withChart);
  });
});

function explain(found: readonly string[], allowed: readonly string[]): string {
  const added = found.filter((name) => !allowed.includes(name));
  const gone = allowed.filter((name) => !found.includes(name));
  return [
    ...added.map((name) => `${name} is new in the bundle: if it earns its start-up time, list it`),
    ...gone.map((name) => `${name} is no longer in the bundle: take it off the list`),
  ]
    .map((sentence) => `${sentence} in ${FILE}.`)
    .join('\n');
}
