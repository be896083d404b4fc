import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listAt } from '../helpers/template.ts';
import { type Account, openAccount } from './account.ts';
import { listResources } from './resources.ts';
import { type Parameters, samDeploy } from './stack.ts';
import { step } from './step.ts';

const WEBHOOK = 'https://hooks.slack.com/services/T00000000/B00000000/none';
const WEB = 'i-0123456789abcdef0';

let account: Account;
beforeAll(async () => {
  account = openAccount();
  // The first deploy in an account makes the bucket that SAM uploads to. Two first ones at a time would meet over it.
  await samDeploy(account, 'wrong', { SlackWebhookUrl: 'none', InstanceIds: WEB });
});
afterAll(() => account.close());

const A_WEBHOOK =
  'must be a Slack incoming webhook, https://hooks.slack.com/services/T.../B.../..., or none';
const ONE_WEBHOOK = 'Give one of the two - SlackWebhookUrl';
const AN_INSTANCE = 'must be EC2 instance ids';

/** What was typed, what it means, and the sentence that says what to do. */
const WRONG: readonly (readonly [string, Parameters, string])[] = [
  ['a webhook over plain http', { SlackWebhookUrl: WEBHOOK.replace('https', 'http') }, A_WEBHOOK],
  ['a webhook elsewhere', { SlackWebhookUrl: WEBHOOK.replace('.com', '.com.example') }, A_WEBHOOK],
  ['no webhook', { SlackWebhookUrl: 'none' }, ONE_WEBHOOK],
  ['a webhook twice', { SlackWebhookParameter: '/slack/webhook' }, ONE_WEBHOOK],
  ['an empty list of instances', { InstanceIds: '""' }, AN_INSTANCE],
  ['the name of an instance', { InstanceIds: `${WEB},web-1` }, AN_INSTANCE],
  ['an instance and none', { InstanceIds: `${WEB},none`, FleetTag: '*' }, 'not both'],
  ['a tag without value', { FleetTag: 'env' }, 'must be key=value'],
  ['more than all of the CPU', { CpuThreshold: '101' }, 'must be a number from 1 to 99'],
];

describe('sam deploy refuses, in words that say what to do', () => {
  // Three at a time: each is a process of its own that mostly waits.
  test.concurrent.for(WRONG)('%s', async ([what, wrong, sentence]) => {
    const right = { SlackWebhookUrl: WEBHOOK, InstanceIds: WEB };
    const { code, output } = await samDeploy(account, 'wrong', { ...right, ...wrong });
    step(`${what}: ${output.trim().split('\n').at(-1)}`);
    expect(code).toBe(1);
    expect(output).toContain(sentence);
  });

  test('and nothing is created', async () => {
    expect(await listResources(account)).toEqual({});
    const { StackSummaries } = await account.call('cloudformation', 'list_stacks');
    expect(listAt(StackSummaries ?? [])).not.toContainEqual(
      expect.objectContaining({ StackName: 'wrong' }),
    );
  });
});
