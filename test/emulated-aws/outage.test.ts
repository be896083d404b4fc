import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { textAt } from '../helpers/template.ts';
import { type Account, openAccount } from './account.ts';
import { evaluateAlarms, setState } from './alarms.ts';
import { type Mailbox, openMailbox } from './mailbox.ts';
import { countMessages, shortenWaits } from './queues.ts';
import { expectNothingLeft } from './resources.ts';
import { withoutPermission, withoutPolicy } from './rights.ts';
import { openSlack, type Slack } from './slack.ts';
import { deploy, named, type Stack } from './stack.ts';
import { step } from './step.ts';
import { wait } from './waiting.ts';

const INSTANCES = ['i-0aaaaaaaaaaaaaaa1', 'i-0aaaaaaaaaaaaaaa2', 'i-0aaaaaaaaaaaaaaa3'];
const [FIRST = '', SECOND = '', THIRD = ''] = INSTANCES.map((id) => `night-cpu-${id}`);

const IN_ALARM = '"NewStateValue": "ALARM"';

let account: Account;
let slack: Slack;
let stack: Stack;
let mailbox: Mailbox;
let undelivered: string;
let parked: string;

beforeAll(async () => {
  [account, slack] = [openAccount(), await openSlack()];
  stack = await deploy(account, 'night', {
    SlackWebhookUrl: slack.webhookUrl,
    InstanceIds: INSTANCES.join(),
    OpsEmail: 'ops@example.com',
    // The alarms have no datapoints: what is set by hand falls back to no data when CloudWatch looks again.
    NotifyMissingData: 'off',
    MentionOnAlarm: '@here',
  });
  undelivered = named(stack.ids, 'UndeliveredQueue');
  parked = named(stack.ids, 'ParkedQueue');
  // The emulated AWS sends no mail: a queue is subscribed beside the address.
  mailbox = await openMailbox(account, { topic: named(stack.ids, 'OpsTopic') });
  await shortenWaits(account, stack);
});
afterAll(async () => {
  await account.close();
  await slack.close();
});

describe('when Slack does not take messages', () => {
  test('a short fault is over before anybody notices', async () => {
    slack.refuse(500, 'rollup_error', 2);
    await setState(account, FIRST, 'ALARM', 'A hiccup');
    await slack.message('ALARM:', FIRST, 'A hiccup');
    expect(slack.refusals()).toBe(2);
    await countMessages(account, undelivered, 0);
    expect(slack.news()).toEqual({ messages: 1, mentions: 1 });
  });

  test('three runs fail, and what they could not deliver is kept', async () => {
    slack.refuse(404, 'no_service');
    await setState(account, FIRST, 'OK', 'The webhook is gone');
    await countMessages(account, undelivered, 1);
    expect(slack.refusals()).toBeGreaterThanOrEqual(3);
    expect(slack.news()).toEqual({ messages: 0, mentions: 0 });
  });

  test('Slack is back, and so is the message, by itself', async () => {
    slack.accept();
    await slack.message('Resolved', FIRST);
    await countMessages(account, undelivered, 0);
    expect(slack.news()).toEqual({ messages: 1, mentions: 0 });
  });

  test('what failed together and is still fresh is told in full, each change of state', async () => {
    slack.refuse(404, 'no_service');
    const mapping = { UUID: named(stack.ids, 'NotifierUndelivered') };
    step('the queue is not read for a while, so that all is there at once');
    await account.call('lambda', 'update_event_source_mapping', { ...mapping, Enabled: false });
    for (const [alarm, state] of [
      [FIRST, 'ALARM'],
      [SECOND, 'ALARM'],
      [THIRD, 'ALARM'],
      [SECOND, 'OK'],
    ] as const) {
      await setState(account, alarm, state, 'In the night');
    }
    await countMessages(account, undelivered, 4);
    slack.accept();
    const before = slack.messages().length;
    await account.call('lambda', 'update_event_source_mapping', { ...mapping, Enabled: true });
    for (const alarm of [FIRST, SECOND, THIRD]) await slack.message('ALARM:', alarm);
    await slack.message('Resolved', SECOND);
    await countMessages(account, undelivered, 0);
    expect(slack.messages().length).toBe(before + 4);
    // They went off together: one call is enough.
    expect(slack.news()).toEqual({ messages: 4, mentions: 1 });
  });
});

test('what SNS cannot hand over is kept in the same queue and delivered from there', async () => {
  step('waiting until it is not taken for one that went off together with others');
  await wait(61_000);
  await withoutPermission(account, stack, 'sns.amazonaws.com', async () => {
    await setState(account, SECOND, 'ALARM', 'Not handed over');
    await slack.message('ALARM:', SECOND, 'Not handed over');
  });
  expect(slack.news()).toEqual({ messages: 1, mentions: 1 });
});

describe('when Slack does not take messages for a day', () => {
  test('they are parked, and the operator gets a mail', async () => {
    step('a message is parked after 2 receipts instead of those of a day');
    const found = await account.call('sqs', 'get_queue_attributes', {
      QueueUrl: parked,
      AttributeNames: ['QueueArn'],
    });
    const redrive = {
      deadLetterTargetArn: textAt(found, 'Attributes', 'QueueArn'),
      maxReceiveCount: 2,
    };
    await account.call('sqs', 'set_queue_attributes', {
      QueueUrl: undelivered,
      Attributes: { RedrivePolicy: JSON.stringify(redrive) },
    });
    await evaluateAlarms(account);
    slack.refuse(404, 'no_service');
    await setState(account, THIRD, 'ALARM', 'Parked for a while');
    await countMessages(account, parked, 1);
    await evaluateAlarms(account);
    await mailbox.mail('night-ops-parked', IN_ALARM);
    expect(slack.news()).toEqual({ messages: 0, mentions: 0 });
  });

  test('npm run redeliver brings them back once the cause is mended', async () => {
    slack.accept();
    step('$ npm run redeliver -- --stack night');
    expect(await account.shell('npm run redeliver -- --stack night')).toContain(
      '1 message goes back to the queue',
    );
    await slack.message('ALARM:', THIRD, 'Parked for a while');
    await countMessages(account, parked, 0);
    expect(slack.news()).toEqual({ messages: 1, mentions: 1 });
  });

  test("so does the stack's RedeliverCommand, run as it is printed", async () => {
    await evaluateAlarms(account);
    slack.refuse(404, 'no_service');
    await setState(account, THIRD, 'ALARM', 'Parked again');
    await countMessages(account, parked, 1);
    slack.accept();
    const command = named(stack.outputs, 'RedeliverCommand');
    step(`$ ${command}`);
    await account.shell(command);
    await slack.message('ALARM:', THIRD, 'Parked again');
    expect(slack.news()).toEqual({ messages: 1, mentions: 1 });
  });
});

describe('the operator gets a mail, too,', () => {
  test('when messages wait for a quarter of an hour', async () => {
    await account.call('cloudwatch', 'put_metric_data', {
      Namespace: 'AWS/SQS',
      MetricData: [302, 602].map((age) => ({
        MetricName: 'ApproximateNumberOfMessagesNotVisible',
        Dimensions: [{ Name: 'QueueName', Value: undelivered.replace(/.*\//, '') }],
        Timestamp: Date.now() / 1000 - age,
        Value: 1,
      })),
    });
    slack.refuse(404, 'no_service');
    await setState(account, FIRST, 'ALARM', 'It waits');
    await countMessages(account, undelivered, 1);
    await mailbox.mail('night-ops-undelivered', IN_ALARM, () => evaluateAlarms(account));
    slack.accept();
    await slack.message(FIRST, 'It waits');
    expect(slack.news()).toEqual({ messages: 1, mentions: 1 });
  });

  test('when the function is not let run', async () => {
    await account.call('cloudwatch', 'put_metric_data', {
      Namespace: 'AWS/Lambda',
      MetricData: [
        {
          MetricName: 'AsyncEventAge',
          Dimensions: [{ Name: 'FunctionName', Value: named(stack.ids, 'Notifier') }],
          Value: 300_001,
        },
      ],
    });
    await mailbox.mail('night-ops-age', IN_ALARM, () => evaluateAlarms(account));
    expect(slack.news()).toEqual({ messages: 0, mentions: 0 });
  });

  test('when a notification is lost because the queue does not take it', async () => {
    slack.refuse(404, 'no_service');
    await withoutPolicy(account, stack, 'KeepAndTakeUndelivered', async () => {
      await setState(account, SECOND, 'ALARM', 'Lost');
      await mailbox.mail('night-ops-lost', IN_ALARM, () => evaluateAlarms(account));
    });
    slack.accept();
    expect(slack.news()).toEqual({ messages: 0, mentions: 0 });
  });
});

test('nothing of this stack itself was told of in Slack', async () => {
  expect(slack.messages().join()).not.toContain('night-ops-');
  expect(await slack.lastNews()).toEqual({ messages: 0, mentions: 0 });
});

test('sam delete leaves nothing behind', async () => {
  await mailbox.close();
  await expectNothingLeft(account, 'night');
});
