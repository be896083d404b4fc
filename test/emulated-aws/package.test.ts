import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Account, openAccount } from './account.ts';
import { setState } from './alarms.ts';
import { commandAfter } from './readme.ts';
import { expectNothingLeft } from './resources.ts';
import { passMinutes } from './scheduler.ts';
import { openSlack, type Slack } from './slack.ts';
import { named, readStack, type Stack } from './stack.ts';
import { step } from './step.ts';
import { waitFor } from './waiting.ts';

const WEB = 'i-0123456789abcdef0';
const DATABASE = 'i-0fedcba9876543210';

let account: Account;
let slack: Slack;
let stack: Stack;

/** As the README says: the file is uploaded, the two values are filled in, the box for IAM roles is ticked. */
beforeAll(async () => {
  [account, slack] = [openAccount(), await openSlack()];
  const command = commandAfter('Deploy', 'one file, `cloudwatch-to-slack.yaml`; ');
  expect(command).toBe('npm ci && npm run package');
  // The packages are installed.
  await account.shell(command.replace('npm ci && ', ''));
  await account.call('s3', 'create_bucket', { Bucket: 'cf-templates' });
  await account.shell('aws s3 cp dist/cloudwatch-to-slack.yaml s3://cf-templates/');
  step('Create stack, as the console does it');
  const filledIn = {
    SlackWebhookUrl: slack.webhookUrl,
    InstanceIds: `${WEB},${DATABASE}`,
    MentionOnAlarm: '@here',
  };
  await account.call('cloudformation', 'create_stack', {
    StackName: 'one',
    TemplateURL: 'https://s3.amazonaws.com/cf-templates/cloudwatch-to-slack.yaml',
    Capabilities: ['CAPABILITY_IAM'],
    Parameters: Object.entries(filledIn).map(([ParameterKey, ParameterValue]) => ({
      ParameterKey,
      ParameterValue,
    })),
  });
  stack = await waitFor('the stack to be made', 60_000, async () => {
    const found = await readStack(account, 'one').catch(() => undefined);
    return found?.status === 'CREATE_COMPLETE' && found;
  });
});
afterAll(async () => {
  await account.close();
  await slack.close();
});

test('the one file makes two alarms for each of the instances, and no other', async () => {
  const alarms = Object.keys(stack.ids).filter((id) => /^(Cpu|Status)Alarm/.test(id));
  expect(alarms.toSorted()).toEqual(['CpuAlarm0', 'CpuAlarm1', 'StatusAlarm0', 'StatusAlarm1']);
});

test('its function tells of an alarm', async () => {
  await setState(account, `one-cpu-${DATABASE}`, 'ALARM', 'From one file');
  await slack.message('ALARM:', DATABASE, 'From one file');
  expect(slack.news()).toEqual({ messages: 1, mentions: 1 });
});

test("its TryCommand is for the first instance's alarm", async () => {
  // Else it is one of two that went off together.
  await passMinutes(account, 2);
  await account.shell(named(stack.outputs, 'TryCommand'));
  await slack.message('ALARM:', WEB, 'A test of the path to Slack');
  expect(await slack.lastNews()).toEqual({ messages: 1, mentions: 1 });
});

test('it leaves nothing behind', () => expectNothingLeft(account, 'one'));
