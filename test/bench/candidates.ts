import { cpSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { type BuildOptions, build } from 'esbuild';
import { readTemplate, textAt } from '../helpers/template.ts';
import { buildWithout, WITHOUT } from './without.ts';

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
/** As the template names it: with it the function asks what else is in ALARM. */
const QUEUE = 'https://sqs.ap-northeast-2.amazonaws.com/123456789012/undelivered';

/** Of Node, as the template sets them. Builds of another state have a template of their own, and none of these. */
const NODE_OPTIONS = textAt(
  readTemplate(),
  ...(['Resources', 'Notifier', 'Properties', 'Environment', 'Variables', 'NODE_OPTIONS'] as const),
);

/** As the template has them, but for the entry point and the map. */
const SETTINGS = {
  outExtension: { '.js': '.mjs' },
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node24',
  minify: true,
  mainFields: ['module', 'main'],
  splitting: true,
  banner: { js: 'const require = process.getBuiltinModule;' },
} satisfies BuildOptions;

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

export interface Wanted {
  /** Folders with other builds of the function, by name. */
  readonly also?: Readonly<Record<string, string>>;
  /** The function with one choice undone, each choice in turn. */
  readonly withoutChoices?: boolean;
}

/**
 * All that is compared. `npm run build` must have run: the function itself is taken from `dist/`.
 */
export async function buildCandidates(
  folder: string,
  { also = {}, withoutChoices = false }: Wanted = {},
): Promise<readonly Candidate[]> {
  const undone = withoutChoices ? WITHOUT : [];
  const written = WRITTEN.map(async ({ name, what, posts }) => {
    const target = join(folder, name);
    rmSync(target, { recursive: true, force: true });
    const entry = { in: join(ROOT, `test/bench/candidates/${name}.ts`), out: 'handler' };
    await build({ ...SETTINGS, entryPoints: [entry], outdir: target });
    return { name, what, posts, folder: target, env: WEBHOOK, files: codeIn(target) };
  });
  const builds = Object.entries({ function: join(ROOT, 'dist'), ...also });
  const entryPoints = [join(ROOT, 'src/handler.ts')];
  for (const one of undone) {
    const source = join(folder, 'built', one.name);
    rmSync(source, { recursive: true, force: true });
    await buildWithout(one, { ...SETTINGS, entryPoints }, source);
    builds.push([one.name, source]);
  }
  return [
    ...(await Promise.all(written)),
    ...builds.flatMap(([name, source]) => {
      const { what = 'this function', env = {} } = undone.find((one) => one.name === name) ?? {};
      const options = name in also ? {} : { NODE_OPTIONS };
      return functions(folder, name, source, what, { ...options, ...env });
    }),
  ];
}

/** With and without charts. */
function functions(
  folder: string,
  name: string,
  source: string,
  what: string,
  env: Readonly<Record<string, string>>,
): readonly Candidate[] {
  const target = join(folder, name);
  rmSync(target, { recursive: true, force: true });
  cpSync(source, target, { recursive: true });
  const common = { folder: target, posts: true, files: codeIn(target) };
  return [
    { ...common, name, what, env: { ...WEBHOOK, ...env, CHART: 'off' } },
    {
      ...common,
      name: `${name}-history`,
      what: `${what}, CHART=on`,
      env: { ...WEBHOOK, ...env, CHART: 'on', UNDELIVERED_QUEUE_URL: QUEUE },
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
