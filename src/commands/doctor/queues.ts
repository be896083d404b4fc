import { LambdaClient, ListEventSourceMappingsCommand } from '@aws-sdk/client-lambda';
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { OwnStack } from '../own-account.ts';
import { type Finding, fine, wrong } from './finding.ts';
import type { StackState } from './stack.ts';

/** Whether the function reads the queue of what could not be delivered. */
export async function checkMapping({ settings }: OwnStack, { ids }: StackState): Promise<Finding> {
  const { EventSourceMappings = [] } = await new LambdaClient(settings).send(
    new ListEventSourceMappingsCommand({ FunctionName: ids.get('Notifier') }),
  );
  const mapping = EventSourceMappings.find(({ EventSourceArn = '' }) =>
    EventSourceArn.includes(':sqs:'),
  );
  if (mapping === undefined) {
    return wrong(
      'the function does not read the queue of undelivered messages',
      'Run sam deploy again.',
    );
  }
  const { State = 'unknown', UUID = '', EventSourceArn: _ } = mapping;
  return /^(Enabled|Enabling|Creating|Updating)$/.test(State)
    ? fine('the function reads the queue of undelivered messages')
    : wrong(
        `the function does not read the queue of undelivered messages (${State})`,
        `aws lambda update-event-source-mapping --region ${settings.region} --uuid ${UUID} --enabled`,
      );
}

/** What waits for the next try. */
export async function checkUndelivered(own: OwnStack, { ids }: StackState): Promise<Finding> {
  const waiting = await countMessages(own, ids.get('UndeliveredQueue'));
  return waiting === 0
    ? fine('no message waits for another try')
    : wrong(
        `${inNumber(waiting)} for another try`,
        `The log says why: sam logs --stack-name ${own.stack} --region ${own.region}`,
      );
}

/** What is tried no longer. */
export async function checkParked(own: OwnStack, { ids }: StackState): Promise<Finding> {
  const parked = await countMessages(own, ids.get('ParkedQueue'));
  return parked === 0
    ? fine('no message is parked')
    : wrong(
        `${inNumber(parked)} in the parked queue`,
        `Mend the cause, then: npm run redeliver -- --stack ${own.stack} --region ${own.region}`,
      );
}

const inNumber = (count: number) => (count === 1 ? '1 message waits' : `${count} messages wait`);

async function countMessages({ settings }: OwnStack, url: string | undefined): Promise<number> {
  const { Attributes = {} } = await new SQSClient({
    ...settings,
    useQueueUrlAsEndpoint: false,
  }).send(
    new GetQueueAttributesCommand({
      QueueUrl: url,
      AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
    }),
  );
  return Object.values(Attributes).reduce((sum, count) => sum + Number(count), 0);
}
