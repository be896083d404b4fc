import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export interface Verdict {
  readonly problems: readonly { readonly name: string; readonly problem: string }[];
  /** How many objects of each of the models' classes were looked at. */
  readonly objects: Readonly<Record<string, number>>;
  /** How many blocks the models do not know, by type. */
  readonly unread: Readonly<Record<string, number>>;
}

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/**
 * Puts slack_sdk, in the version of test/tools/slack.txt, into build/tools.
 * @throws {Error} without Python, or when the package cannot be had
 */
export function installModels(): string {
  const installed = run('bash', [here('../tools/install-python-tools'), 'slack'], '').trim();
  const python = `${installed}/python`;
  if (!existsSync(python)) throw new Error(`no Python at ${python}`);
  return python;
}

/** @throws {Error} when the referee itself fails, which is never a verdict */
export function judge(
  python: string,
  messages: readonly { readonly name: string; readonly body: unknown }[],
): Verdict {
  return JSON.parse(run(python, [here('referee.py')], JSON.stringify(messages)));
}

function run(command: string, args: readonly string[], input: string): string {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    input,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (error) throw error;
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed (${status}): ${stderr}`);
  return stdout;
}
