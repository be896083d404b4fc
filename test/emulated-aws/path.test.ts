import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Account, openAccount } from './account.ts';
import { evaluateAlarms, putCpu, stateOf } from './alarms.ts';
import { logOf } from './logs.ts';
import { expectNothingLeft } from './resources.ts';
import { openSlack, type Slack } from './slack.ts';
import { deploy, named, type Stack } from './stack.ts';
import { step } from './step.ts';
import { wait, waitFor } from './waiting.ts';

const WEB = 'i-0123456789abcdef0';
const DATABASE = 'i-0fedcba9876543210';

let account: Account;
let slack: Slack;
let stack: Stack;

beforeAll(async () => {
  [account, slack] = [openAccount(), await openSlack()];
  await account.call('ec2', 'create_tags', {
    Resources: [WEB],
    Tags: [{ Key: 'Name', Value: 'web-1' }],
  });
  stack = await deploy(account, 'web', {
    SlackWebhookUrl: slack.webhookUrl,
    InstanceIds: `${WEB},${DATABASE}`,
    MentionOnAlarm: '@here',
  });
});
afterAll(async () => {
  await account.close();
  await slack.close();
});

describe('from a CPU datapoint to Slack', () => {
  test('high CPU is told of with name, value, limit, chart and mention', async () => {
    await putCpu(account, WEB, { values: [97.25, 91.5, 88, 40, 35] });
    const message = await slack.message('CPU of web-1');
    for (const part of ['97.3', '80', WEB, '<!here>', 'data_visualization']) {
      expect(message).toContain(part);
    }
    expect(slack.news()).toEqual({ messages: 1, mentions: 1 });
  });

  test('the alarm of the other instance is left alone', async () => {
    expect(await stateOf(account, `web-cpu-${DATABASE}`)).toBe('INSUFFICIENT_DATA');
    expect(slack.messages().join()).not.toContain(DATABASE);
    expect(slack.news()).toEqual({ messages: 0, mentions: 0 });
  });

  test('once it is over the message says how long it was and how high it got', async () => {
    await putCpu(account, WEB, { values: [20], samples: 100 });
    const message = await slack.message('Resolved after', 'CPU of web-1');
    expect(message).not.toContain('<!here>');
    expect(slack.news()).toEqual({ messages: 1, mentions: 0 });
  });

  test('a first OK is one quiet line', async () => {
    await putCpu(account, DATABASE, { values: [30], age: 890 });
    const message = await slack.message('OK', DATABASE);
    expect(message).not.toContain('attachments');
    expect(slack.news()).toEqual({ messages: 1, mentions: 0 });
  });

  test('an instance that sends no more is told of as no data', async () => {
    step('waiting until the last datapoint is out of the three periods');
    await wait(11_000);
    await evaluateAlarms(account);
    expect(await slack.message('NO DATA', DATABASE)).toContain('stopped or terminated');
    expect(slack.news()).toEqual({ messages: 1, mentions: 0 });
  });

  test("the stack's TryCommand, run as it is printed, sends an ALARM down the whole path", async () => {
    const command = named(stack.outputs, 'TryCommand');
    step(command);
    await account.shell(command);
    await slack.message('CPU of web-1', 'A test of the path to Slack');
    expect(slack.news()).toEqual({ messages: 1, mentions: 1 });
  });

  test('and CloudWatch takes the alarm back by itself, which waits in the queue: it went off twice within the hour', async () => {
    step('waiting until the OK is no longer taken for the same change as the ALARM');
    await wait(2_500);
    await evaluateAlarms(account);
    await waitFor('an OK that is held back', 30_000, async () => {
      const log = await logOf(account, named(stack.outputs, 'LogGroup'));
      return log.includes('held back');
    });
    expect(await stateOf(account, `web-cpu-${WEB}`)).toBe('OK');
    expect(await slack.lastNews()).toEqual({ messages: 0, mentions: 0 });
  });

  test('the log says what was delivered, complains of no missing right and never holds the webhook', async () => {
    const log = await logOf(account, named(stack.outputs, 'LogGroup'));
    expect(log).toContain('Slack accepted the message');
    expect(log).not.toContain('CloudWatch gave no history');
    expect(log).not.toContain('/services/');
  });

  test('sam delete leaves nothing behind', () => expectNothingLeft(account, 'web'));
});
