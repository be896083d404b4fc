import { cpSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

export interface Candidate {
  readonly name: string;
  readonly what: string;
  /** Holds `handler.mjs`. */
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  /** Whether an invocation ends in a post to Slack. */
  readonly posts: boolean;
  readonly files: readonly CodeFile[];
}

/** Sizes in bytes. Source maps are left out: they are read where an error is. */
export interface CodeFile {
  readonly name: string;
  readonly bytes: number;
  readonly gzipped: number;
}

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const WEBHOOK = {
  SLACK_WEBHOOK_URL: 'https://hooks.slack.com/services/T00000000/B00000000/bench',
};

/** Written for the comparison; what they have in common with the function is how they are bundled. */
const WRITTEN: readonly { name: string; what: string; posts: boolean }[] = [
  { name: 'noop', what: 'does nothing', posts: false },
  { name: 'floor', what: 'posts a fixed body on node:https, by hand', posts: true },
  { name: 'floor-preconnect', what: 'the same, connected during start-up', posts: true },
  { name: 'fetch', what: 'posts a fixed body on global fetch', posts: true },
  { name: 'slack-webhook', what: '@slack/webhook as it comes, a fixed body', posts: true },
  {
    name: 'slack-webhook-history',
    what: 'the same, after a call of the AWS client imported at the first alarm',
    posts: true,
  },
];

/**
 * All that is compared. `npm run build` must have run: the function itself is taken from `dist/`. `also` names folders
 * with other builds of it.
 */
export async function buildCandidates(
  folder: string,
  also: Readonly<Record<string, string>> = {},
): Promise<readonly Candidate[]> {
  const written = WRITTEN.map(async ({ name, what, posts }) => {
    const target = join(folder, name);
    rmSync(target, { recursive: true, force: true });
    await build({
      entryPoints: [{ in: join(ROOT, `test/bench/candidates/${name}.ts`), out: 'handler' }],
      outdir: target,
      outExtension: { '.js': '.mjs' },
      bundle: true,
      platform: 'node',
      format: 'esm',
      target: 'node24',
      minify: true,
      mainFields: ['module', 'main'],
      splitting: true,
      banner: { js: 'const require = process.getBuiltinModule;' },
    });
    return { name, what, posts, folder: target, env: WEBHOOK, files: codeIn(target) };
  });
  const builds = { function: join(ROOT, 'dist'), ...also };
  return [
    ...(await Promise.all(written)),
    ...Object.entries(builds).flatMap(([name, source]) => functions(folder, name, source)),
  ];
}

function functions(folder: string, name: string, source: string): readonly Candidate[] {
  const target = join(folder, name);
  rmSync(target, { recursive: true, force: true });
  cpSync(source, target, { recursive: true });
  const common = { folder: target, posts: true, files: codeIn(target) };
  return [
    { ...common, name, what: 'this function', env: { ...WEBHOOK, CHART: 'off' } },
    {
      ...common,
      name: `${name}-history`,
      what: 'the same with CHART=on',
      env: { ...WEBHOOK, CHART: 'on' },
    },
  ];
}

function codeIn(folder: string): readonly CodeFile[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.mjs'))
    .map((name) => {
      const code = readFileSync(join(folder, name));
      return { name, bytes: code.length, gzipped: gzipSync(code).length };
    });
}
