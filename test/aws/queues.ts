import { textAt } from '../helpers/template.ts';
import type { Account } from './account.ts';
import { step } from './step.ts';
import { waitFor } from './waiting.ts';

const TO_ARRIVE = 60_000;

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
