import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import { isObject, type JsonObject, readArray, readObject, readText } from '../json.ts';

const SOURCE = fileURLToPath(new URL('../', import.meta.url));

/**
 * The whole function in one file of CommonJS, with the settings of the other bundle that hold for both. The same text
 * for the same source, on any machine.
 * @throws {Error} with esbuild's message
 */
export function inlineBundle(template: JsonObject): string {
  const settings = buildProperties(template);
  const { outputFiles } = buildSync({
    absWorkingDir: SOURCE,
    entryPoints: ['inline-handler.ts'],
    bundle: true,
    write: false,
    minify: true,
    platform: 'node',
    format: 'cjs',
    // Quotes, backslashes and other alphabets are written as ASCII: the text goes through YAML and JSON.
    charset: 'ascii',
    legalComments: 'none',
    logLevel: 'error',
    target: readText(settings, 'Target') ?? 'node24',
    mainFields: (readText(settings, 'MainFields') ?? 'module,main').split(','),
    alias: Object.fromEntries(
      readArray(settings, 'Alias').map((alias) => splitAlias(String(alias))),
    ),
  });
  return outputFiles.map(({ text }) => text).join('');
}

function buildProperties(template: JsonObject): JsonObject {
  const { Notifier } = readObject(template, 'Resources');
  return isObject(Notifier) ? readObject(readObject(Notifier, 'Metadata'), 'BuildProperties') : {};
}

function splitAlias(alias: string): [string, string] {
  const [from = '', to = ''] = alias.split('=');
  return [from, to];
}
