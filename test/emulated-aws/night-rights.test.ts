import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Account } from './account.ts';
import { deleteOtherAlarms, putCpu, setState } from './alarms.ts';
import { linesOf } from './logs.ts';
import { type Night, openNight } from './night.ts';
import { countMessages } from './queues.ts';
import { expectNothingLeft } from './resources.ts';
import { withoutRight } from './rights.ts';
import { passMinutes, startAfresh } from './scheduler.ts';
import type { Slack } from './slack.ts';
import { named, type Stack } from './stack.ts';
import { waitFor } from './waiting.ts';

const WEB = 'i-0123456789abcdef0';
const FLEET = 'i-0eeeeeeeeeeeeeee1';
const CHART = 'data_visualization';
const ALARM_ALONE = { OKActions: [] };
/** Minutes. */
const HOUR = 60;
const FOUR_HOURS = 240;

let account: Account;
let slack: Slack;
let stack: Stack;
let watch: Night['watch'];
let strike: Night['strike'];
let close: Night['close'];

beforeAll(async () => {
  const parameters = { FleetTag: 'team=web', StatusCheck: 'off' };
  ({ account, slack, stack, watch, strike, close } = await openNight('less', parameters));
  const Tags = [{ Key: 'Name', Value: 'web-1' }];
  await account.call('ec2', 'create_tags', { Resources: [WEB], Tags });
});
// What went off within a minute is one storm, and the datapoints of the last test are those of another alarm.
beforeEach(async () => {
  await passMinutes(account, 6);
  await startAfresh(account, stack);
});
afterAll(() => close());

/** The lines of the log with these words, once there are so many: each fall-back is to say so once. */
async function complaints(words: readonly string[], count: number): Promise<readonly string[]> {
  return waitFor(`${count} lines about ${words.join(', ')}`, 30_000, async () => {
    const lines = await linesOf(account, named(stack.outputs, 'LogGroup'));
    const found = lines
      .map((line) => JSON.stringify(line))
      .filter((line) => words.every((word) => line.includes(word)));
    return found.length >= count && found;
  });
}

/** The right, what the message is without, and the words of the one line in the log. */
const ALARMS: readonly (readonly [string, string, readonly string[]])[] = [
  ['cloudwatch:DescribeAlarms', 'Also in ALARM', ['this is a storm is not known', 'AccessDenied']],
  [
    'cloudwatch:DescribeAlarmHistory',
    'time in 24',
    ['no history', 'DescribeAlarmHistory is missing'],
  ],
  ['cloudwatch:GetMetricStatistics', CHART, ['no history', 'GetMetricStatistics is missing']],
  ['ec2:DescribeTags', 'web-1', ['ec2:DescribeTags']],
];

describe('an alarm is told with a mention, and the log says once what is missing, without the right', () => {
  test.for(ALARMS)('%s', async ([right, missing, words]) => {
    const name = right.replace(':', '-');
    await watch(name, { ...ALARM_ALONE, Dimensions: [{ Name: 'InstanceId', Value: WEB }] });
    await withoutRight(account, stack, right, async () => {
      await putCpu(account, WEB, { values: [95, 90, 85, 84] });
      const message = await slack.message('ALARM:', name);
      expect(message).not.toContain(missing);
      expect(slack.news()).toEqual({ messages: 1, mentions: 1 });
    });
    expect(await complaints(words, 1)).toHaveLength(1);
    await account.call('cloudwatch', 'delete_alarms', { AlarmNames: [name] });
  });

  test('sqs:SendMessage, in a storm', async () => {
    const names = ['burst-1', 'burst-2', 'burst-3', 'burst-4', 'burst-5'];
    const words = ['this is a storm is not known', 'AccessDenied'];
    const before = (await complaints(words, 0)).length;
    for (const name of names) await watch(name, ALARM_ALONE);
    await withoutRight(account, stack, 'sqs:SendMessage', async () => {
      for (const name of names) await setState(account, name, 'ALARM', 'A burst');
      for (const name of names) await slack.message('ALARM:', name);
    });
    expect(slack.news()).toEqual({ messages: 5, mentions: 3 });
    expect(await complaints(words, before + 2)).toHaveLength(before + 2);
    await account.call('cloudwatch', 'delete_alarms', { AlarmNames: names });
  });
});

describe('the hourly run without the right', () => {
  /** And the CPU of the fleet is as high as before. `gone`: minutes that are over already. */
  async function passFourHours(gone = 0): Promise<void> {
    await passMinutes(account, FOUR_HOURS - gone);
    await putCpu(account, FLEET, { values: [95, 94, 93] });
  }

  test('logs:FilterLogEvents reminds of what lasts, and the log says once that it can not be read', async () => {
    await watch('lasting', ALARM_ALONE);
    await setState(account, 'lasting', 'ALARM', 'For hours');
    await slack.message('ALARM:', 'lasting');
    await passMinutes(account, FOUR_HOURS);
    await withoutRight(account, stack, 'logs:FilterLogEvents', async () => {
      await strike();
      await slack.message('lasting', '4\u00a0hours');
    });
    expect(await complaints(['own log cannot be read', 'logs:FilterLogEvents'], 1)).toHaveLength(1);
    expect(slack.news()).toEqual({ messages: 2, mentions: 1 });
  });

  test.for(['cloudwatch:ListAlarmMuteRules', 'cloudwatch:GetAlarmMuteRule'])(
    '%s reminds of what is muted, too',
    async (right) => {
      await account.call('cloudwatch', 'put_alarm_mute_rule', {
        Name: 'patching',
        Rule: { Schedule: { Expression: 'at(2026-11-22T00:00)', Duration: 'PT12H' } },
        MuteTargets: { AlarmNames: ['lasting'] },
      });
      await passMinutes(account, FOUR_HOURS - 6);
      await withoutRight(account, stack, right, async () => {
        await strike();
        await slack.message('Still in ALARM', 'lasting');
      });
      await account.call('cloudwatch', 'delete_alarm_mute_rule', { AlarmMuteRuleName: 'patching' });
      expect(slack.news()).toEqual({ messages: 1, mentions: 1 });
    },
  );

  test('cloudwatch:DescribeAlarmContributors reminds of the alarm in place of its instances', async () => {
    await account.call('cloudwatch', 'delete_alarms', { AlarmNames: ['lasting'] });
    const Tags = [{ Key: 'team', Value: 'web' }];
    await account.call('ec2', 'create_tags', { Resources: [FLEET], Tags });
    await putCpu(account, FLEET, { values: [95, 94, 93] });
    await slack.message('ALARM:', FLEET);
    await passFourHours();
    await withoutRight(account, stack, 'cloudwatch:DescribeAlarmContributors', async () => {
      await strike();
      expect(await slack.message('Still in ALARM', 'less-fleet-cpu')).not.toContain(FLEET);
    });
    expect(slack.news()).toEqual({ messages: 2, mentions: 1 });
    await passFourHours();
    await strike();
    await slack.message('Still in ALARM', 'less-fleet-cpu', FLEET);
    expect(slack.news()).toEqual({ messages: 1, mentions: 1 });
  });

  test.for(['cloudwatch:DescribeAlarms', 'cloudwatch:DescribeAlarmHistory'])(
    '%s ends, says so in the log and once a day in Slack, and the next one makes up for it',
    async (right, { task }) => {
      const isFirst = task.name.startsWith('cloudwatch:DescribeAlarms ');
      await passFourHours(isFirst ? 6 : 6 + HOUR);
      await withoutRight(account, stack, right, async () => {
        await strike();
        await complaints(['not made: a right is missing', right], 1);
        if (isFirst) await slack.message('lacks the right', right);
      });
      await countMessages(account, named(stack.ids, 'UndeliveredQueue'), 0);
      await passMinutes(account, HOUR);
      await putCpu(account, FLEET, { values: [95, 94, 93] });
      await strike();
      await slack.message('Still in ALARM', FLEET);
      expect(await slack.lastNews()).toEqual({ messages: isFirst ? 2 : 1, mentions: 1 });
    },
  );
});

test('with all rights nobody complains', async () => {
  const before =
    (await complaints(['"right"'], 0)).length + (await complaints(['not known'], 0)).length;
  await watch('whole', { ...ALARM_ALONE, Dimensions: [{ Name: 'InstanceId', Value: WEB }] });
  await putCpu(account, WEB, { values: [95, 90, 85, 84] });
  expect(await slack.message('ALARM:', 'whole', 'web-1')).toContain(CHART);
  expect(
    (await complaints(['"right"'], 0)).length + (await complaints(['not known'], 0)).length,
  ).toBe(before);
  expect(await slack.lastNews()).toEqual({ messages: 1, mentions: 1 });
});

test('sam delete leaves nothing behind', async () => {
  await deleteOtherAlarms(account, 'less');
  await expectNothingLeft(account, 'less');
});
