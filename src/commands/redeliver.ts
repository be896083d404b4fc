/** `npm run redeliver -- --stack NAME`: puts what is parked back into the queue from which the function takes it. */

import { CloudFormationClient, DescribeStackResourceCommand } from '@aws-sdk/client-cloudformation';
import {
  GetQueueAttributesCommand,
  SQSClient,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs';
import { CommandError } from './command-error.ts';
import { type OwnStack, runCommand } from './own-account.ts';

await runCommand('redeliver', async (own) => {
  const queues = new SQSClient({ ...own.settings, useQueueUrlAsEndpoint: false });
  const { arn, parked } = await describeQueue(queues, await findParkedQueue(own));
  if (parked === 0) return console.log('Nothing is parked.');
  await queues.send(new StartMessageMoveTaskCommand({ SourceArn: arn }));
  const messages = parked === 1 ? '1 message goes' : `About ${parked} messages go`;
  console.log(`${messages} back to the queue. The function takes them from there within minutes;
what Slack still refuses is tried for another day and parked again.`);
});

async function findParkedQueue({ stack, region, settings }: OwnStack): Promise<string> {
  const { StackResourceDetail } = await new CloudFormationClient(settings).send(
    new DescribeStackResourceCommand({ StackName: stack, LogicalResourceId: 'ParkedQueue' }),
  );
  const url = StackResourceDetail?.PhysicalResourceId;
  if (url !== undefined) return url;
  throw new CommandError(`AWS does not show the queue of stack ${stack} in ${region}.`);
}

async function describeQueue(queues: SQSClient, url: string) {
  const { Attributes = {} } = await queues.send(
    new GetQueueAttributesCommand({
      QueueUrl: url,
      AttributeNames: ['QueueArn', 'ApproximateNumberOfMessages'],
    }),
  );
  const { QueueArn: arn, ApproximateNumberOfMessages: parked } = Attributes;
  if (arn === undefined) throw new CommandError(`AWS does not say what the queue ${url} is.`);
  return { arn, parked: Number(parked) };
}
