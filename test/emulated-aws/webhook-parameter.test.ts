import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Account, openAccount } from './account.ts';
import { setState } from './alarms.ts';
import { logOf } from './logs.ts';
import { countMessages, shortenWaits } from './queues.ts';
import { commandsIn } from './readme.ts';
import { expectNothingLeft } from './resources.ts';
import { withoutPolicy } from './rights.ts';
import { openSlack, type Slack } from './slack.ts';
import { deploy, named, type Stack } from './stack.ts';
import { step } from './step.ts';

const WEB = 'i-0123456789abcdef0';
const ALARM = `secret-cpu-${WEB}`;
const PARAMETER = '/cloudwatch-to-slack/webhook';

let account: Account;
let slack: Slack;
let other: Slack;
let stack: Stack;

beforeAll(async () => {
  [account, slack, other] = [openAccount(), await openSlack(), await openSlack()];
  await store(slack);
  stack = await deploy(account, 'secret', {
    SlackWebhookParameter: PARAMETER,
    InstanceIds: WEB,
    MentionOnAlarm: '@here',
  });
  await shortenWaits(account, stack);
});
afterAll(async () => {
  await account.close();
  await slack.close();
  await other.close();
});

/** As the README says it, the URL typed. */
async function store({ webhookUrl }: Slack): Promise<void> {
  const command = commandsIn('Secrets and rights').find((one) => one.includes('put-parameter'));
  expect(command).toContain(` --name ${PARAMETER} `);
  step(`$ ${command}`);
  await account.shell(`echo '${webhookUrl}' | ${command}`);
}

describe('with the webhook in the Parameter Store', () => {
  test('the function reads it there', async () => {
    await setState(account, ALARM, 'ALARM', 'Read by its name');
    await slack.message('ALARM:', 'Read by its name');
    expect(slack.news()).toEqual({ messages: 1, mentions: 1 });
  });

  test("who may read the function's settings reads its name alone", async () => {
    const settings = await account.call('lambda', 'get_function_configuration', {
      FunctionName: named(stack.ids, 'Notifier'),
    });
    expect(JSON.stringify(settings)).toContain(PARAMETER);
    expect(JSON.stringify(settings)).not.toContain('/services/');
  });

  test('one that is exchanged is used without a deploy', async () => {
    slack.refuse(404, 'no_service');
    await store(other);
    await setState(account, ALARM, 'OK', 'To the new channel');
    await other.message('Resolved', ALARM);
    await countMessages(account, named(stack.ids, 'UndeliveredQueue'), 0);
    expect(other.news()).toEqual({ messages: 1, mentions: 0 });
  });

  test('a right that is missing is named in the log, and nothing is lost by it', async () => {
    other.refuse(404, 'no_service');
    await withoutPolicy(account, stack, 'ReadWebhook', async () => {
      await setState(account, ALARM, 'ALARM', 'Not allowed');
      await countMessages(account, named(stack.ids, 'UndeliveredQueue'), 1);
      const log = await logOf(account, named(stack.outputs, 'LogGroup'));
      expect(log).toContain('AccessDenied');
      expect(log).not.toContain('/services/');
    });
    other.accept();
    await other.message('ALARM:', 'Not allowed');
    expect(await other.lastNews()).toEqual({ messages: 1, mentions: 1 });
  });

  test('sam delete leaves nothing behind', async () => {
    await account.call('ssm', 'delete_parameter', { Name: PARAMETER });
    await expectNothingLeft(account, 'secret');
  });
});
