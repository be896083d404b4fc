import { type JsonObject, listAt, textAt } from '../helpers/template.ts';
import type { Account } from './account.ts';
import { step } from './step.ts';
import { waitFor } from './waiting.ts';

/** A queue beside whoever else is told: what arrives can be looked at. */
export interface Mailbox {
  /**
   * Waits for a message with both texts in it, and resolves to it. Each is found once.
   * @param nudge done each time before looking: what has to happen for the message to be sent
   */
  readonly mail: (about: string, saying: string, nudge?: () => Promise<void>) => Promise<string>;
  readonly close: () => Promise<void>;
}

/** The topic that it is subscribed to, or the rule of EventBridge whose target it is. An ARN. */
export type Sender = { readonly topic: string } | { readonly rule: string };

const TO_ARRIVE = 30_000;

export async function openMailbox(account: Account, sender: Sender): Promise<Mailbox> {
  const [service, arn] =
    'topic' in sender
      ? (['sns.amazonaws.com', sender.topic] as const)
      : (['events.amazonaws.com', sender.rule] as const);
  const created = await account.call('sqs', 'create_queue', {
    QueueName: `mailbox-${service.split('.')[0]}`,
    Attributes: { Policy: JSON.stringify(mayBeSentTo(service, arn)) },
  });
  const url = textAt(created, 'QueueUrl');
  const attributes = await account.call('sqs', 'get_queue_attributes', {
    QueueUrl: url,
    AttributeNames: ['QueueArn'],
  });
  const leave = await join(account, sender, textAt(attributes, 'Attributes', 'QueueArn'));
  const mails: string[] = [];

  async function fetchMails(): Promise<void> {
    const received = await account.call('sqs', 'receive_message', {
      QueueUrl: url,
      MaxNumberOfMessages: 10,
    });
    for (const message of 'Messages' in received ? listAt(received, 'Messages') : []) {
      mails.push(textAt(message, 'Body'));
      const ReceiptHandle = textAt(message, 'ReceiptHandle');
      await account.call('sqs', 'delete_message', { QueueUrl: url, ReceiptHandle });
    }
  }

  return {
    async mail(about, saying, nudge) {
      const mail = await waitFor(`a mail about ${about} with ${saying}`, TO_ARRIVE, async () => {
        await nudge?.();
        await fetchMails();
        return mails.find((one) => one.includes(about) && one.includes(saying));
      });
      mails.splice(mails.indexOf(mail), 1);
      step(`beside Slack: ${about}, ${saying}`);
      return mail;
    },
    async close() {
      await leave();
      await account.call('sqs', 'delete_queue', { QueueUrl: url });
    },
  };
}

/** Resolves to what undoes it. */
async function join(account: Account, sender: Sender, queue: string): Promise<() => Promise<void>> {
  if ('rule' in sender) {
    const Rule = sender.rule.split('/').at(-1) ?? '';
    await account.call('events', 'put_targets', { Rule, Targets: [{ Id: 'mailbox', Arn: queue }] });
    return async () => {
      await account.call('events', 'remove_targets', { Rule, Ids: ['mailbox'] });
    };
  }
  const { SubscriptionArn = '' } = await account.call('sns', 'subscribe', {
    TopicArn: sender.topic,
    Protocol: 'sqs',
    Endpoint: queue,
    Attributes: { RawMessageDelivery: 'true' },
    ReturnSubscriptionArn: true,
  });
  return async () => {
    await account.call('sns', 'unsubscribe', { SubscriptionArn });
  };
}

function mayBeSentTo(service: string, arn: string): JsonObject {
  const statement = {
    Effect: 'Allow',
    Principal: { Service: service },
    Action: 'sqs:SendMessage',
    Resource: '*',
    Condition: { ArnEquals: { 'aws:SourceArn': arn } },
  };
  return { Version: '2012-10-17', Statement: [statement] };
}
