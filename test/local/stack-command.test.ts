import { execFile } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const SCRIPT = fileURLToPath(new URL('../../src/local/stack-command.ts', import.meta.url));
const TRY =
  "aws cloudwatch set-alarm-state --region eu-central-1 --alarm-name web-cpu-i-0123456789abcdef0 --state-value ALARM --state-reason 'A test of the path to Slack'";

interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** The arguments of each call of the AWS CLI. */
  readonly calls: readonly (readonly string[])[];
}

/** Runs the script with an AWS CLI that knows one stack, `web`, with one output. */
function runWithStack(
  args: readonly string[],
  { command = TRY, fails = '' } = {},
): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), 'aws-'));
  const calls = join(folder, 'calls');
  writeFileSync(calls, '');
  const cli = `#!${process.execPath}
    const { appendFileSync } = require('node:fs');
    const args = process.argv.slice(2);
    appendFileSync(${JSON.stringify(calls)}, JSON.stringify(args) + '\\n');
    if (args[1] === ${JSON.stringify(fails)}) { console.error('An error occurred'); process.exit(255); }
    if (args[0] === 'cloudformation') console.log(${JSON.stringify(command)});`;
  writeFileSync(join(folder, 'aws'), cli);
  chmodSync(join(folder, 'aws'), 0o755);
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [SCRIPT, ...args],
      { env: { PATH: folder } },
      (error, stdout, stderr) => {
        const lines = readFileSync(calls, 'utf8').trim().split('\n').filter(Boolean);
        const code = error === null ? 0 : Number(error.code);
        resolve({ code, stdout, stderr, calls: lines.map((line) => JSON.parse(line)) });
      },
    );
  });
}

test('the command of the output is run as it stands there, and what to look for is said', async () => {
  const { code, stdout, calls } = await runWithStack(['TryCommand', '--stack', 'web']);
  expect(code).toBe(0);
  expect(calls[0]).toEqual(expect.arrayContaining(['describe-stacks', '--stack-name', 'web']));
  expect(calls[1]).toEqual([
    ...['cloudwatch', 'set-alarm-state', '--region', 'eu-central-1'],
    ...['--alarm-name', 'web-cpu-i-0123456789abcdef0', '--state-value', 'ALARM'],
    ...['--state-reason', 'A test of the path to Slack'],
  ]);
  expect(stdout).toContain(TRY);
  expect(stdout).toContain('sam logs --stack-name web');
});

test('parked messages are moved back by the other output', async () => {
  const command =
    'aws sqs start-message-move-task --region eu-central-1 --source-arn arn:aws:sqs:x';
  const { code, calls } = await runWithStack(['RedeliverCommand', '--stack', 'web'], { command });
  expect(code).toBe(0);
  expect(calls[1]?.slice(0, 2)).toEqual(['sqs', 'start-message-move-task']);
});

test('what else was typed goes to the AWS CLI, both times', async () => {
  const { calls } = await runWithStack(['TryCommand', '--profile', 'prod', '--stack', 'web']);
  expect(calls).toHaveLength(2);
  for (const call of calls) expect(call.slice(-2)).toEqual(['--profile', 'prod']);
});

test('nothing of an output is run by a shell', async () => {
  const command = 'aws cloudwatch set-alarm-state; touch $HOME `id`';
  const { calls } = await runWithStack(['TryCommand', '--stack', 'web'], { command });
  expect(calls[1]).toEqual(['cloudwatch', 'set-alarm-state;', 'touch', '$HOME', '`id`']);
});

test.each([
  ['no stack is named', ['TryCommand'], {}, 'Usage: npm run try -- --stack NAME', 0],
  ['the name is missing', ['TryCommand', '--stack', '--profile'], {}, 'Usage', 0],
  [
    'the stack is another',
    ['TryCommand', '--stack', 'web'],
    { command: 'None' },
    'has no output TryCommand',
    1,
  ],
  [
    'there is no such stack',
    ['TryCommand', '--stack', 'web'],
    { fails: 'describe-stacks' },
    'An error occurred',
    1,
  ],
  [
    'the command fails',
    ['TryCommand', '--stack', 'web'],
    { fails: 'set-alarm-state' },
    'aws cloudwatch set-alarm-state did not succeed',
    2,
  ],
])('when %s, it says so and fails', async (_, args, stack, sentence, count) => {
  const { code, stderr, calls } = await runWithStack(args, stack);
  expect(code).toBe(1);
  expect(stderr).toContain(sentence);
  expect(stderr).not.toContain('    at ');
  expect(calls).toHaveLength(count);
});

test('without the AWS CLI it says what is needed', async () => {
  const { code, stderr } = await new Promise<{ code: unknown; stderr: string }>((resolve) => {
    const args = [SCRIPT, 'TryCommand', '--stack', 'web'];
    execFile(process.execPath, args, { env: { PATH: '/nowhere' } }, (error, __, stderr) =>
      resolve({ code: error?.code, stderr }),
    );
  });
  expect(code).toBe(1);
  expect(stderr).toContain('needs the AWS CLI');
});
