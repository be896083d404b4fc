import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { isObject, type JsonObject, readObject, readText } from '../../src/json.ts';
import { readTemplate } from '../helpers/template.ts';

/** The table of parameters in docs/settings.md, made from the template. `npm run readme` writes it. */

const PAGE = new URL('../../docs/settings.md', import.meta.url);
const MARKED = /(<!-- parameters[^>]*-->\n)([\s\S]*?)(<!-- \/parameters -->)/;

/** As it should stand there. */
export function renderParameters(): string {
  const parameters = readObject(readTemplate(), 'Parameters');
  const rows = Object.entries(parameters).map(([name, value]) =>
    renderRow(name, isObject(value) ? value : {}),
  );
  return `| parameter | default | meaning |\n|---|---|---|\n${rows.join('\n')}\n`;
}

/** As it stands there. */
export function readParameters(): string {
  return MARKED.exec(readFileSync(PAGE, 'utf8'))?.[2] ?? '';
}

function renderRow(name: string, parameter: JsonObject): string {
  const given = parameter['Default'];
  const shown =
    given === undefined ? 'none, must be given' : given === '' ? 'empty' : `\`${String(given)}\``;
  return `| \`${name}\` | ${shown} | ${(readText(parameter, 'Description') ?? '').replaceAll('|', '\\|')} |`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const text = readFileSync(PAGE, 'utf8');
  writeFileSync(
    PAGE,
    text.replace(MARKED, (_, open: string, __, close: string) => open + renderParameters() + close),
  );
}
