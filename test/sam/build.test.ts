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

  test('gives cfn-lint nothing to say', async () => {
    expect(await run(join(bin, 'cfn-lint'), ['--', 'template.yaml'])).toMatchObject({
      code: 0,
      stdout: '',
    });
  });
});

describe('the bundle of `sam build`', () => {
  const deployed = join(ROOT, '.aws-sam/build/Notifier');

  beforeAll(async () => {
    await mustRun(join(bin, 'sam'), ['build']);
    await mustRun('npm', ['run', 'build']);
  });

  test('holds the bundle and its source maps alone', () => {
    const files = readdirSync(deployed);
    expect(files).toContain('handler.mjs');
    const bundle = files.filter((file) => file.endsWith('.mjs'));
    expect(files.sort()).toEqual(bundle.flatMap((file) => [file, `${file}.map`]).sort());
  });

  test('is, byte for byte, that of `npm run build`', () => {
    expect(bundleIn(deployed)).toEqual(bundleIn(join(ROOT, 'dist')));
  });
});

/** The files' contents without the hashes in their names, which follow from where they were built. */
function bundleIn(folder: string): readonly string[] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.mjs'));
  const contents = files.map((file) => readFileSync(join(folder, file), 'utf8'));
  return contents.map((text) => text.replace(/-[A-Z0-9]{8}(?=\.mjs)/g, '')).sort();
}
