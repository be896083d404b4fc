import { textAt } from '../helpers/template.ts';
import type { Account } from './account.ts';
import { named, type Stack } from './stack.ts';
import { step } from './step.ts';
import { waitFor } from './waiting.ts';

const TO_ARRIVE = 60_000;

/**
 * What takes minutes in the template, test/template.test.ts and the fault table look after. Here the same way is gone
 * in seconds: a batch is gathered for 1 s instead of 60 s, and a failed message is tried again after 12 s, not 300 s.
 * It must not come again while the function still works on it: five posts, a second apart, after a cold start.
 */
export async function shortenWaits(account: Account, stack: Stack): Promise<void> {
  const { ids } = stack;
  await gatherFor(account, stack, 1);
  await account.call('sqs', 'set_queue_attributes', {
    QueueUrl: named(ids, 'UndeliveredQueue'),
    Attributes: { VisibilityTimeout: '12' },
  });
}

/** How many seconds Lambda gathers messages of the undelivered queue before it hands them over. */
export async function gatherFor(account: Account, { ids }: Stack, seconds: number): Promise<void> {
  await account.call('lambda', 'update_event_source_mapping', {
    UUID: named(ids, 'NotifierUndelivered'),
    MaximumBatchingWindowInSeconds: seconds,
  });
}

/** Waits until so many messages are in the queue, those that are being worked on among them. */
export async function countMessages(account: Account, url: string, count: number): Promise<void> {
  const name = url.replace(/.*\//, '');
  await waitFor(`${count} messages in ${name}`, TO_ARRIVE, async () => {
    const { visible, notVisible } = await readCounts(account, url);
    return visible + notVisible === count;
  });
  step(`${count} in ${name}`);
}

export async function readCounts(account: Account, url: string) {
  const found = await account.call('sqs', 'get_queue_attributes', {
    QueueUrl: url,
    AttributeNames: ['All'],
  });
  const read = (name: string) => Number(textAt(found, 'Attributes', name));
  return {
    visible: read('ApproximateNumberOfMessages'),
    notVisible: read('ApproximateNumberOfMessagesNotVisible'),
  };
}
