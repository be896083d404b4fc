import {
  type AlarmHistoryItem,
  type CloudWatchClient,
  DescribeAlarmHistoryCommand,
} from '@aws-sdk/client-cloudwatch';
import type { AlarmState } from '../alarm/alarm.ts';
import type { Span } from '../alarm/evaluator.ts';
import type { Change } from '../alarm/missed.ts';
import { stateNamed } from '../alarm/state-change.ts';
import { isObject, type JsonObject, parseJson, present, readObject, readText } from '../json.ts';
import { EVERY_TYPE } from './alarm-types.ts';
import { pagesOf } from './pages.ts';
import { isToldByEvents, type Scope } from './told.ts';

const PAGE = 100;
/** 10,000 changes and actions in an hour. */
const MOST_PAGES = 100;

interface Asked extends Span {
  /** Of each call. */
  readonly signal: () => AbortSignal;
}

/**
 * What was to reach the function: the actions that CloudWatch took on our topic, or could not take, and the changes that
 * EventBridge brings. An alarm that is muted or suppressed takes no action, and so is not among them.
 * @throws the SDK's error when CloudWatch gives no answer
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarmHistory.html
 */
export async function readChanges(
  client: CloudWatchClient,
  told: Scope,
  { from, to, signal }: Asked,
): Promise<readonly Change[]> {
  const found: Change[] = [];
  const pages = pagesOf(MOST_PAGES, (NextToken) =>
    client.send(
      new DescribeAlarmHistoryCommand({
        AlarmTypes: EVERY_TYPE,
        StartDate: new Date(from),
        EndDate: new Date(to),
        MaxRecords: PAGE,
        NextToken,
      }),
      { abortSignal: signal() },
    ),
  );
  for await (const { AlarmHistoryItems = [] } of pages) {
    found.push(...AlarmHistoryItems.flatMap((item) => toChange(item, told)));
  }
  return found;
}

/** Empty for an item that was not to reach the function. */
export function toChange(item: AlarmHistoryItem, told: Scope): readonly Change[] {
  const { AlarmName: name, HistoryItemType: type, HistoryData = '', Timestamp } = item;
  if (!name || Timestamp === undefined) return [];
  const parsed = parseJson(HistoryData);
  const data = isObject(parsed) ? parsed : {};
  const attributes = Object.entries(item.AlarmContributorAttributes ?? {});
  const contributor = attributes.map(([key, value]) => ({ name: key, value }));
  const part =
    type === 'Action' || type === 'AlarmContributorAction'
      ? actionOf(item, data, told)
      : type === 'StateUpdate' || type === 'AlarmContributorStateUpdate'
        ? updateOf(data, told, name)
        : undefined;
  if (part === undefined) return [];
  const at = Timestamp.getTime();
  return [
    present({ name, at, contributor: contributor.length > 0 ? contributor : undefined, ...part }),
  ];
}

type Part = Pick<Change, 'state' | 'reason' | 'door' | 'isFailed' | 'cause'>;

const CAUSE = /[Rr]eceived error: "?([^"]*)/;

/** What was done or tried on our topic; not what was suppressed. */
function actionOf(
  { HistorySummary: summary = '' }: AlarmHistoryItem,
  data: JsonObject,
  { topicArn }: Scope,
): Part | undefined {
  const isFailed = summary.startsWith('Failed to execute action');
  if (!isFailed && !summary.startsWith('Successfully executed action')) return undefined;
  if (topicArn === undefined || !isAction(summary, topicArn)) return undefined;
  const published = parseJson(readText(data, 'publishedMessage') ?? '');
  const message = parseJson((isObject(published) && readText(published, 'default')) || '');
  const state = isObject(message) ? stateIn(message, 'NewStateValue') : undefined;
  const error = readText(data, 'error') ?? CAUSE.exec(summary)?.[1]?.trim();
  return present({ door: 'topic' as const, isFailed, state, cause: isFailed ? error : undefined });
}

/** Another topic's ARN may begin with ours. */
function isAction(summary: string, topicArn: string): boolean {
  const start = summary.indexOf(topicArn);
  return start >= 0 && !/[\w-]/.test(summary.charAt(start + topicArn.length));
}

function updateOf(data: JsonObject, told: Scope, name: string): Part | undefined {
  if (!isToldByEvents(name, told)) return undefined;
  const news = readObject(data, 'newState');
  const state = stateIn(news, 'stateValue');
  return present({
    door: 'event' as const,
    isFailed: false,
    state,
    reason: readText(news, 'stateReason'),
  });
}

function stateIn(source: JsonObject, key: string): AlarmState | undefined {
  return stateNamed(readText(source, key));
}
