import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nameSources } from '../src/source-positions.ts';

const BUILD = fileURLToPath(new URL('../build/', import.meta.url));

let folder: string;

beforeAll(async () => {
  await mkdir(BUILD, { recursive: true });
  folder = await mkdtemp(join(BUILD, 'positions-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** What a bundled, minified module throws, on line 3 of its source. */
async function thrownBy(name: string, sourcemap: boolean): Promise<Error> {
  const source = join(folder, `${name}.ts`);
  await writeFile(
    source,
    'export function misread(alarm: undefined | { name: string }): string {\n' +
      '  const names: string[] = [];\n' +
      '  throw new TypeError(["no name in", alarm?.name, ...names].join());\n}\n',
  );
  const outfile = join(folder, `${name}.mjs`);
  await build({ entryPoints: [source], outfile, format: 'esm', minify: true, sourcemap });
  const module: { misread: () => string } = await import(pathToFileURL(outfile).href);
  try {
    return new Error(`returned ${module.misread()}`);
  } catch (error) {
    return error instanceof Error ? error : new Error('threw something else');
  }
}

async function stackOf(name: string, sourcemap: boolean): Promise<string | undefined> {
  const error = await thrownBy(name, sourcemap);
  nameSources(error);
  return error.stack;
}

describe('the stack of an error', () => {
  it('names file, line and column of the source', async () => {
    expect(await stackOf('mapped', true)).toMatch(/TypeError: no name.*\n.*mapped\.ts:3:9\)?\n/);
  });

  it('stays as it is without a map', async () => {
    expect(await stackOf('unmapped', false)).toMatch(/TypeError: no name.*\n.*unmapped\.mjs:1:\d+/);
  });

  it.each([undefined, 'text', { stack: 5 }, Object.assign(new Error('x'), { stack: undefined })])(
    'is left alone where there is none: %s',
    (thrown) => {
      expect(() => nameSources(thrown)).not.toThrow();
    },
  );

  it('names the source beside places of modules without a map, as the runtime of Lambda is', async () => {
    const error = await thrownBy('beside', true);
    const runtime = '    at g (file:///var/runtime/index.mjs:1094:22)';
    error.stack += `\n${runtime}`;
    nameSources(error);
    expect(error.stack).toMatch(/beside\.ts:3:9\)?\n/);
    expect(error.stack?.endsWith(runtime)).toBe(true);
  });

  it('stays as it is when the map is none', async () => {
    await writeFile(join(folder, 'broken.mjs.map'), 'not JSON');
    const stack = `Error: x\n    at f (${pathToFileURL(join(folder, 'broken.mjs')).href}:1:2)`;
    const error = Object.assign(new Error('x'), { stack });
    nameSources(error);
    expect(error.stack).toBe(stack);
  });
});
