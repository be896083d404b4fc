import { type ChildProcess, spawn } from 'node:child_process';

export interface Outcome {
  /** Exit code; null when a signal ended the command. */
  readonly code: number | null;
  /** What it printed, both streams as they came. */
  readonly output: string;
}

export interface Surroundings {
  readonly cwd: string;
  /** All that the command finds in its environment: nothing of the caller's own reaches it. */
  readonly env: Readonly<Record<string, string>>;
}

/** Runs a command to its end. Resolves whatever its exit code is; rejects when it cannot start. */
export function run(
  command: string,
  args: readonly string[],
  where: Surroundings,
): Promise<Outcome> {
  const child = spawn(command, args, { ...where, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, output }));
  });
}

/** As `run`. @throws {Error} with all that was printed when the exit code is not 0 */
export async function mustRun(
  command: string,
  args: readonly string[],
  where: Surroundings,
): Promise<string> {
  const { code, output } = await run(command, args, where);
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${code}:\n${output}`);
  return output;
}

/** Resolves when the process and all that hold its output have ended. */
export function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => child.once('close', () => resolve()));
}
