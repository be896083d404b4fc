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

  test('holds the bundle and its source map alone', () => {
    expect(readdirSync(deployed).sort()).toEqual(['handler.mjs', 'handler.mjs.map']);
  });

  test('is, byte for byte, that of `npm run build`', () => {
    expect(readFileSync(join(deployed, 'handler.mjs'), 'utf8')).toBe(
      readFileSync(join(ROOT, 'dist/handler.mjs'), 'utf8'),
    );
  });
});
