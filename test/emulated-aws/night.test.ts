import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { textAt } from '../helpers/template.ts';
import type { Account } from './account.ts';
import { deleteOtherAlarms, setState } from './alarms.ts';
import { logOf } from './logs.ts';
import { type Night, openNight } from './night.ts';
import { expectNothingLeft } from './resources.ts';
import { withoutRight } from './rights.ts';
import { passMinutes, runSchedule, startAfresh } from './scheduler.ts';
import type { Slack } from './slack.ts';
import { named, type Stack } from './stack.ts';
import { waitFor } from './waiting.ts';

/** Minutes. */
const HOUR = 60;

let account: Account;
let slack: Slack;
let stack: Stack;
let watch: Night['watch'];
let strike: Night['strike'];
let close: Night['close'];
let topic: string;

beforeAll(async () => {
  const parameters = { OpsEmail: 'ops@example.com' };
  ({ account, slack, stack, watch, strike, close } = await openNight('shift', parameters));
  topic = named(stack.outputs, 'TopicArn');
});
afterAll(() => close());

describe('a stack that watches nothing itself', () => {
  test('publishes a sample with its TryCommand', async () => {
    await account.shell(named(stack.outputs, 'TryCommand'));
    await slack.message('ALARM:', 'a-sample');
    expect(slack.news()).toEqual({ messages: 1, mentions: 1 });
  });

  test('takes what another service publishes only where AlsoFrom names the service', async () => {
    await account.call('s3', 'create_bucket', { Bucket: 'uploads' });
    const TopicConfigurations = [{ TopicArn: topic, Events: ['s3:ObjectCreated:*'] }];
    const asked = account.call('s3', 'put_bucket_notification_configuration', {
      Bucket: 'uploads',
      NotificationConfiguration: { TopicConfigurations },
    });
    await expect(asked).rejects.toThrow('Unable to validate');
  });
});

describe('an alarm that lasts', () => {
  test('is told when it goes off, and again after four hours, without a mention', async () => {
    await watch('disk-full');
    await setState(account, 'disk-full', 'ALARM', 'No space left');
    await slack.message('ALARM:', 'disk-full');
    expect(slack.news()).toEqual({ messages: 1, mentions: 1 });
    await passMinutes(account, 4 * HOUR);
    await strike();
    await slack.message('disk-full', '4\u00a0hours');
    expect(slack.news()).toEqual({ messages: 1, mentions: 0 });
  });

  test('is not told by the runs between', async () => {
    for (const _ of [5, 6, 7]) {
      await passMinutes(account, HOUR);
      await strike();
    }
    expect(await slack.lastNews()).toEqual({ messages: 0, mentions: 0 });
  });

  test('calls somebody from the second reminder on, once, though the run comes twice', async () => {
    await passMinutes(account, HOUR);
    // Its own memory grows no older.
    await startAfresh(account, stack);
    const at = Date.now();
    await strike(at);
    await slack.message('disk-full', '8\u00a0hours');
    await startAfresh(account, stack);
    await strike(at);
    expect(await slack.lastNews()).toEqual({ messages: 1, mentions: 1 });
  });

  test('is left alone while a mute rule is in force, as is what goes off meanwhile', async () => {
    await watch('patched');
    await account.call('cloudwatch', 'put_alarm_mute_rule', {
      Name: 'patching',
      Rule: { Schedule: { Expression: 'at(2026-11-22T00:00)', Duration: 'PT12H' } },
      MuteTargets: { AlarmNames: ['disk-full', 'patched'] },
    });
    await setState(account, 'patched', 'ALARM', 'While it is patched');
    await passMinutes(account, 4 * HOUR);
    await strike();
    expect(await slack.lastNews()).toEqual({ messages: 0, mentions: 0 });
  });

  test('and CloudWatch tells of that one at the end of the mute window', async () => {
    await account.call('cloudwatch', 'delete_alarm_mute_rule', { AlarmMuteRuleName: 'patching' });
    await slack.message('ALARM:', 'patched');
    await setState(account, 'disk-full', 'OK', 'Space again');
    await slack.message('Resolved after 12\u00a0hours', 'disk-full');
    await setState(account, 'patched', 'OK', 'Patched');
    await slack.message('Resolved after 4\u00a0hours', 'patched');
    expect(slack.news()).toEqual({ messages: 3, mentions: 1 });
  });
});

describe('what did not arrive', () => {
  test('is told by the next run where CloudWatch may not publish, with the cause, once', async () => {
    await watch('payments');
    const { Attributes } = await account.call('sns', 'get_topic_attributes', { TopicArn: topic });
    const policy = textAt(Attributes ?? {}, 'Policy');
    const setPolicy = (AttributeValue: string) =>
      account.call('sns', 'set_topic_attributes', {
        TopicArn: topic,
        AttributeName: 'Policy',
        AttributeValue,
      });
    await setPolicy(policy.replaceAll('sns:Publish', 'sns:Subscribe'));
    await setState(account, 'payments', 'ALARM', 'Not published');
    await setPolicy(policy);
    await passMinutes(account, 30);
    const at = Date.now();
    await strike(at);
    await slack.message('payments', 'not authorized to perform');
    await startAfresh(account, stack);
    await strike(at);
    expect(await slack.lastNews()).toEqual({ messages: 1, mentions: 1 });
  });

  test('is told an hour later where CloudWatch published and the function never saw it', async () => {
    const found = await account.call('sns', 'list_subscriptions_by_topic', { TopicArn: topic });
    const SubscriptionArn = textAt(found, 'Subscriptions', 0, 'SubscriptionArn');
    const filter = (AttributeValue: string) =>
      account.call('sns', 'set_subscription_attributes', {
        SubscriptionArn,
        AttributeName: 'FilterPolicy',
        AttributeValue,
      });
    await filter('{"nobody":["sends this"]}');
    await setState(account, 'payments', 'OK', 'Filtered');
    await filter('{}');
    await strike();
    expect(await slack.lastNews()).toEqual({ messages: 0, mentions: 0 });
    await passMinutes(account, HOUR);
    await strike();
    await slack.message('payments', '🟢');
    await passMinutes(account, HOUR);
    await strike();
    expect(await slack.lastNews()).toEqual({ messages: 1, mentions: 0 });
  });
});

test('the heartbeat goes down the whole path, and is told nowhere', async () => {
  const delivered = async () =>
    (await logOf(account, named(stack.outputs, 'LogGroup'))).split('the sign of life').length;
  const before = await delivered();
  await runSchedule(account, stack, 'Heartbeat');
  await waitFor('a sign of life', 30_000, async () => (await delivered()) === before + 1);
  expect(slack.news()).toEqual({ messages: 0, mentions: 0 });
});

describe('a run that the Scheduler may not start', () => {
  test('waits in the queue, and is made from there', async () => {
    await watch('lasting');
    await setState(account, 'lasting', 'ALARM', 'For hours');
    await slack.message('ALARM:', 'lasting');
    await passMinutes(account, 4 * HOUR);
    await withoutRight(account, stack, 'lambda:InvokeFunction', () => strike(), 'HourlyWatchRole');
    await slack.message('lasting', '4\u00a0hours');
    expect(slack.news()).toEqual({ messages: 2, mentions: 1 });
  });
});

test('sam delete leaves nothing behind', async () => {
  await deleteOtherAlarms(account, 'shift');
  await expectNothingLeft(account, 'shift');
});
