import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { startSlackStandIn } from '../src/preview/fake-slack/server.ts';
import { TYPESCRIPT } from './helpers/typescript.ts';

const root = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const read = (module: string) => readFileSync(root(`dist/${module}`), 'utf8');

let modules: readonly string[];

beforeAll(() => {
  execFileSync(process.execPath, [...TYPESCRIPT, root('esbuild.config.ts')], { stdio: 'pipe' });
  modules = readdirSync(root('dist')).filter((file) => file.endsWith('.mjs'));
});

/** What a module needs before it can run; an `import()` is none of it. */
function importsOf(module: string): readonly string[] {
  const statements = read(module).matchAll(
    /(?:^|[;\n}])(?:import|export)[^"'`()]*["']([^"']+)["']/g,
  );
  return [...statements].map(([, specifier = '']) => specifier);
}

/** The modules that are loaded at start, whatever the settings. */
function loadedAtStart(module = 'handler.mjs', seen = new Set<string>()): Set<string> {
  if (seen.has(module)) return seen;
  seen.add(module);
  for (const specifier of importsOf(module)) {
    if (specifier.startsWith('./')) loadedAtStart(specifier.slice(2), seen);
  }
  return seen;
}

describe('the bundle', () => {
  test('needs nothing but Node: what it imports is in it or built in', () => {
    for (const specifier of modules.flatMap(importsOf)) expect(specifier).toMatch(/^(\.\/|node:)/);
  });

  test('starts without the CloudWatch client, which is a module of its own', () => {
    const client = modules.filter((module) => read(module).includes('GetMetricStatistics'));
    expect(client).not.toEqual([]);
    const start = loadedAtStart();
    expect(client.filter((module) => start.has(module))).toEqual([]);
  });

  // As a static import each of them costs a cold start tens of milliseconds: Node builds the module's list of exports, and
  // with it the global fetch.
  test.each(['node:http', 'node:tls'])('imports %s in nothing that the start loads', (builtin) => {
    const start = [...loadedAtStart()];
    expect(start.filter((module) => importsOf(module).includes(builtin))).toEqual([]);
  });

  test('delivers for a stranger who sets the webhook and nothing else', async () => {
    const slack = await startSlackStandIn();
    const script = `
      import { readFileSync } from 'node:fs';
      import { handler } from ${JSON.stringify(pathToFileURL(root('dist/handler.mjs')).href)};
      const event = JSON.parse(readFileSync(${JSON.stringify(root('events/alarm.json'))}, 'utf8'));
      await handler(event, { getRemainingTimeInMillis: () => 30_000 });
    `;
    const stranger = spawn(process.execPath, ['--input-type=module', '--eval', script], {
      cwd: tmpdir(),
      env: { SLACK_WEBHOOK_URL: slack.webhookUrl },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    expect(await once(stranger, 'close')).toEqual([0, null]);
    expect(slack.messages).toHaveLength(1);
    expect(JSON.stringify(slack.messages)).toContain('CPUUtilization');
    await slack.close();
  });
});
