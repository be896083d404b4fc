import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Account, openAccount } from './account.ts';
import { deleteOtherAlarms, evaluateAlarms, putAlarm, putCpu, setState } from './alarms.ts';
import { shortenWaits } from './queues.ts';
import { expectNothingLeft } from './resources.ts';
import { withoutPermission } from './rights.ts';
import { passMinutes } from './scheduler.ts';
import { openSlack, type Slack } from './slack.ts';
import { deploy, named, type Stack } from './stack.ts';
import { step } from './step.ts';

const WEB = 'i-0123456789abcdef0';
const FIRST = 'i-0eeeeeeeeeeeeeee1';
const SECOND = 'i-0eeeeeeeeeeeeeee2';
const OTHER = 'i-0eeeeeeeeeeeeeee3';

/** The colours of ALARM and of OK: the words are Korean here. */
const RED = '#D92D20';
const GREEN = '#12B76A';

let account: Account;
let slack: Slack;
let stack: Stack;

beforeAll(async () => {
  [account, slack] = [openAccount({ region: 'ap-northeast-2' }), await openSlack()];
  for (const [instance, env] of [
    [FIRST, 'prod'],
    [SECOND, 'prod'],
    [OTHER, 'test'],
  ] as const) {
    const Tags = [{ Key: 'env', Value: env }];
    await account.call('ec2', 'create_tags', { Resources: [instance], Tags });
  }
  stack = await deploy(account, 'all', {
    SlackWebhookUrl: slack.webhookUrl,
    InstanceIds: WEB,
    FleetTag: 'env=prod',
    EveryAlarm: 'on',
    AlsoFrom: 's3.amazonaws.com',
    MentionOnAlarm: '@here',
    OpsEmail: 'ops@example.com',
    Language: 'ko',
    TimeZone: 'Asia/Seoul',
  });
});
afterAll(async () => {
  await account.close();
  await slack.close();
});

describe('with EveryAlarm', () => {
  test('an alarm that notifies nobody is told of', async () => {
    await account.call('cloudwatch', 'put_metric_alarm', {
      AlarmName: 'checkout-errors',
      Namespace: 'Shop',
      MetricName: 'Errors',
      Statistic: 'Sum',
      Period: 3600,
      EvaluationPeriods: 1,
      Threshold: 0,
      ComparisonOperator: 'GreaterThanThreshold',
      TreatMissingData: 'notBreaching',
    });
    step('an alarm of somebody else: checkout-errors');
    await account.call('cloudwatch', 'put_metric_data', {
      Namespace: 'Shop',
      MetricData: [{ MetricName: 'Errors', Value: 7 }],
    });
    await slack.message('🟢', 'checkout-errors');
    await slack.message(RED, 'checkout-errors', 'Errors 7');
    expect(slack.news()).toEqual({ messages: 2, mentions: 1 });
  });

  test("the stack's own alarm, which comes through the topic as well, is told of once", async () => {
    await passMinutes(account, 2);
    await putCpu(account, WEB, { values: [97.25, 91.5, 88] });
    await slack.message(`all-cpu-${WEB}`);
    step('another alarm, so that whatever was on its way has arrived');
    await setState(account, 'checkout-errors', 'INSUFFICIENT_DATA', 'A moment later');
    await slack.message('checkout-errors', 'A moment later');
    const own = slack.messages().filter((one) => one.includes(`all-cpu-${WEB}`));
    expect(own).toHaveLength(1);
    expect(slack.news()).toEqual({ messages: 2, mentions: 1 });
  });
});

test('what goes off in a mute window is told of at its end, though EventBridge covers it', async () => {
  await passMinutes(account, 2);
  const AlarmActions = [named(stack.outputs, 'TopicArn')];
  await putAlarm(account, 'patched', { AlarmActions });
  await account.call('cloudwatch', 'put_alarm_mute_rule', {
    Name: 'patching',
    Rule: { Schedule: { Expression: 'at(2026-11-22T00:00)', Duration: 'PT12H' } },
    MuteTargets: { AlarmNames: ['patched'] },
  });
  await setState(account, 'patched', 'ALARM', 'While it is patched');
  expect(await slack.lastNews()).toEqual({ messages: 0, mentions: 0 });
  await passMinutes(account, 2);
  await account.call('cloudwatch', 'delete_alarm_mute_rule', { AlarmMuteRuleName: 'patching' });
  await slack.message(RED, 'patched');
  await account.call('cloudwatch', 'delete_alarms', { AlarmNames: ['patched'] });
  expect(await slack.lastNews()).toEqual({ messages: 1, mentions: 1 });
});

test('what another service publishes, which AlsoFrom lets in, is told of without a mention', async () => {
  const Bucket = 'uploads-of-shop';
  await account.call('s3', 'create_bucket', {
    Bucket,
    CreateBucketConfiguration: { LocationConstraint: 'ap-northeast-2' },
  });
  await account.call('s3', 'put_bucket_notification_configuration', {
    Bucket,
    NotificationConfiguration: {
      TopicConfigurations: [
        { TopicArn: named(stack.outputs, 'TopicArn'), Events: ['s3:ObjectCreated:*'] },
      ],
    },
  });
  await slack.message('s3:TestEvent');
  await account.call('s3', 'put_object', { Bucket, Key: 'orders.csv' });
  await slack.message('orders.csv');
  expect(await slack.lastNews()).toEqual({ messages: 2, mentions: 0 });
});

describe('with FleetTag', () => {
  test('each instance with the tag is told of by itself', async () => {
    for (const instance of [FIRST, SECOND, OTHER]) {
      await putCpu(account, instance, { values: [95.5, 94, 93] });
    }
    await slack.message(RED, FIRST, '95.5');
    await slack.message(RED, SECOND, '95.5');
    step('and the alarm that was set by hand is in its true state again');
    await slack.message(RED, 'checkout-errors');
    expect(slack.messages().join()).not.toContain(OTHER);
    // They went off together: one call is enough.
    expect(slack.news()).toEqual({ messages: 3, mentions: 1 });
  });

  test('and its recovery too, while the other one goes on', async () => {
    await putCpu(account, FIRST, { values: [20], samples: 100 });
    const message = await slack.message(GREEN, FIRST);
    step("how long it was in ALARM is in the contributor's own history");
    expect(message).toContain('만에 해소');
    expect(slack.messages().filter((one) => one.includes(SECOND))).toHaveLength(1);
    expect(slack.news()).toEqual({ messages: 1, mentions: 0 });
  });

  test('one that vanishes while it is in ALARM is told of, once', async () => {
    await account.call('ec2', 'delete_tags', { Resources: [SECOND], Tags: [{ Key: 'env' }] });
    await evaluateAlarms(account);
    await slack.message(SECOND);
    expect(slack.messages().filter((one) => one.includes(SECOND))).toHaveLength(2);
    expect(slack.messages().filter((one) => one.includes('all-fleet-cpu'))).toHaveLength(4);
    expect(slack.news()).toEqual({ messages: 1, mentions: 0 });
  });
});

test('what EventBridge cannot hand over is kept in the queue and delivered from there', async () => {
  await shortenWaits(account, stack);
  await withoutPermission(account, stack, 'events.amazonaws.com', async () => {
    await setState(account, 'checkout-errors', 'OK', 'Not handed over');
    await slack.message('checkout-errors', 'Not handed over');
  });
  expect(slack.news()).toEqual({ messages: 1, mentions: 0 });
});

test('messages are in Korean, with the region', async () => {
  await passMinutes(account, 2);
  await evaluateAlarms(account);
  await slack.message(RED, 'checkout-errors');
  const text = slack.messages().join();
  expect(text).toContain('ap-northeast-2');
  expect(text).toMatch(/[가-힣]/);
  expect(slack.news()).toEqual({ messages: 1, mentions: 1 });
});

test('the watchers of the stack itself are not told of in Slack, nor are the alarms of target tracking', async () => {
  await setState(account, 'all-ops-age', 'ALARM', 'Not for Slack');
  await putAlarm(account, 'TargetTracking-table/shop-AlarmLow');
  await setState(account, 'TargetTracking-table/shop-AlarmLow', 'ALARM', 'Scales in');
  await setState(account, 'checkout-errors', 'INSUFFICIENT_DATA', 'The last one');
  await slack.message('The last one');
  expect(slack.messages().join()).not.toContain('all-ops-');
  expect(await slack.lastNews()).toEqual({ messages: 1, mentions: 0 });
});

test('sam delete leaves nothing behind', async () => {
  await deleteOtherAlarms(account, 'all');
  expect(named(stack.ids, 'FleetAlarm')).toBe('all-fleet-cpu');
  await expectNothingLeft(account, 'all');
});
