import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import type { Alarm } from '../alarm/alarm.ts';
import { countBefore, type Moment, TOLD_IN_FULL } from '../alarm/storms.ts';
import { BusyError } from '../errors.ts';
import type { Postpone, ReadBurning, ReadCompany } from '../ports.ts';
import { alarmsInAlarm } from './alarms-in-alarm.ts';
import type { AwsAccess, CallAws } from './call.ts';
import { readChangedAlike } from './changed-alike.ts';
import { orBusy } from './or-busy.ts';
import type { PlaceFor } from './place.ts';
import { sendMessage } from './send-message.ts';
import type { Scope } from './told.ts';

/** Milliseconds for all of it: an alarm waits for the answer. */
const BUDGET = 1_500;
const MOST_PAGES = 10;

/**
 * Reads what else is in ALARM in the alarm's account and region or, for any other state and for the series of an alarm,
 * what changed into it just before. Nothing where this function may not read. Stops reading once it is clear that enough
 * others changed before. CloudWatch answers nine calls of DescribeAlarms and twenty of
 * DescribeAlarmHistory a second, and every alarm of a storm makes one.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html
 */
export function createReadCompany(told: Scope, placeFor: PlaceFor): ReadCompany {
  return async (alarm) => {
    const signal = AbortSignal.timeout(BUDGET);
    const place = await placeFor(alarm);
    if (place === undefined) return [];
    const { client } = place;
    const scope = place.isHome ? told : elsewhere(told);
    if (alarm.state !== 'ALARM' || alarm.contributor !== undefined)
      return orBusy(() => readChangedAlike(client, scope, alarm, signal));
    const ask = () => orBusy(() => readInAlarm(client, scope, alarm, signal));
    // Others use up these answers, too: an alarm that is alone must not wait for a batch because of them.
    return ask().catch((error: unknown) => {
      if (error instanceof BusyError) return pause().then(ask);
      throw error;
    });
  };
}

async function readInAlarm(
  client: CloudWatchClient,
  told: Scope,
  alarm: Alarm,
  signal: AbortSignal,
): Promise<readonly Moment[]> {
  const found: Moment[] = [];
  try {
    for await (const page of alarmsInAlarm(client, told, MOST_PAGES, () => signal)) {
      found.push(...page);
      if (countBefore(alarm, found) >= TOLD_IN_FULL) break;
    }
  } catch (error) {
    // It got a page before: refused now, it has asked for many itself, which is no sign of a storm.
    throw found.length === 0 ? error : new Error('the alarms could not be read to their end');
  }
  return found;
}

/** What a spoke forwards: every change but of what the hub ignores. */
function elsewhere(told: Scope): Scope {
  return { ...told, everyAlarm: true, watchers: [] };
}

/** Milliseconds, and up to as many more at random, so that not all ask again at the same moment. */
const PAUSE = 300;

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, PAUSE * (1 + Math.random())));
}

/** Reads which alarms are in ALARM; undefined for a thousand and more, and where this function may not read. */
export function createReadBurning(told: Scope, placeFor: PlaceFor): ReadBurning {
  return async (alarm) => {
    const signal = AbortSignal.timeout(BUDGET);
    const place = await placeFor(alarm);
    if (place === undefined) return undefined;
    const scope = place.isHome ? told : elsewhere(told);
    const pages: (readonly Moment[])[] = [];
    for await (const page of alarmsInAlarm(place.client, scope, MOST_PAGES, () => signal))
      pages.push(page);
    return pages.length < MOST_PAGES ? pages.flat() : undefined;
  };
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
