import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { inject } from 'vitest';
import { isObject, type Json, type JsonObject, objectAt } from '../helpers/template.ts';
import { ended, mustRun, type Outcome, run, type Surroundings } from './command.ts';

/** An AWS account of the emulated AWS, as its owner uses it: AWS's SDK, the SAM and AWS CLIs, a shell. */
export interface Account {
  readonly id: string;
  /** Calls AWS through its SDK for Python, in whose spelling the operation is. @throws {Error} with AWS's message */
  readonly call: (
    service: string,
    operation: string,
    parameters?: JsonObject,
  ) => Promise<JsonObject>;
  /** Runs a command line in the project's folder. */
  readonly shell: (line: string) => Promise<string>;
  /** As `shell`, at a terminal. `answers`: a part of a question to its answer; all other questions get Enter. */
  readonly terminal: (line: string, answers: Readonly<Record<string, string>>) => Promise<string>;
  readonly run: (command: string, args: readonly string[]) => Promise<Outcome>;
  readonly close: () => Promise<void>;
}

export interface AccountOptions {
  readonly region?: string;
  /** One that is there already; unless told, one that nobody has used yet. */
  readonly id?: string;
  /** A copy of the project; the one that was built for all unless told. */
  readonly folder?: string;
}

/** An account in one region. */
export function openAccount(options: AccountOptions = {}): Account {
  const { endpoint, authority, trusted, path, python, cli, project } = inject('aws');
  const id = options.id ?? String(randomInt(100_000_000_000, 1_000_000_000_000 - 1));
  const where: Surroundings = {
    cwd: options.folder ?? project,
    env: {
      ...ownShell(),
      PATH: path,
      ...withoutProxy('127.0.0.1'),
      // Neither the caller's own AWS settings nor the SAM CLI's are read or written.
      AWS_CONFIG_FILE: '/dev/null',
      AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
      __SAM_CLI_APP_DIR: join(project, '.sam'),
      LANG: 'C.UTF-8',
      TERM: 'dumb',
      AWS_ENDPOINT_URL: endpoint,
      AWS_CA_BUNDLE: authority,
      NODE_EXTRA_CA_CERTS: trusted,
      // The emulated AWS takes twelve digits for the root key of that account.
      AWS_ACCESS_KEY_ID: id,
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_DEFAULT_REGION: options.region ?? 'us-east-1',
      AWS_REGION: options.region ?? 'us-east-1',
      AWS_CLI: cli,
      AWS_PAGER: '',
      SAM_CLI_TELEMETRY: '0',
      SAM_CLI_POLL_DELAY: '0.5',
    },
  };
  const sdk = startSdk(where);
  return {
    id,
    call: sdk.call,
    shell: (line) => mustRun('bash', ['-euo', 'pipefail', '-c', line], where),
    terminal: (line, answers) =>
      mustRun(
        python,
        [beside('answer_prompts.py'), JSON.stringify(answers), 'bash', '-c', line],
        where,
      ),
    run: (command, args) => run(command, args, where),
    close: sdk.close,
  };
}

/** The answers come in the order of the requests. */
function startSdk({ env }: Surroundings): Pick<Account, 'call' | 'close'> {
  const child = spawn(inject('aws').python, [beside('call.py')], {
    env: { ...env, PYTHONDONTWRITEBYTECODE: '1' },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const closed = ended(child);
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    async call(service, operation, parameters = {}) {
      child.stdin.write(`${JSON.stringify({ service, operation, parameters })}\n`);
      const { value } = await answers.next();
      const reply: Json = JSON.parse(String(value));
      if (isObject(reply) && typeof reply['error'] === 'string') {
        throw new Error(`${service} ${operation}: ${reply['error']}`);
      }
      return objectAt(reply, 'answer');
    },
    async close() {
      child.stdin.end();
      await closed;
    },
  };
}

function withoutProxy(host: string): Record<string, string> {
  const known = process.env['NO_PROXY'] ?? process.env['no_proxy'];
  const hosts = known ? `${known},${host}` : host;
  return { NO_PROXY: hosts, no_proxy: hosts };
}

function beside(name: string): string {
  return fileURLToPath(new URL(name, import.meta.url));
}

/** The caller's own shell without what would lead to an AWS account, and without what npm and vitest have added. */
function ownShell(): Record<string, string> {
  const foreign = /^(AWS_|SAM_|VITEST|NODE_ENV$|NODE_OPTIONS$|npm_(?!config_))/;
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) =>
      value !== undefined && !foreign.test(name) ? [[name, value]] : [],
    ),
  );
}
