import { spawn } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';
import { readStackOptions } from '../../src/commands/own-account.ts';
import { type AwsBehaviour, type AwsEndpoint, startAwsEndpoint } from '../helpers/aws-endpoint.ts';
import { TYPESCRIPT } from '../helpers/typescript.ts';

let endpoint: AwsEndpoint | undefined;
afterEach(async () => {
  await endpoint?.close();
  endpoint = undefined;
});

const SIGNED_IN = {
  AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'example',
  AWS_REGION: 'us-east-1',
};
const NO_SETTINGS = {
  HOME: '/nonexistent',
  AWS_CONFIG_FILE: '/dev/null',
  AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_MAX_ATTEMPTS: '1',
};

async function command(
  name: 'try' | 'redeliver',
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
) {
  const script = fileURLToPath(new URL(`../../src/commands/${name}.ts`, import.meta.url));
  const child = spawn(process.execPath, [...TYPESCRIPT, script, ...args], {
    env: { ...NO_SETTINGS, ...env },
  });
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  const [said, complaint] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: await ended, said, complaint };
}

async function commandAgainst(
  behave: AwsBehaviour,
  name: 'try' | 'redeliver',
  args: readonly string[] = ['--stack', 'cloudwatch-to-slack'],
) {
  endpoint = await startAwsEndpoint(behave);
  return command(name, args, { ...SIGNED_IN, AWS_ENDPOINT_URL: endpoint.url });
}

test.each([
  ['nothing', []],
  ['no name', ['--stack']],
  ['an empty name', ['--stack=']],
  ['an unknown option', ['--stack', 'x', '--stak', 'y']],
  ['a loose word', ['cloudwatch-to-slack']],
])('a command that is given %s says how it is used', (_, args) => {
  expect(() => readStackOptions('try', args)).toThrow(
    'Usage: npm run try -- --stack NAME [--region REGION] [--profile PROFILE]',
  );
});

test('the options are taken as they were typed', () => {
  const typed = ['--stack', 'web', '--region=eu-west-1', '--profile', 'ops'];
  expect(readStackOptions('try', typed)).toEqual({
    stack: 'web',
    region: 'eu-west-1',
    profile: 'ops',
  });
});

describe.each(['try', 'redeliver'] as const)('npm run %s', (name) => {
  test('says in one line how it is used', async () => {
    const { code, complaint } = await command(name, [], SIGNED_IN);
    expect(code).toBe(1);
    expect(complaint).toMatch(new RegExp(`^Usage: npm run ${name} -- --stack NAME .*\n$`));
  });

  test('asks for the region where none is set', async () => {
    const { AWS_REGION: _, ...signedIn } = SIGNED_IN;
    const { code, complaint } = await command(name, ['--stack', 'x'], signedIn);
    expect(code).toBe(1);
    expect(complaint).toContain('No region is set. Give the one of the stack: --region us-east-1');
  });

  test('takes region and credentials from the profile that is named', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'aws-'));
    const config = join(folder, 'config');
    const keys = 'aws_access_key_id = OPSKEY\naws_secret_access_key = example\n';
    writeFileSync(config, `[profile ops]\nregion = eu-west-1\n${keys}`);
    endpoint = await startAwsEndpoint(() => ({ status: 403, body: '{}' }));
    const { url } = endpoint;
    const env = { AWS_CONFIG_FILE: config, AWS_ENDPOINT_URL: url };
    expect((await command(name, ['--stack', 'x', '--profile', 'ops'], env)).code).toBe(1);
    expect(endpoint.calls[0]?.headers['authorization']).toMatch(/OPSKEY\/\d+\/eu-west-1\//);
  });

  test('says how to sign in where there are no credentials', async () => {
    const { code, complaint } = await command(name, ['--stack', 'x', '--region', 'us-east-1']);
    expect(code).toBe(1);
    expect(complaint).toMatch(/^No AWS credentials were found .*aws sso login/);
  });
});

describe('npm run try', () => {
  test('says that the stack has no alarm here', async () => {
    const { code, complaint } = await commandAgainst(
      () => ({ headers: { 'content-type': 'application/x-amz-json-1.0' }, body: '{}' }),
      'try',
    );
    expect(code).toBe(1);
    expect(complaint).toBe(
      "No alarm of a stack cloudwatch-to-slack is in us-east-1. Is that the stack's name, and its region (--region)?\n",
    );
  });

  test('says in the words of AWS what is not allowed', async () => {
    const { code, complaint } = await commandAgainst(
      () => ({
        status: 403,
        headers: { 'content-type': 'application/x-amz-json-1.0' },
        body: JSON.stringify({
          __type: 'AccessDenied',
          message: 'not authorized to DescribeAlarms',
        }),
      }),
      'try',
    );
    expect(code).toBe(1);
    expect(complaint).toBe('AWS refused it: AccessDenied: not authorized to DescribeAlarms\n');
  });
});

describe('npm run redeliver', () => {
  const QUEUE =
    'https://sqs.us-east-1.amazonaws.com/123456789012/cloudwatch-to-slack-ParkedQueue-1';
  const ARN = 'arn:aws:sqs:us-east-1:123456789012:cloudwatch-to-slack-ParkedQueue-1';

  function withParked(count: number): AwsBehaviour {
    return ({ operation }) => {
      if (operation === 'DescribeStackResource') {
        return { body: `<x><PhysicalResourceId>${QUEUE}</PhysicalResourceId></x>` };
      }
      if (operation !== 'GetQueueAttributes') return { body: '{"TaskHandle":"1"}' };
      const attributes = { QueueArn: ARN, ApproximateNumberOfMessages: String(count) };
      return { body: JSON.stringify({ Attributes: attributes }) };
    };
  }

  test('moves what is parked', async () => {
    const { code, said } = await commandAgainst(withParked(3), 'redeliver');
    expect([code, said.split('.')[0]]).toEqual([0, 'About 3 messages go back to the queue']);
    const moved = endpoint?.calls.at(-1);
    expect(moved).toMatchObject({ operation: 'StartMessageMoveTask', input: { SourceArn: ARN } });
  });

  test('moves nothing when nothing is parked', async () => {
    const { code, said } = await commandAgainst(withParked(0), 'redeliver');
    expect([code, said]).toEqual([0, 'Nothing is parked.\n']);
    expect(endpoint?.calls.map(({ operation }) => operation)).not.toContain('StartMessageMoveTask');
  });

  test('says that there is no such stack', async () => {
    const { code, complaint } = await commandAgainst(
      () => ({
        status: 400,
        body: "<Error><Message>Stack 'x' does not exist</Message></Error>",
      }),
      'redeliver',
    );
    expect(code).toBe(1);
    expect(complaint).toBe(
      "AWS does not show the queue of stack cloudwatch-to-slack in us-east-1: Stack 'x' does not exist\n",
    );
  });

  test('says in the words of AWS what is not allowed', async () => {
    const { code, complaint } = await commandAgainst((call) => {
      if (call.operation !== 'StartMessageMoveTask') return withParked(1)(call);
      return { status: 403, body: '{"__type":"AccessDenied","message":"not for you"}' };
    }, 'redeliver');
    expect(code).toBe(1);
    expect(complaint).toBe('AWS refused StartMessageMoveTask: not for you\n');
  });
});
