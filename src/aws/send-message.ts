import type { CallAws } from './call.ts';
import { callJson } from './json-protocol.ts';

export interface Message {
  /** As CloudFormation gives it. Only the queue that it names is used: the endpoint is the region's own. */
  readonly queueUrl: string;
  readonly region: string;
  readonly body: string;
  /** Seconds before it can be received, 900 at most. */
  readonly delaySeconds?: number;
  readonly signal: AbortSignal;
}

/**
 * Puts a message into a queue. Takes the right sqs:SendMessage on it.
 * @throws {AwsRefusal} with the status and the name of the error when SQS does not take it
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
 */
export async function sendMessage(
  callAws: CallAws,
  { queueUrl, region, body, delaySeconds, signal }: Message,
): Promise<void> {
  await callJson(callAws, {
    service: 'sqs',
    region,
    signal,
    target: 'AmazonSQS.SendMessage',
    version: '1.0',
    input: { QueueUrl: queueUrl, MessageBody: body, DelaySeconds: delaySeconds },
  });
}
