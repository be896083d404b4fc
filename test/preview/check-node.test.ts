import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = new URL('../../', import.meta.url);

/** Runs the check as if Node had that version. */
function checkOn(version: string) {
  const pretend = join(mkdtempSync(join(tmpdir(), 'node-')), 'pretend.cjs');
  writeFileSync(pretend, `Object.defineProperty(process, 'version', { value: '${version}' });`);
  const args = ['--require', pretend, 'src/preview/check-node.cjs'];
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8' });
  return { status, stderr };
}

test('a Node.js that is too old is told what to do in one sentence, and any other nothing', () => {
  for (const version of ['v16.20.2', 'v18.20.8', 'v20.18.3', 'v21.7.0', 'v22.12.0', 'v23.11.0']) {
    const { status, stderr } = checkOn(version);
    expect(status, version).toBe(1);
    expect(stderr).toMatch(
      /^This is Node\.js v\d+.*install Node\.js 20, 22 or 24 .*npm start\.\n$/,
    );
    expect(stderr).toContain(version);
  }
  for (const version of ['v20.19.0', 'v20.20.2', 'v22.13.0', 'v24.0.0', 'v26.1.0']) {
    expect(checkOn(version), version).toEqual({ status: 0, stderr: '' });
  }
});

test('npm start asks before it loads anything', () => {
  const { scripts } = JSON.parse(readFileSync(new URL('package.json', ROOT), 'utf8'));
  expect(scripts.start).toMatch(/^node src\/preview\/check-node\.cjs && /);
});
