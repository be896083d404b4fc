/**
 * `npm run package`: writes dist/cloudwatch-to-slack.yaml, one file that deploys all: a CloudFormation template without
 * macros, the function in it. Whoever has only a browser uploads it in the console.
 */

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { stringify } from 'yaml';
import { parseTemplate } from './cloudformation-yaml.ts';
import { inlineBundle } from './inline-bundle.ts';
import { plainTemplate } from './plain-template.ts';

const root = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
const LIMIT = 1_000_000;

const HEADER = `# cloudwatch-to-slack: made from template.yaml and src/ by \`npm run package\`; do not edit.
# In the console: CloudFormation, Create stack, Upload a template file.
`;

const [target = root('dist/cloudwatch-to-slack.yaml')] = process.argv.slice(2);
const template = parseTemplate(readFileSync(root('template.yaml'), 'utf8'));
const plain = plainTemplate(template, inlineBundle(template));
// Every text in quotes: YAML 1.1, which CloudFormation reads, takes on, = and dates for something else.
const yaml = stringify(plain, {
  lineWidth: 0,
  aliasDuplicateObjects: false,
  defaultStringType: 'QUOTE_DOUBLE',
  defaultKeyType: 'PLAIN',
});
const text = HEADER + yaml.replaceAll(/[^\n -~]/gu, escapeCharacter);
if (Buffer.byteLength(text) > LIMIT) throw new Error('CloudFormation takes 1 MB at most');
mkdirSync(root('dist/'), { recursive: true });
writeFileSync(target, text);
console.log(`${target} (${Math.round(Buffer.byteLength(text) / 1000)} kB)`);

/** As YAML has it between double quotes: ASCII alone comes through every console and editor. */
function escapeCharacter(character: string): string {
  return `\\U${(character.codePointAt(0) ?? 0).toString(16).padStart(8, '0')}`;
}
