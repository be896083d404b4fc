import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { isObject, type JsonObject, readObject, readText } from '../../src/json.ts';
import { readTemplate } from '../helpers/template.ts';

/** The README's table of parameters, made from the template. `npm run readme` writes it. */

const README = new URL('../../README.md', import.meta.url);
const MARKED = /(<!-- parameters[^>]*-->\n)([\s\S]*?)(<!-- \/parameters -->)/;

/** As it should stand in the README. */
export function renderParameters(): string {
  const parameters = readObject(readTemplate(), 'Parameters');
  const rows = Object.entries(parameters).map(([name, value]) =>
    renderRow(name, isObject(value) ? value : {}),
  );
  return `| parameter | default | meaning |\n|---|---|---|\n${rows.join('\n')}\n`;
}

/** As it stands in the README. */
export function readParameters(): string {
  return MARKED.exec(readFileSync(README, 'utf8'))?.[2] ?? '';
}

function renderRow(name: string, parameter: JsonObject): string {
  const given = parameter['Default'];
  const shown =
    given === undefined ? 'none, must be given' : given === '' ? 'empty' : `\`${String(given)}\``;
  return `| \`${name}\` | ${shown} | ${(readText(parameter, 'Description') ?? '').replaceAll('|', '\\|')} |`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const text = readFileSync(README, 'utf8');
  writeFileSync(
    README,
    text.replace(MARKED, (_, open: string, __, close: string) => open + renderParameters() + close),
  );
}
