import { spawn } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installNode24 } from '../sam/run.ts';
import { ended } from './command.ts';
import { wait, waitFor } from './waiting.ts';

export interface EmulatedAws {
  readonly endpoint: string;
  /** File with the certificate of the authority to trust. */
  readonly authority: string;
  /** @throws {Error} when a process of it outlives it */
  readonly stop: () => Promise<void>;
}

const START_UP = 60_000;
const TO_END = 10_000;

/**
 * Starts test/emulated-aws/emulator (see its __main__.py for what it does and what it does not) on a free port of loopback.
 * @param python of the tools `emulated-aws`
 * @param log file for what it and the function print
 */
export async function startEmulatedAws(python: string, log: string): Promise<EmulatedAws> {
  const folder = mkdtempSync(join(tmpdir(), 'emulated-aws-'));
  const [node, port] = [await installNode24(), await freePort()];
  const endpoint = `https://127.0.0.1:${port}`;
  const output = openSync(log, 'w');
  const server = spawn(python, ['-m', 'emulator', folder, String(port)], {
    cwd: fileURLToPath(new URL('.', import.meta.url)),
    env: {
      // The function runs on the Node of its runtime, not on that of the tests.
      PATH: [dirname(node), '/usr/bin', '/bin'].join(delimiter),
      HOME: folder,
      TMPDIR: folder,
      PYTHONDONTWRITEBYTECODE: '1',
      PYTHONUNBUFFERED: '1',
    },
    stdio: ['pipe', output, output],
    // A group of its own: what it starts is in it, so it can be seen whether anything is left.
    detached: true,
  });
  closeSync(output);
  const closed = ended(server);
  const stop = async (): Promise<void> => {
    server.stdin?.end();
    const inTime = await Promise.race([closed.then(() => true), wait(TO_END).then(() => false)]);
    const left = inTime ? await outlives(server.pid) : true;
    if (left) killGroup(server.pid);
    rmSync(folder, { recursive: true, force: true });
    if (left) throw new Error(`the emulated AWS left a process behind, see ${log}`);
  };
  try {
    await waitFor('the emulated AWS to come up', START_UP, () => {
      if (server.exitCode !== null) throw new Error(`it ended with ${server.exitCode}`);
      return isListening(port);
    });
  } catch (error) {
    await stop();
    throw new Error(`The emulated AWS did not start:\n${readFileSync(log, 'utf8')}`, {
      cause: error,
    });
  }
  return { endpoint, authority: join(folder, 'authority.pem'), stop };
}

function freePort(): Promise<number> {
  const server = createServer();
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        if (typeof address === 'object' && address !== null) resolve(address.port);
        else reject(new Error('no port is free on 127.0.0.1'));
      });
    });
  });
}

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => resolve(true));
    socket.on('error', () => resolve(false)).on('connect', () => socket.destroy());
  });
}

/** Whether a process of the group is still there a moment after its leader has ended. */
async function outlives(group: number | undefined): Promise<boolean> {
  for (let asked = 0; asked < 50; asked += 1) {
    if (!isRunning(group)) return false;
    await wait(100);
  }
  return true;
}

function isRunning(group: number | undefined): boolean {
  if (group === undefined) return false;
  try {
    return process.kill(-group, 0);
  } catch {
    return false;
  }
}

function killGroup(group: number | undefined): void {
  if (group !== undefined && isRunning(group)) process.kill(-group, 'SIGKILL');
}
