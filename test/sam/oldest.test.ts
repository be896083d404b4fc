import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { installPythonTools, mustRun, ROOT } from './run.ts';

/**
 * The oldest SAM CLI that works: 1.159 cannot expand Fn::ForEach and ends in an AttributeError, and 1.160 lacks
 * --language-extensions, which the README's command for a second channel needs.
 */
const PIN = readFileSync(join(ROOT, 'test/tools/sam-oldest.txt'), 'utf8');
const version = /^aws-sam-cli==(\S+)$/m.exec(PIN)?.[1] ?? '';

/** A copy, since SAM writes into the folder that it works in. Below the project, so that node_modules is found. */
const FOLDER = join(ROOT, 'build/sam-oldest');

describe('the oldest SAM CLI that the README names', () => {
  let sam: string;
  beforeAll(async () => {
    sam = join(await installPythonTools('sam-oldest'), 'sam');
    rmSync(FOLDER, { recursive: true, force: true });
    mkdirSync(FOLDER, { recursive: true });
    for (const name of ['template.yaml', 'samconfig.toml', 'package.json', 'src']) {
      cpSync(join(ROOT, name), join(FOLDER, name), { recursive: true });
    }
    symlinkSync(join(ROOT, 'node_modules'), join(FOLDER, 'node_modules'));
  });

  const inCopy = (command: string) =>
    mustRun('bash', ['-c', `cd '${FOLDER}' && '${sam}' ${command}`]);

  test('is the one that is tested here', () => {
    expect(readFileSync(join(ROOT, 'README.md'), 'utf8')).toContain(`${version} or newer`);
  });

  test('validates the template', async () => {
    expect(await inCopy('validate')).toContain('is a valid SAM Template');
  });

  test('builds the function', async () => {
    await inCopy('build');
    expect(readdirSync(join(FOLDER, '.aws-sam/build/Notifier'))).toContain('handler.mjs');
  });
});
