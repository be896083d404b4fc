import { isObject, parseJson, readText } from '../json.ts';
import type { CallAws } from './call.ts';

export interface Message {
  /** As CloudFormation gives it. Only the queue that it names is used: the endpoint is the region's own. */
  readonly queueUrl: string;
  readonly region: string;
  readonly body: string;
  /** Nobody may receive it before so many seconds. */
  readonly delaySeconds?: number;
  readonly signal: AbortSignal;
}

/**
 * Puts a message into a queue. Takes the right sqs:SendMessage on it.
 * @throws {Error} with the status and the name of the error when SQS does not take it
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
 */
export async function sendMessage(
  callAws: CallAws,
  { queueUrl, region, body, delaySeconds, signal }: Message,
): Promise<void> {
  const { status, text } = await callAws({
    service: 'sqs',
    region,
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': 'AmazonSQS.SendMessage',
    },
    body: JSON.stringify({ QueueUrl: queueUrl, MessageBody: body, DelaySeconds: delaySeconds }),
    signal,
  });
  if (status === 200) return;
  const answer = parseJson(text);
  const type = isObject(answer) ? (readText(answer, '__type') ?? '') : '';
  const name = /^(?:[\w.]+#)?(\w+)$/.exec(type)?.[1] ?? '';
  throw new Error(`SQS answered ${status} ${name}`.trim());
}
