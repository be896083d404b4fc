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

/** The stack of what a bundled, minified module throws, which is on line 3 of its source. */
async function stackOf(name: string, sourcemap: boolean): Promise<string> {
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
    module.misread();
  } catch (error) {
    nameSources(error);
    return (error instanceof Error && error.stack) || '';
  }
  return '';
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

  it('stays as it is when the map is none', async () => {
    await writeFile(join(folder, 'broken.mjs.map'), 'not JSON');
    const stack = `Error: x\n    at f (${pathToFileURL(join(folder, 'broken.mjs')).href}:1:2)`;
    const error = Object.assign(new Error('x'), { stack });
    nameSources(error);
    expect(error.stack).toBe(stack);
  });
});
