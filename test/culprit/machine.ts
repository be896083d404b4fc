import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readTemplate, textAt } from '../helpers/template.ts';

/** The script for Linux, as it stands in the template. */
export const SCRIPT = textAt(
  readTemplate(),
  ...['Resources', 'CulpritDocument', 'Properties', 'Content', 'mainSteps'],
  ...[0, 'inputs', 'runCommand', 0],
);

const folder = mkdtempSync(join(tmpdir(), 'culprit-'));
const started = new Set<ChildProcess>();

/** A folder of commands that stand before the machine's own. */
function commands(name: string, links: Readonly<Record<string, string>>): string {
  const bin = join(folder, name);
  mkdirSync(bin);
  for (const [command, file] of Object.entries(links)) symlinkSync(file, join(bin, command));
  return bin;
}

export interface Shell {
  readonly name: string;
  readonly shell: string;
  readonly path: string;
}

function which(command: string): string {
  return execFileSync('sh', ['-c', `command -v ${command}`], { encoding: 'utf8' }).trim();
}

/** What runs the script on Debian, on Red Hat and Amazon Linux, on Alpine (all of it one busybox), and on this machine. */
export function listShells(): readonly Shell[] {
  const path = process.env['PATH'] ?? '/usr/bin:/bin';
  const busybox = which('busybox');
  const applets = commands(
    'busybox',
    Object.fromEntries(['sh', 'awk', 'sleep', 'echo', 'cat'].map((name) => [name, busybox])),
  );
  const with_ = (awk: string) => `${commands(awk, { awk: which(awk) })}:${path}`;
  return [
    { name: 'Debian: dash and mawk', shell: which('dash'), path: with_('mawk') },
    { name: 'Amazon Linux: bash and gawk', shell: which('bash'), path: with_('gawk') },
    { name: 'Alpine: busybox alone', shell: join(applets, 'sh'), path: applets },
    { name: 'this machine: sh', shell: which('sh'), path },
  ];
}

/** Runs the script as the agent does: from a file. Resolves to what it prints and the milliseconds that it took. */
export async function runScript({ shell, path }: Shell): Promise<{ output: string; ms: number }> {
  const began = performance.now();
  const child = spawn(shell, ['-c', SCRIPT], {
    env: { PATH: path },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let complaint = '';
  child.stdout.on('data', (chunk) => (output += chunk));
  child.stderr.on('data', (chunk) => (complaint += chunk));
  const code = await new Promise((resolve) => child.on('close', resolve));
  if (code !== 0 || complaint !== '')
    throw new Error(`the script ended with ${code}: ${complaint}`);
  return { output, ms: performance.now() - began };
}

/** A process of that name that uses one core until `stopAll`. Linux keeps the first 15 bytes of a name. */
export function burn(name: string | Buffer): number {
  const home = mkdtempSync(join(folder, 'burner-'));
  copyFileSync('/bin/sh', Buffer.concat([Buffer.from(`${home}/`), Buffer.from(name)]));
  // Node takes a command as text alone; a shell takes the bytes.
  const line = 'for file in "$1"/*; do exec "$file" -c "while :; do :; done"; done';
  return start(spawn('sh', ['-c', line, 'sh', home], { detached: true }));
}

/** Puts it before what else this machine has to do. Only root may, and only where Linux groups processes by session. */
export function prefer(pid: number): void {
  try {
    writeFileSync(`/proc/${pid}/autogroup`, '-15');
  } catch {
    // Then it gets a fair share.
  }
}

/** So many processes that do nothing, in one go. */
export function idle(count: number): void {
  start(
    spawn('sh', ['-c', `i=0; while [ $i -lt ${count} ]; do sleep 120 & i=$((i + 1)); done; wait`]),
  );
}

function start(child: ChildProcess): number {
  started.add(child);
  return child.pid ?? 0;
}

/** Seconds of CPU that each process has used so far. */
export function cpuOfAll(): ReadonlyMap<number, number> {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return new Map(pids.map((pid) => [Number(pid), cpuOf(pid)]));
}

function cpuOf(pid: string): number {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) / 100;
  } catch {
    return 0;
  }
}

export function countProcesses(): number {
  return Number(execFileSync('sh', ['-c', 'set -- /proc/[0-9]*; echo $#'], { encoding: 'utf8' }));
}

/** Ends all that was started, and what those have started. */
export async function stopAll(): Promise<void> {
  for (const child of started) {
    const ended = new Promise((resolve) => child.on('exit', resolve));
    try {
      execFileSync('pkill', ['-KILL', '-P', String(child.pid)]);
    } catch {
      // It had started nothing.
    }
    child.kill('SIGKILL');
    await ended;
  }
  started.clear();
}

export function removeFiles(): void {
  rmSync(folder, { recursive: true });
}
