import { readFileSync } from 'node:fs';
import { type BuildOptions, build } from 'esbuild';

/** The function with one of its choices undone, to see what the choice buys. */
export interface Without {
  readonly name: string;
  readonly what: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Changes of single files of src/: a text and what takes its place, or the whole new file. */
  readonly changes?: Readonly<Record<string, string | readonly [text: string, instead: string]>>;
}

const PRECONNECT = "if (target?.protocol === 'https:') await preconnect(target, maxWait);";
const NO_REHEARSAL = 'export const rehearse = async () => true;';
const NUMBER = "  const [integer = '', fraction = ''] = rounded(value, extra).split('.');";

export const WITHOUT: readonly Without[] = [
  {
    name: 'without-preconnect',
    what: 'connects when the first alarm is there',
    changes: { 'http/fetch.ts': [PRECONNECT, ''] },
  },
  {
    name: 'without-rehearsal',
    what: 'compiles when the first alarm is there',
    changes: { 'rehearsal.ts': NO_REHEARSAL },
  },
  {
    name: 'without-source-maps',
    what: 'reads no source maps at its start',
    env: { NODE_OPTIONS: '' },
  },
  {
    name: 'with-intl',
    what: 'numbers by Intl, and no rehearsal either',
    changes: {
      'rehearsal.ts': NO_REHEARSAL,
      'message/format.ts': [
        NUMBER,
        `  new Intl.NumberFormat(locale.language).format(value);\n${NUMBER}`,
      ],
    },
  },
  {
    name: 'with-global-fetch',
    what: "Node's fetch in the place of node:https",
    changes: {
      'http/fetch.ts':
        'export class UnansweredError extends Error {} export const createHttpsFetch = () => ({ fetch: globalThis.fetch, preconnect: async () => {} });',
    },
  },
];

/** Builds it into `outdir` as `settings` say, but for what is undone. */
export async function buildWithout(
  without: Without,
  settings: BuildOptions,
  outdir: string,
): Promise<void> {
  const { changes = {} } = without;
  const isChanged = new RegExp(`/src/(${Object.keys(changes).join('|') || '-'})$`);
  await build({
    ...settings,
    outdir,
    sourcemap: true,
    sourcesContent: false,
    plugins: [
      {
        name: without.name,
        setup: ({ onLoad }) => {
          onLoad({ filter: isChanged }, ({ path }) => ({
            contents: changed(
              path,
              changes[path.slice(path.lastIndexOf('/src/') + '/src/'.length)] ?? '',
            ),
            loader: 'ts',
          }));
        },
      },
    ],
  });
}

/** @throws {Error} when there is nothing to change any more */
function changed(path: string, change: string | readonly [text: string, instead: string]): string {
  if (typeof change === 'string') return change;
  const source = readFileSync(path, 'utf8');
  const [text, instead] = change;
  if (!source.includes(text)) throw new Error(`${path} no longer has: ${text}`);
  return source.replace(text, instead);
}
