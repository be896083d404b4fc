import type { Park } from '../ports.ts';
import type { CallAws } from './call.ts';
import { sendMessage } from './send-message.ts';

export interface ParkedQueueOptions {
  /** As CloudFormation gives it. Only the queue that it names is used: the endpoint is the region's own. */
  readonly queueUrl: string;
  readonly region: string;
  readonly callAws: CallAws;
}

/** Milliseconds. */
const SEND_TIMEOUT = 5_000;

/** Puts a record into the queue of what a person has to look at. Takes the right sqs:SendMessage on that queue. */
export function createPark({ queueUrl, region, callAws }: ParkedQueueOptions): Park {
  return (record, timeLeft) =>
    sendMessage(callAws, {
      queueUrl,
      region,
      body: record,
      signal: AbortSignal.timeout(Math.max(1, Math.min(timeLeft(), SEND_TIMEOUT))),
    });
}
