/** `npm run redeliver -- --stack NAME`: puts what is parked back into the queue from which the function takes it. */

import { type CallAws, createCallAws } from '../aws/call.ts';
import { isObject, type JsonObject, parseJson, readObject, readText } from '../json.ts';
import { CommandError, runCommand } from './own-account.ts';

/** Milliseconds for one call. */
const TIMEOUT = 10_000;

interface Call {
  readonly callAws: CallAws;
  readonly region: string;
}

await runCommand('redeliver', async ({ stack, region, client }) => {
  // The client itself is not used: it knows where the user's credentials are.
  const credentials = await client.config.credentials();
  const endpointUrl = process.env['AWS_ENDPOINT_URL'];
  const access = { region, credentials, ...(endpointUrl ? { endpointUrl } : {}) };
  const call = { callAws: createCallAws(access, fetch), region };

  const url = await findParkedQueue(call, stack);
  const { arn, parked } = await describeQueue(call, url);
  if (parked === 0) return console.log('Nothing is parked.');
  await callSqs(call, 'StartMessageMoveTask', { SourceArn: arn });
  const messages = parked === 1 ? '1 message goes' : `About ${parked} messages go`;
  console.log(`${messages} back to the queue. The function takes them from there within minutes;
what Slack still refuses is tried for another day and parked again.`);
});

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackResource.html */
async function findParkedQueue({ callAws, region }: Call, stack: string): Promise<string> {
  const query = { Action: 'DescribeStackResource', Version: '2010-05-15' };
  const resource = { StackName: stack, LogicalResourceId: 'ParkedQueue' };
  const { text } = await callAws({
    service: 'cloudformation',
    region,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ ...query, ...resource }).toString(),
    signal: AbortSignal.timeout(TIMEOUT),
  });
  const url = /<PhysicalResourceId>([^<&]+)</.exec(text)?.[1];
  if (url !== undefined) return url;
  const reason = /<Message>([^<]*)</.exec(text)?.[1] ?? 'it gave no reason';
  throw new CommandError(`AWS does not show the queue of stack ${stack} in ${region}: ${reason}`);
}

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueAttributes.html */
async function describeQueue(call: Call, url: string) {
  const answer = await callSqs(call, 'GetQueueAttributes', {
    QueueUrl: url,
    AttributeNames: ['QueueArn', 'ApproximateNumberOfMessages'],
  });
  const attributes = readObject(answer, 'Attributes');
  const arn = readText(attributes, 'QueueArn');
  const parked = Number(readText(attributes, 'ApproximateNumberOfMessages'));
  if (arn === undefined) throw new CommandError(`AWS does not say what the queue ${url} is.`);
  return { arn, parked };
}

async function callSqs({ callAws, region }: Call, operation: string, input: JsonObject) {
  const { status, text } = await callAws({
    service: 'sqs',
    region,
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': `AmazonSQS.${operation}`,
    },
    body: JSON.stringify(input),
    signal: AbortSignal.timeout(TIMEOUT),
  });
  const answer = parseJson(text);
  const known = isObject(answer) ? answer : {};
  if (status === 200) return known;
  const reason = readText(known, 'message') ?? readText(known, 'Message') ?? `status ${status}`;
  throw new CommandError(`AWS refused ${operation}: ${reason}`);
}
