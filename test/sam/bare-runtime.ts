import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type JsonObject, numberAt, objectAt } from '../helpers/template.ts';
import type { LambdaRuntime, Variables } from './lambda-runtime.ts';
import { installNode24, mustRun, ROOT, transformTemplate } from './run.ts';

/** One runtime under the emulator, as one container of Lambda is. */
export interface RunningFunction {
  /** Invokes it with an event (JSON text) and resolves to the answer; rejects when the runtime is gone. */
  readonly invoke: (event: string) => Promise<string>;
  readonly log: () => string;
  /** Ends it without a word, as Lambda ends a container. */
  readonly kill: () => Promise<void>;
}

/**
 * The same bundle and AWS's runtime client under the runtime interface emulator that the SAM CLI brings, without a
 * container: for machines where no container engine can start. Linux on x86_64 alone.
 */
export async function createBareRuntime(samBin: string): Promise<LambdaRuntime> {
  const startFunction = await prepareBareRuntime(samBin);
  return {
    description:
      "AWS's runtime client under the SAM CLI's runtime interface emulator, WITHOUT a container (no container engine answers, or none is wanted)",
    machine: '127.0.0.1',
    addresses: [],
    invoke: async (eventFile, variables) => {
      const running = await startFunction(variables);
      try {
        const answer = await running.invoke(readFileSync(resolve(ROOT, eventFile), 'utf8'));
        return { answer, log: running.log() };
      } finally {
        await running.kill();
      }
    },
  };
}

/** What starts one container after another. */
export async function prepareBareRuntime(
  samBin: string,
): Promise<(variables: Variables) => Promise<RunningFunction>> {
  const bootstrap = join(await mustRun(`${ROOT}test/sam/assemble-runtime`, []), 'bootstrap');
  const python = join(samBin, 'python');
  const template = await transformTemplate(samBin, { SlackWebhookUrl: '' });
  const notifier = objectAt(template, 'Resources', 'Notifier', 'Properties');
  const emulator = await mustRun(python, [
    '-c',
    'import samcli, os; print(os.path.dirname(samcli.__file__))',
  ]);
  const node = await installNode24();
  const program = join(emulator, 'local/rapid/aws-lambda-rie-x86_64');
  return (variables) =>
    start(program, bootstrap, { ...functionEnvironment(notifier, variables), NODE: node });
}

async function start(
  emulator: string,
  bootstrap: string,
  env: Record<string, string>,
): Promise<RunningFunction> {
  const [port, apiPort] = [await freePort(), await freePort()];
  const child = spawn(
    emulator,
    [
      ...['--log-level', 'error'],
      ...['--runtime-interface-emulator-address', `127.0.0.1:${port}`],
      ...['--runtime-api-address', `127.0.0.1:${apiPort}`],
      bootstrap,
      'handler.handler',
    ],
    { env, stdio: ['ignore', 'pipe', 'pipe'], detached: true },
  );
  let log = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      log += text;
    });
  }
  await untilListening(port, child);
  return {
    invoke: async (event) => {
      const url = `http://127.0.0.1:${port}/2015-03-31/functions/function/invocations`;
      const response = await fetch(url, { method: 'POST', body: event });
      return (await response.text()).trim();
    },
    log: () => log,
    kill: () => stopAll(child),
  };
}

/** What Lambda sets, and the variables of the template with `variables` over their values. */
function functionEnvironment(notifier: JsonObject, variables: Variables): Record<string, string> {
  const declared = Object.entries(objectAt(notifier, 'Environment', 'Variables'));
  return {
    ...Object.fromEntries(
      declared.map(([name, value]) => [name, variables[name] ?? String(value)]),
    ),
    PATH: process.env['PATH'] ?? '',
    LAMBDA_TASK_ROOT: join(ROOT, '.aws-sam/build/Notifier'),
    AWS_LAMBDA_FUNCTION_NAME: 'Notifier',
    // As `sam local` sets it: the webhook may lead to this machine.
    AWS_SAM_LOCAL: 'true',
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(numberAt(notifier, 'MemorySize')),
    AWS_LAMBDA_FUNCTION_TIMEOUT: String(numberAt(notifier, 'Timeout')),
    AWS_LAMBDA_LOG_FORMAT: 'JSON',
    AWS_REGION: 'us-east-1',
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (typeof address !== 'object' || address === null) throw new Error('no port is free');
  return address.port;
}

async function untilListening(port: number, child: ChildProcess): Promise<void> {
  while (child.exitCode === null && child.signalCode === null) {
    const socket = connect(port, '127.0.0.1');
    const answered = await Promise.race([
      once(socket, 'connect').then(() => true),
      once(socket, 'error').then(() => false),
    ]).catch(() => false);
    socket.destroy();
    if (answered) return;
    await sleep(20);
  }
  throw new Error(`the runtime interface emulator ended with ${child.exitCode}`);
}

/** The emulator and the runtime that it started, which is in a process group of its own. */
async function stopAll(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null) return;
  const ended = once(child, 'close');
  for (const pid of [child.pid, ...descendantsOf(child.pid)]) process.kill(pid, 'SIGKILL');
  await ended;
}

/** Linux lists them by the thread that started them: https://man7.org/linux/man-pages/man5/proc_tid_children.5.html */
function descendantsOf(pid: number): readonly number[] {
  const threads = readdirSync(`/proc/${pid}/task`);
  const lists = threads.map((thread) =>
    readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8'),
  );
  const children = lists
    .join(' ')
    .split(' ')
    .filter((text) => text.trim() !== '')
    .map(Number);
  return children.flatMap((child) => [child, ...descendantsOf(child)]);
}
