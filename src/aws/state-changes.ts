import {
  type AlarmHistoryItem,
  type CloudWatchClient,
  DescribeAlarmHistoryCommand,
} from '@aws-sdk/client-cloudwatch';
import type { Alarm, Dimension } from '../alarm/alarm.ts';
import type { StateChange } from '../alarm/state-change.ts';
import { isObject, parseJson, readObject, readText } from '../json.ts';
import { EVERY_TYPE } from './alarm-types.ts';

/** What an alarm's history says of its states. */

/** Each takes some kilobytes. A day of an alarm seldom has so many. */
const CHANGES_OF_A_DAY = 100;
/** Enough to find the latest ALARM behind an OK that is hours old, and to tell whether the alarm flaps. */
const CHANGES = 40;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/**
 * An alarm's latest changes, up to an hour after its notification. They reach back a day, or if `isWhole` as far as it
 * takes to find the beginning of the ALARM that it has just left, 40 changes at most.
 * @throws the SDK's error when CloudWatch gives no answer
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarmHistory.html
 */
export async function readStateChanges(
  client: CloudWatchClient,
  { name, trigger, contributor, contributorId, changedAt }: Alarm,
  isWhole: boolean,
  abortSignal: AbortSignal,
): Promise<readonly StateChange[]> {
  const command = new DescribeAlarmHistoryCommand({
    AlarmName: name,
    // Composite alarms are left out unless asked for.
    ...(trigger?.kind === 'composite' ? { AlarmTypes: ['CompositeAlarm'] } : {}),
    ...(trigger === undefined ? { AlarmTypes: EVERY_TYPE } : {}),
    // What the series of an alarm do is written down apart from what the alarm does.
    HistoryItemType: contributor === undefined ? 'StateUpdate' : 'AlarmContributorStateUpdate',
    ...(contributorId === undefined ? {} : { AlarmContributorId: contributorId }),
    ...(isWhole || changedAt === undefined ? {} : { StartDate: new Date(changedAt - DAY) }),
    ...(changedAt === undefined ? {} : { EndDate: new Date(changedAt + HOUR) }),
    ScanBy: 'TimestampDescending',
    MaxRecords: isWhole ? CHANGES : CHANGES_OF_A_DAY,
  });
  const { AlarmHistoryItems = [] } = await client.send(command, { abortSignal });
  return AlarmHistoryItems.filter((item) => isAbout(item, contributor, contributorId)).map(
    toStateChange,
  );
}

function isAbout(
  { AlarmContributorId, AlarmContributorAttributes = {} }: AlarmHistoryItem,
  contributor: readonly Dimension[] | undefined,
  contributorId: string | undefined,
): boolean {
  if (contributor === undefined) return AlarmContributorId === undefined;
  if (contributorId !== undefined) return AlarmContributorId === contributorId;
  return contributor.every(({ name, value }) => AlarmContributorAttributes[name] === value);
}

/** An item of the type `StateUpdate` or `AlarmContributorStateUpdate`. */
export function toStateChange({ Timestamp, HistoryData = '' }: AlarmHistoryItem): StateChange {
  const change = parseJson(HistoryData);
  const stateIn = (key: string) =>
    isObject(change) ? readText(readObject(change, key), 'stateValue') : undefined;
  return {
    at: Timestamp?.getTime() ?? Number.NaN,
    from: stateIn('oldState'),
    to: stateIn('newState'),
  };
}
