import type { Alarm } from '../alarm/alarm.ts';
import { countBefore, TOLD_IN_FULL } from '../alarm/storms.ts';
import { BusyError } from '../errors.ts';
import type { Postpone, ReadCompany } from '../ports.ts';
import { alarmsInAlarm } from './alarms-in-alarm.ts';
import { type AwsAccess, type CallAws, type HttpFetch, isOwnAccount } from './call.ts';
import { createCloudWatchClient } from './cloudwatch-client.ts';
import { sendMessage } from './send-message.ts';
import type { Told } from './told.ts';

/** Milliseconds for all of it: an alarm waits for the answer. */
const BUDGET = 1_500;
const MOST_PAGES = 10;

/**
 * What else is in ALARM in this region; reads on only until it is clear that enough others went off before. CloudWatch
 * answers nine of these calls a second, and every alarm of a storm makes one.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html
 */
export function createReadCompany(access: AwsAccess, told: Told, fetch: HttpFetch): ReadCompany {
  const client = createCloudWatchClient(access, access.region, fetch);
  return async (alarm) => {
    if (!isHere(access, alarm)) return [];
    const abortSignal = AbortSignal.timeout(BUDGET);
    const found: Alarm[] = [];
    try {
      for await (const page of alarmsInAlarm(client, told, MOST_PAGES, () => abortSignal)) {
        found.push(...page);
        if (countBefore(alarm, found) >= TOLD_IN_FULL) break;
      }
    } catch (error) {
      // Who was given a page before asks for many itself.
      throw found.length === 0 && isThrottled(error) ? new BusyError() : error;
    }
    return found;
  };
}

function isHere(access: AwsAccess, { accountId, region = access.region }: Alarm): boolean {
  return isOwnAccount(access, accountId) && region === access.region;
}

function isThrottled(error: unknown): boolean {
  return error instanceof Error && error.name.startsWith('Throttling');
}

/** Seconds: long enough for a storm to pass, and for its alarms to come in one batch. */
const DELAY = 20;

/** Hands a notification to the queue that the function itself reads. */
export function createPostpone(access: AwsAccess, queueUrl: string, callAws: CallAws): Postpone {
  return (content, delaySeconds = DELAY) =>
    sendMessage(callAws, {
      queueUrl,
      region: access.region,
      body: typeof content === 'string' ? content : JSON.stringify(content),
      delaySeconds,
      signal: AbortSignal.timeout(BUDGET),
    });
}
