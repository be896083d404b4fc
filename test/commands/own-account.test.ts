import { spawn } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';
import { readStackOptions } from '../../src/commands/own-account.ts';
import {
  type AwsBehaviour,
  type AwsEndpoint,
  type AwsReply,
  startAwsEndpoint,
} from '../helpers/aws-endpoint.ts';
import { everyRow } from '../helpers/every-row.ts';
import { TYPESCRIPT } from '../helpers/typescript.ts';

let endpoint: AwsEndpoint | undefined;
afterEach(async () => {
  await endpoint?.close();
  endpoint = undefined;
});

/** An answer of AWS's Query protocol. */
function xml(operation: string, result: string): AwsReply {
  return {
    body: `<${operation}Response><${operation}Result>${result}</${operation}Result></${operation}Response>`,
  };
}

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

type Command = 'try' | 'redeliver' | 'doctor';

async function command(
  name: Command,
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
  name: Command,
  args: readonly string[] = ['--stack', 'cloudwatch-to-slack'],
) {
  endpoint = await startAwsEndpoint(behave);
  return command(name, args, { ...SIGNED_IN, AWS_ENDPOINT_URL: endpoint.url });
}

test(
  'a command that is given wrong options says how it is used',
  everyRow(
    [
      ['nothing', []],
      ['no name', ['--stack']],
      ['an empty name', ['--stack=']],
      ['an unknown option', ['--stack', 'x', '--stak', 'y']],
      ['a loose word', ['cloudwatch-to-slack']],
    ],
    (_, args) => {
      expect(() => readStackOptions('try', args)).toThrow(
        'Usage: npm run try -- --stack NAME [--region REGION] [--profile PROFILE]',
      );
    },
  ),
);

test('the options are taken as they were typed', () => {
  const typed = ['--stack', 'web', '--region=eu-west-1', '--profile', 'ops'];
  expect(readStackOptions('try', typed)).toEqual({
    stack: 'web',
    region: 'eu-west-1',
    profile: 'ops',
  });
});

describe.each(['try', 'redeliver', 'doctor'] as const)('npm run %s', (name) => {
  test('says in one line how it is used', async () => {
    const { code, complaint } = await command(name, [], SIGNED_IN);
    expect(code).toBe(1);
    expect(complaint).toMatch(new RegExp(`^Usage: npm run ${name} -- --stack NAME .*\n$`));
  });

  test('asks for the region where none is set', async () => {
    const { AWS_REGION: _, ...signedIn } = SIGNED_IN;
    const { code, complaint } = await command(name, ['--stack', 'x'], signedIn);
    expect(code).toBe(1);
    expect(complaint).toContain("No region is set. Give the stack's region: --region us-east-1");
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

  test('says that there is no such profile, and which there are', async () => {
    const config = join(mkdtempSync(join(tmpdir(), 'aws-')), 'config');
    writeFileSync(config, '[default]\nregion = eu-west-1\n[profile ops]\nregion = eu-west-1\n');
    const args = ['--stack', 'x', '--profile', 'opps'];
    const { code, complaint } = await command(name, args, { AWS_CONFIG_FILE: config });
    expect([code, complaint]).toEqual([
      1,
      `There is no AWS profile opps in ${config} or /dev/null. Profiles there: default, ops.\n`,
    ]);
  });

  test('refuses a proxy in one sentence', async () => {
    const env = { ...SIGNED_IN, HTTPS_PROXY: 'http://127.0.0.1:9' };
    const { code, complaint } = await command(name, ['--stack', 'x'], env);
    expect(code).toBe(1);
    expect(complaint).toMatch(/^HTTPS_PROXY is set, but this command cannot use a proxy\..*\n$/);
  });

  test('says within seconds that AWS cannot be reached', async () => {
    const env = { ...SIGNED_IN, AWS_ENDPOINT_URL: 'http://127.0.0.1:9' };
    const started = Date.now();
    const { code, complaint } = await command(name, ['--stack', 'x'], env);
    expect([code, complaint]).toEqual([
      1,
      "AWS cannot be reached (it refuses the connection). Is this machine online, and is the region's name right?\n",
    ]);
    expect(Date.now() - started).toBeLessThan(10_000);
  });

  test('says how to sign in where there are no credentials', async () => {
    const { code, complaint } = await command(name, ['--stack', 'x', '--region', 'us-east-1']);
    expect(code).toBe(1);
    expect(complaint).toMatch(/^No AWS credentials were found .*aws sso login/);
  });
});

describe('npm run try', () => {
  const NO_ALARM: AwsReply = {
    headers: { 'content-type': 'application/x-amz-json-1.0' },
    body: '{}',
  };

  test('publishes a sample where the stack has no alarm', async () => {
    const topic = 'arn:aws:sns:us-east-1:123456789012:alarms';
    const { code, said } = await commandAgainst(({ operation }) => {
      if (operation === 'DescribeAlarms') return NO_ALARM;
      return operation === 'Publish'
        ? xml(operation, '<MessageId>1</MessageId>')
        : xml(
            operation,
            `<StackResourceDetail><PhysicalResourceId>${topic}</PhysicalResourceId></StackResourceDetail>`,
          );
    }, 'try');
    expect([code, said.split('\n')[0]]).toEqual([
      0,
      'The stack has no alarm of its own, so a sample was published to its topic.',
    ]);
    const body = new URLSearchParams(endpoint?.calls.at(-1)?.body);
    expect(body.get('TopicArn')).toBe(topic);
    expect(JSON.parse(body.get('Message') ?? '')).toMatchObject({ NewStateValue: 'ALARM' });
  });

  test('says that there is no such stack', async () => {
    const { code, complaint } = await commandAgainst(
      ({ operation }) =>
        operation === 'DescribeAlarms'
          ? NO_ALARM
          : {
              status: 400,
              body: "<ErrorResponse><Error><Code>ValidationError</Code><Message>Stack 'x' does not exist</Message></Error></ErrorResponse>",
            },
      'try',
    );
    expect([code, complaint]).toEqual([
      1,
      "AWS refused it: ValidationError: Stack 'x' does not exist\n",
    ]);
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
        return xml(
          operation,
          `<StackResourceDetail><PhysicalResourceId>${QUEUE}</PhysicalResourceId></StackResourceDetail>`,
        );
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
        body: "<ErrorResponse><Error><Code>ValidationError</Code><Message>Stack 'x' does not exist</Message></Error></ErrorResponse>",
      }),
      'redeliver',
    );
    expect(code).toBe(1);
    expect(complaint).toBe("AWS refused it: ValidationError: Stack 'x' does not exist\n");
  });

  test('says in the words of AWS what is not allowed', async () => {
    const { code, complaint } = await commandAgainst((call) => {
      if (call.operation !== 'StartMessageMoveTask') return withParked(1)(call);
      return { status: 403, body: '{"__type":"AccessDenied","message":"not for you"}' };
    }, 'redeliver');
    expect(code).toBe(1);
    expect(complaint).toBe('AWS refused it: AccessDenied: not for you\n');
  });
});

describe('npm run doctor', () => {
  const TOPIC = 'arn:aws:sns:us-east-1:123456789012:cloudwatch-to-slack-AlarmTopic-1';
  const OPS = 'arn:aws:sns:us-east-1:123456789012:cloudwatch-to-slack-OpsTopic-1';
  const NOTIFIER = 'cloudwatch-to-slack-Notifier-1';
  const POLICY = JSON.stringify({
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: 'cloudwatch.amazonaws.com' },
        Action: 'sns:Publish',
      },
    ],
  });
  const resource = (name: string, id: string, type = 'x') =>
    `<member><LogicalResourceId>${name}</LogicalResourceId><PhysicalResourceId>${id}</PhysicalResourceId><ResourceType>${type}</ResourceType></member>`;
  const subscription = (protocol: string, endpoint: string, arn: string) =>
    `<Subscriptions><member><Protocol>${protocol}</Protocol><Endpoint>${endpoint}</Endpoint><SubscriptionArn>${arn}</SubscriptionArn></member></Subscriptions>`;
  const HEALTHY = {
    status: 'CREATE_COMPLETE',
    resources: [
      resource('AlarmTopic', TOPIC),
      resource('OpsTopic', OPS),
      resource('Notifier', NOTIFIER),
      resource('UndeliveredQueue', 'https://sqs.us-east-1.amazonaws.com/123456789012/u'),
      resource('ParkedQueue', 'https://sqs.us-east-1.amazonaws.com/123456789012/p'),
      resource('CpuAlarmi0', 'cts-cpu-i-0', 'AWS::CloudWatch::Alarm'),
      resource('OpsErrorsAlarm', 'cts-ops-errors', 'AWS::CloudWatch::Alarm'),
    ],
    policy: POLICY,
    subscription: subscription(
      'lambda',
      `arn:aws:lambda:us-east-1:1:function:${NOTIFIER}`,
      'arn:x',
    ),
    mail: subscription('email', 'ops@example.com', 'arn:aws:sns:us-east-1:1:x:y'),
    mapping: 'Enabled',
    waiting: { u: 0, p: 0 },
    cpu: { AlarmName: 'cts-cpu-i-0', StateValue: 'OK', ActionsEnabled: true },
    errors: { AlarmName: 'cts-ops-errors', StateValue: 'OK', ActionsEnabled: true },
  };

  function account(state: typeof HEALTHY): AwsBehaviour {
    return ({ operation, path, body, input }) => {
      switch (operation) {
        case 'DescribeStacks':
          return xml(
            operation,
            `<Stacks><member><StackName>x</StackName><CreationTime>2026-01-01T00:00:00Z</CreationTime><StackStatus>${state.status}</StackStatus><Parameters><member><ParameterKey>OpsEmail</ParameterKey><ParameterValue>ops@example.com</ParameterValue></member></Parameters></member></Stacks>`,
          );
        case 'ListStackResources':
          return xml(
            operation,
            `<StackResourceSummaries>${state.resources.join('')}</StackResourceSummaries>`,
          );
        case 'GetTopicAttributes': {
          const policy = state.policy.replaceAll('"', '&quot;');
          return xml(
            operation,
            `<Attributes><entry><key>Policy</key><value>${policy}</value></entry></Attributes>`,
          );
        }
        case 'ListSubscriptionsByTopic':
          return xml(operation, body.includes('OpsTopic') ? state.mail : state.subscription);
        case 'GetQueueAttributes': {
          const count = String(input['QueueUrl']).endsWith('/u')
            ? state.waiting.u
            : state.waiting.p;
          return {
            body: JSON.stringify({ Attributes: { ApproximateNumberOfMessages: `${count}` } }),
          };
        }
        case 'DescribeAlarms':
          return {
            headers: { 'content-type': 'application/x-amz-json-1.0' },
            body: JSON.stringify({ MetricAlarms: [state.cpu, state.errors] }),
          };
        default: {
          expect(path).toMatch(/^\/2015-03-31\/event-source-mappings/);
          const mapping = { UUID: 'm-1', State: state.mapping, EventSourceArn: 'arn:aws:sqs:x' };
          return { body: JSON.stringify({ EventSourceMappings: [mapping] }) };
        }
      }
    };
  }

  test('says that all is well with a healthy stack, and changes nothing', async () => {
    const { code, said, complaint } = await commandAgainst(account(HEALTHY), 'doctor');
    expect([code, complaint]).toEqual([0, '']);
    expect(said).toMatch(/^(ok {10}.*\n){8}\nAll is well\./);
    for (const { operation } of endpoint?.calls ?? [])
      expect(operation).toMatch(/^(Get|List|Describe|$)/);
  });

  test(
    'says what to do about each thing that is wrong',
    everyRow<[string, Partial<typeof HEALTHY>, string, string]>(
      [
        [
          'a failed deploy',
          { status: 'UPDATE_ROLLBACK_COMPLETE' },
          'UPDATE_ROLLBACK_COMPLETE',
          'sam deploy',
        ],
        [
          'a removed subscription',
          { subscription: '' },
          'no subscription for the function',
          'sam deploy',
        ],
        ['a replaced policy', { policy: '{}' }, 'does not let CloudWatch publish', 'sam deploy'],
        [
          'a queue that nobody reads',
          { mapping: 'Disabled' },
          '(Disabled)',
          '--uuid m-1 --enabled',
        ],
        [
          'undelivered messages',
          { waiting: { u: 1, p: 0 } },
          '1 message waits for another try',
          'sam logs',
        ],
        [
          'parked messages',
          { waiting: { u: 0, p: 3 } },
          '3 messages wait in the parked',
          'npm run redeliver',
        ],
        [
          'an unconfirmed mail subscription',
          { mail: subscription('email', 'ops@example.com', 'PendingConfirmation') },
          'ops@example.com has not confirmed',
          'Click the link',
        ],
        [
          'an alarm without data',
          { cpu: { ...HEALTHY.cpu, StateValue: 'INSUFFICIENT_DATA' } },
          'cts-cpu-i-0 sees no data',
          'Is the instance running, and is it in us-east-1?',
        ],
        [
          'an alarm whose actions are off',
          { cpu: { ...HEALTHY.cpu, ActionsEnabled: false } },
          'the actions of cts-cpu-i-0 are switched off',
          'enable-alarm-actions',
        ],
        [
          'a deleted alarm',
          { cpu: HEALTHY.errors },
          'the alarm cts-cpu-i-0 was deleted',
          'sam deploy',
        ],
      ],
      async (_, change, what, remedy) => {
        const { code, said } = await commandAgainst(account({ ...HEALTHY, ...change }), 'doctor');
        const lines = said.split('\n');
        const line = lines.findIndex((text) => text.startsWith('WRONG') && text.includes(what));
        expect(said).toContain(what);
        expect(lines[line + 1]).toContain(remedy);
        expect(said).toContain('1 of 8 need you.');
        expect(code).toBe(1);
      },
    ),
  );

  test('goes on where a right is missing', async () => {
    const { code, said } = await commandAgainst((call) => {
      if (call.operation !== 'GetQueueAttributes') return account(HEALTHY)(call);
      return { status: 403, body: '{"__type":"AccessDenied","message":"not for you"}' };
    }, 'doctor');
    expect(said).toContain(
      'not checked the parked queue: AWS refused it: AccessDenied: not for you',
    );
    expect(said).toContain('2 could not be checked');
    expect(code).toBe(1);
  });

  test('refuses a stack of something else', async () => {
    const other = account({ ...HEALTHY, resources: [] });
    expect((await commandAgainst(other, 'doctor')).complaint).toBe(
      'The stack cloudwatch-to-slack in us-east-1 is not one of cloudwatch-to-slack.\n',
    );
  });
});
