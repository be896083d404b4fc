import type { JsonObject } from '../helpers/template.ts';
import { type Account, openAccount } from './account.ts';
import { putAlarm } from './alarms.ts';
import { shortenWaits } from './queues.ts';
import { runSchedule } from './scheduler.ts';
import { openSlack, type Slack } from './slack.ts';
import { deploy, named, type Stack } from './stack.ts';

/** A stack whose nights are played: everybody is mentioned, and its queue is quick. */
export interface Night {
  readonly account: Account;
  readonly slack: Slack;
  readonly stack: Stack;
  /** Makes an alarm of somebody's own that notifies the stack's topic. */
  readonly watch: (name: string, more?: JsonObject) => Promise<void>;
  /** The hourly run, of now unless told (epoch milliseconds). */
  readonly strike: (at?: number) => Promise<void>;
  readonly close: () => Promise<void>;
}

export async function openNight(
  name: string,
  parameters: Readonly<Record<string, string>>,
): Promise<Night> {
  const [account, slack] = [openAccount(), await openSlack()];
  const stack = await deploy(account, name, {
    SlackWebhookUrl: slack.webhookUrl,
    MentionOnAlarm: '@here',
    ...parameters,
  });
  await shortenWaits(account, stack);
  const topic = named(stack.outputs, 'TopicArn');
  return {
    account,
    slack,
    stack,
    watch: (alarm, more = {}) =>
      putAlarm(account, alarm, { AlarmActions: [topic], OKActions: [topic], ...more }),
    strike: (at) => runSchedule(account, stack, 'HourlyWatch', at),
    close: async () => {
      await account.close();
      await slack.close();
    },
  };
}
