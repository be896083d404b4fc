import { isObject, parseJson, readText } from '../json.ts';
import type { Park } from '../ports.ts';
import type { CallAws } from './call.ts';

export interface ParkedQueueOptions {
  /** As CloudFormation gives it. Only the queue that it names is used: the endpoint is the region's own. */
  readonly queueUrl: string;
  readonly region: string;
  readonly callAws: CallAws;
}

/** Milliseconds. */
const SEND_TIMEOUT = 5_000;

/**
 * Puts a record into the queue of what a person has to look at. Takes the right sqs:SendMessage on that queue.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
 */
export function createPark({ queueUrl, region, callAws }: ParkedQueueOptions): Park {
  return async (record, timeLeft) => {
    const { status, text } = await callAws({
      service: 'sqs',
      region,
      headers: {
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': 'AmazonSQS.SendMessage',
      },
      body: JSON.stringify({ QueueUrl: queueUrl, MessageBody: record }),
      signal: AbortSignal.timeout(Math.max(1, Math.min(timeLeft(), SEND_TIMEOUT))),
    });
    if (status === 200) return;
    const answer = parseJson(text);
    const type = isObject(answer) ? (readText(answer, '__type') ?? '') : '';
    const name = /^(?:[\w.]+#)?(\w+)$/.exec(type)?.[1] ?? '';
    throw new Error(`SQS answered ${status} ${name}`.trim());
  };
}
