import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

/** A value that SAM takes for an esbuild option: `true` sets a flag, a list repeats it. */
type BuildProperty = string | boolean | readonly string[];
type BuildProperties = Readonly<Record<string, BuildProperty>>;

const SOURCE = pathTo('src/');
const OUTPUT = pathTo('dist/');

/**
 * The arguments that `sam build` gives to esbuild for the same settings, so that `npm run build` makes the bundle that
 * is deployed. Bundling, platform and folder are not for the template to choose there.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/serverless-sam-cli-using-build-typescript.html
 */
function esbuildArguments({ EntryPoints = [], ...options }: BuildProperties): string[] {
  const flags = Object.entries(options).flatMap(([name, value]) => {
    const flag = `--${name.replace(/(?<!^)[A-Z]/g, (letter) => `-${letter}`).toLowerCase()}`;
    if (typeof value === 'boolean') return value ? [flag] : [];
    if (typeof value === 'string') return [`${flag}=${value}`];
    return value.map((item) => `${flag}:${item}`);
  });
  return [EntryPoints, '--bundle', '--platform=node', `--outdir=${OUTPUT}`, flags]
    .flat()
    .map(String);
}

function readBuildProperties(): BuildProperties {
  // "silent": CloudFormation's short forms such as !Ref have no part in these settings.
  const template = parse(readFileSync(pathTo('template.yaml'), 'utf8'), { logLevel: 'silent' });
  return template.Resources.Notifier.Metadata.BuildProperties;
}

function pathTo(name: string): string {
  return fileURLToPath(new URL(name, import.meta.url));
}

// What follows the command goes to esbuild as it is: test/bundle-budget.test.ts asks for another folder and a report.
const args = [...esbuildArguments(readBuildProperties()), ...process.argv.slice(2)];
if (process.argv.length === 2) rmSync(OUTPUT, { recursive: true, force: true });
execFileSync(pathTo('node_modules/.bin/esbuild'), args, {
  cwd: SOURCE,
  stdio: 'inherit',
  shell: process.platform === 'win32',
});
