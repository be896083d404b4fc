import {
  type AlarmHistoryItem,
  type CloudWatchClient,
  DescribeAlarmHistoryCommand,
  type HistoryItemType,
} from '@aws-sdk/client-cloudwatch';
import type { Alarm } from '../alarm/alarm.ts';
import { isNamedBy } from '../alarm/name-patterns.ts';
import { SAME } from '../alarm/state-change.ts';
import { countBefore, type Moment, STORM_SPAN, TOLD_IN_FULL } from '../alarm/storms.ts';
import { EVERY_TYPE } from './alarm-types.ts';
import { toChange } from './changes.ts';
import { pagesOf } from './pages.ts';
import { toStateChange } from './state-changes.ts';
import { isToldByEvents, type Scope } from './told.ts';

/** Milliseconds within which the action of a change may not be written down yet. */
const UNWRITTEN = 5_000;
const PAGE = 100;
const SERIES: HistoryItemType = 'AlarmContributorStateUpdate';
const MOST_PAGES = 5;

/**
 * The alarms that changed into the same state as this one in the minute before; of a series of many, the other series.
 * Which alarms are in that state now says nothing, because most are OK. Oldest first: in a storm the first page has those
 * that are told in full.
 * @throws the SDK's error when CloudWatch gives no answer
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarmHistory.html
 */
export async function readChangedAlike(
  client: CloudWatchClient,
  told: Scope,
  alarm: Alarm,
  abortSignal: AbortSignal,
): Promise<readonly Moment[]> {
  const { name, changedAt, contributor } = alarm;
  if (changedAt === undefined) return [];
  const asked =
    contributor === undefined
      ? { AlarmTypes: EVERY_TYPE }
      : { AlarmName: name, HistoryItemType: SERIES };
  const items: AlarmHistoryItem[] = [];
  const pages = pagesOf(MOST_PAGES, (NextToken) =>
    client.send(
      new DescribeAlarmHistoryCommand({
        ...asked,
        StartDate: new Date(changedAt - STORM_SPAN),
        EndDate: new Date(changedAt + SAME),
        ScanBy: 'TimestampAscending',
        MaxRecords: PAGE,
        NextToken,
      }),
      { abortSignal },
    ),
  );
  let found: readonly Moment[] = [];
  for await (const { AlarmHistoryItems = [] } of pages) {
    items.push(...AlarmHistoryItems);
    found =
      contributor === undefined
        ? alikeAmong(items, told, { ...alarm, changedAt })
        : items.flatMap((item) => seriesAlike(item, alarm));
    if (countBefore(alarm, found) >= TOLD_IN_FULL) break;
  }
  return found;
}

/** Its alarm is told, and so all of them are. */
function seriesAlike(item: AlarmHistoryItem, { name, state }: Alarm): readonly Moment[] {
  const { at, from, to } = toStateChange(item);
  const attributes = Object.entries(item.AlarmContributorAttributes ?? {});
  const contributor = attributes.map(([key, value]) => ({ name: key, value }));
  return to === state && from !== to ? [{ name, contributor, changedAt: at }] : [];
}

/**
 * Those that this stack tells: EventBridge brings the alarm, or our topic got the change. Whether the topic got the latest
 * changes may not be written down yet. They are counted: rather gather too many than too few.
 */
function alikeAmong(
  items: readonly AlarmHistoryItem[],
  told: Scope,
  { state, changedAt }: Alarm & { readonly changedAt: number },
): readonly Moment[] {
  const acted = new Set(
    items.flatMap((item) =>
      toChange(item, told).flatMap(({ door, name }) => (door === 'topic' ? [name] : [])),
    ),
  );
  const isOfThisStack = (name: string, at: number) =>
    acted.has(name) || isToldByEvents(name, told) || changedAt - at <= UNWRITTEN;
  return items.flatMap((item) => {
    const { AlarmName: name, HistoryItemType, AlarmContributorId } = item;
    if (!name || HistoryItemType !== 'StateUpdate' || AlarmContributorId) return [];
    if (told.watchers.includes(name)) return [];
    if (isNamedBy(name, told.ignore) && !acted.has(name)) return [];
    const { at, from, to } = toStateChange(item);
    return to === state && from !== to && isOfThisStack(name, at) ? [{ name, changedAt: at }] : [];
  });
}
