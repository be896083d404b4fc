import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { installPythonTools, mustRun, ROOT, run } from './run.ts';

let bin: string;
beforeAll(async () => {
  bin = await installPythonTools('sam');
});

describe('the template', () => {
  test('is valid for the SAM CLI', async () => {
    expect(await run(join(bin, 'sam'), ['validate'])).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('is a valid SAM Template'),
    });
  });
});

describe('the bundle of `sam build`', () => {
  const deployed = join(ROOT, '.aws-sam/build/Notifier');

  beforeAll(async () => {
    await mustRun(join(bin, 'sam'), ['build']);
    await mustRun('npm', ['run', 'build']);
  });

  const built = join(ROOT, 'dist');

  test('holds modules and their source maps alone, no source and no package', () => {
    const files = readdirSync(deployed);
    expect(files).toContain('handler.mjs');
    for (const file of files) expect(file).toMatch(/\.mjs(\.map)?$/);
  });

  test('is, byte for byte, that of `npm run build`', () => {
    expect(modulesIn(deployed)).toEqual(modulesIn(built));
  });
});

/**
 * The text of every module. Without the hashes in their names: esbuild makes them of the source map too, which holds the
 * way from the output to the source.
 */
function modulesIn(folder: string): readonly string[] {
  const modules = readdirSync(folder).filter((file) => file.endsWith('.mjs'));
  const texts = modules.map((file) => `${file}\n${readFileSync(join(folder, file), 'utf8')}`);
  return texts.map((text) => text.replaceAll(/-[0-9A-Z]{8}\.mjs/g, '.mjs')).toSorted();
}
