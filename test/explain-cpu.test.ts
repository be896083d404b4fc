import { afterEach, expect, test } from 'vitest';
import { composeHandler } from '../src/compose.ts';
import type { Log } from '../src/ports.ts';
import { type AwsBehaviour, type AwsEndpoint, startAwsEndpoint } from './helpers/aws-endpoint.ts';
import { buildPayload, overSns } from './helpers/payloads.ts';
import { type SlackServer, startSlackServer } from './helpers/slack-server.ts';

/** The whole function with Culprit=on, against servers on loopback in the place of AWS and of Slack. */

const OUTPUT = 'culprit 1 linux\ncores 2\nload 8.20\nprocess 812 91.2 app java\nend\n';
const PROMISED = 4_000;
const lines: string[] = [];
const log: Log = (...line) => lines.push(JSON.stringify(line));

let slack: SlackServer;
let aws: AwsEndpoint;
afterEach(async () => {
  lines.length = 0;
  await aws.close();
  await slack[Symbol.asyncDispose]();
});

async function tell(behave: AwsBehaviour, { left = 29_000, language = 'en' } = {}) {
  slack = await startSlackServer();
  aws = await startAwsEndpoint(behave);
  const handler = await composeHandler(
    {
      SLACK_WEBHOOK_URL: slack.webhookUrl,
      CULPRIT_DOCUMENT: 'alarms-CulpritDocument-Xy12',
      LANGUAGE: language,
      ACCOUNT_ID: '123456789012',
      AWS_REGION: 'ap-northeast-2',
      AWS_ACCESS_KEY_ID: 'a',
      AWS_SECRET_ACCESS_KEY: 'not-a-secret',
      AWS_ENDPOINT_URL: aws.url,
    },
    { log, now: () => Date.parse('2026-11-22T08:00:05Z') },
  );
  const event = overSns([buildPayload()]);
  const began = performance.now();
  await handler(event, { getRemainingTimeInMillis: () => left });
  const bodies = slack.posts.map(({ body }) => body);
  return { bodies, ms: performance.now() - began };
}

const healthy: AwsBehaviour = ({ operation }) => {
  if (operation === 'SendCommand') return { body: JSON.stringify({ Command: { CommandId: 'c' } }) };
  return {
    body: JSON.stringify({ Status: 'Success', StandardOutputContent: OUTPUT, Events: [] }),
  };
};

test('the message names the process, in the language that was chosen', async () => {
  const { bodies, ms } = await tell(healthy);
  expect(bodies[0]).toContain('java (pid\u00a0812, app)\u00a091%');
  expect(JSON.parse(bodies[0] ?? '').text.split('\n')[1]).toMatch(/^java .* load\u00a08\.2 on 2/);
  expect(ms).toBeLessThan(PROMISED);
  await aws.close();
  await slack[Symbol.asyncDispose]();
  const korean = await tell(healthy, { language: 'ko' });
  expect(korean.bodies[0]).toContain('로드 8.2(코어 2개)');
});

test('the message is never missing and never later than four seconds, whatever AWS does', async () => {
  const behaviours: readonly (readonly [string, AwsBehaviour])[] = [
    ['all hangs', () => 'hang'],
    ['all is reset', () => 'reset'],
    ['all is denied', () => ({ status: 400, body: '{"__type":"AccessDeniedException"}' })],
    ['all is nonsense', () => ({ body: '\u0000<html>' })],
    [
      'the agent never ends',
      (call) =>
        call.operation === 'GetCommandInvocation'
          ? { body: '{"Status":"InProgress"}' }
          : healthy(call),
    ],
    [
      'the agent prints for ever',
      (call) =>
        call.operation === 'GetCommandInvocation'
          ? { body: JSON.stringify({ Status: 'Success', StandardOutputContent: 'x '.repeat(1e6) }) }
          : healthy(call),
    ],
  ];
  for (const [what, behave] of behaviours) {
    const { bodies, ms } = await tell(behave);
    expect(bodies, what).toHaveLength(1);
    expect(bodies[0], what).not.toContain('java');
    expect(ms, what).toBeLessThan(PROMISED);
    expect(lines.join(), what).toContain('Not all is known of what made the CPU busy');
    await aws.close();
    await slack[Symbol.asyncDispose]();
  }
});

test('with too little time left for it the instance is not asked, and the message is told', async () => {
  const { bodies } = await tell(healthy, { left: 11_999 });
  expect(bodies).toHaveLength(1);
  expect(aws.calls).toEqual([]);
});
