import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Account } from './account.ts';
import { deleteOtherAlarms, putCpu, setState } from './alarms.ts';
import { linesOf } from './logs.ts';
import { type Night, openNight } from './night.ts';
import { countMessages, gatherFor } from './queues.ts';
import { expectNothingLeft } from './resources.ts';
import { passMinutes } from './scheduler.ts';
import type { Slack } from './slack.ts';
import { named, type Stack } from './stack.ts';
import { wait, waitFor } from './waiting.ts';

const WEB = 'i-0123456789abcdef0';
/** Minutes. */
const HOUR = 60;
/** Milliseconds. */
const MINUTE = 60_000;
/** For which the function puts back what it tells with others. */
const DELAY = 20_000;

let account: Account;
let slack: Slack;
let stack: Stack;
let watch: Night['watch'];
let strike: Night['strike'];
let close: Night['close'];

beforeAll(async () => {
  const parameters = { OpsEmail: 'ops@example.com', FleetTag: 'team=web', StatusCheck: 'off' };
  ({ account, slack, stack, watch, strike, close } = await openNight('crowd', parameters));
});
afterAll(() => close());

describe('an alarm that flaps', () => {
  /** Until the log has a line about what has just happened to the alarm. */
  async function seen(state: string): Promise<void> {
    await waitFor(`a line about ${state}`, 30_000, async () => {
      const lines = await linesOf(account, named(stack.outputs, 'LogGroup'));
      return lines.some(
        ({ alarm, state: told, at }) =>
          alarm === 'flaps' && told === state && Date.now() - Date.parse(String(at)) < MINUTE,
      );
    });
  }

  test('is told three times, and then in one line', async () => {
    const Dimensions = [{ Name: 'InstanceId', Value: WEB }];
    await watch('flaps', { Dimensions, Statistic: 'Maximum' });
    for (let times = 0; times < 8; times += 1) {
      await putCpu(account, WEB, { values: [95] });
      await seen('ALARM');
      await passMinutes(account, 6);
      await putCpu(account, WEB, { values: [10] });
      await seen('OK');
      await passMinutes(account, 2);
    }
    await slack.message('Resolved after 6\u00a0minutes', 'flaps');
    await slack.message('flapping: *4\u00a0times*');
    expect(await slack.lastNews()).toEqual({ messages: 5, mentions: 3 });
  });

  test('is told once more when it has come to rest, and nothing of it is told as missed', async () => {
    await passMinutes(account, 30);
    await strike();
    await slack.message('flaps', 'quiet for');
    await passMinutes(account, HOUR);
    await strike();
    await countMessages(account, named(stack.ids, 'UndeliveredQueue'), 0);
    expect(await slack.lastNews()).toEqual({ messages: 1, mentions: 0 });
  });
});

const names = Array.from({ length: 30 }, (_, index) => `storm-${10 + index}`);

test('a storm of 30 alarms is three messages and one for all others, with one mention', async () => {
  for (const name of names) await watch(name);
  await gatherFor(account, stack, 10);
  for (const name of names) await setState(account, name, 'ALARM', 'A storm');
  const others = await slack.message('27\u00a0alarms in');
  expect(others).not.toContain('<!here>');
  for (const name of names) {
    expect(slack.messages().filter((one) => one.includes(name))).toHaveLength(1);
  }
  await countMessages(account, named(stack.ids, 'UndeliveredQueue'), 0);
  expect(await slack.lastNews()).toEqual({ messages: 4, mentions: 1 });
});

test('so is its end, with the number of those that are still in ALARM, and no mention', async () => {
  await passMinutes(account, HOUR);
  for (const name of names.slice(1)) await setState(account, name, 'OK', 'A calm');
  await wait(DELAY);
  // Under load they come in more than one batch.
  await slack.message('alarms resolved in', 'Still in ALARM: 1\u00a0alarm');
  await countMessages(account, named(stack.ids, 'UndeliveredQueue'), 0);
  const { messages, mentions } = await slack.lastNews();
  expect(mentions).toBe(0);
  expect(messages).toBeLessThan(10);
  const resolved = slack.messages().filter((message) => message.includes('🟢'));
  for (const name of names.slice(1)) {
    expect(resolved.filter((message) => message.includes(name))).toHaveLength(1);
  }
});

test('many instances of a fleet are gathered as well, each named once, with one mention', async () => {
  const fleet = Array.from({ length: 10 }, (_, index) => `i-0aaaaaaaaaaaaaa${10 + index}`);
  const Tags = [{ Key: 'team', Value: 'web' }];
  await account.call('ec2', 'create_tags', { Resources: fleet, Tags });
  for (const instance of fleet) await putCpu(account, instance, { values: [95, 94, 93] });
  await wait(DELAY);
  await slack.message('7\u00a0alarms in', 'crowd-fleet-cpu', fleet[9] ?? '');
  await countMessages(account, named(stack.ids, 'UndeliveredQueue'), 0);
  for (const instance of fleet) {
    expect(slack.messages().filter((one) => one.includes(instance))).toHaveLength(1);
  }
  expect(await slack.lastNews()).toEqual({ messages: 4, mentions: 1 });
});

test('sam delete leaves nothing behind', async () => {
  await deleteOtherAlarms(account, 'crowd');
  await expectNothingLeft(account, 'crowd');
});
