import type { Alarm } from '../alarm/alarm.ts';
import { LEFT_TO_EVENTBRIDGE } from '../alarm/ledger.ts';
import { isNamedBy } from '../alarm/name-patterns.ts';
import { parseAlarmArn } from '../alarm/regions.ts';
import { isObject } from '../json.ts';
import type { Notification } from '../parse/envelope.ts';

/** An account and region. */
export interface Coverage {
  readonly accountId: string;
  readonly region: string;
}

/** Which state changes are told by which door. Says the same as the template's EventBridge rule. */
export interface QuietRules {
  /** Of this account and region EventBridge brings every state change; what comes by the topic as well is told once. */
  readonly eventBridgeCovers?: Coverage;
  /** Names of the alarms that the rule leaves out: this stack's own watchers. */
  readonly eventBridgeExcludes: readonly string[];
  /** Whether the rule brings INSUFFICIENT_DATA. */
  readonly notifyMissingData: boolean;
  /** Patterns of names that are left out of what EventBridge brings; `*` stands for any text. */
  readonly ignore: readonly string[];
  /** This stack's own sign of life. */
  readonly heartbeatAlarm?: string;
}

/** Milliseconds after the state change. A topic message later than that is the end of a mute window, not the change. */
const MOST_ON_THE_WAY = 60_000;

/** An alarm over many series says so of itself; each series has an event of its own, which says more. */
const ABOUT_ALL_SERIES = /^(\d+\+? out of )?\d+\+? time series evaluated to /;

/** Why nobody is to be told of the alarm; undefined for one that is to be announced. */
export function quietReason(
  alarm: Alarm,
  { content, publishedAt }: Pick<Notification, 'content' | 'publishedAt'>,
  rules: QuietRules,
): string | undefined {
  return reasonAt(isEvent(content) ? 'event' : 'topic', alarm, publishedAt, rules);
}

/** Whether somebody is to be told of a change that comes by this door. */
export function isExpected(door: 'topic' | 'event', alarm: Alarm, rules: QuietRules): boolean {
  const isFiltered =
    door === 'event' && alarm.state === 'INSUFFICIENT_DATA' && !rules.notifyMissingData;
  return !isFiltered && reasonAt(door, alarm, undefined, rules) === undefined;
}

function reasonAt(
  door: 'topic' | 'event',
  alarm: Alarm,
  publishedAt: number | undefined,
  rules: QuietRules,
): string | undefined {
  if (alarm.name === rules.heartbeatAlarm) return 'the sign of life of this stack';
  if (door === 'topic') return isToldByEvent(alarm, publishedAt, rules);
  if (rules.eventBridgeExcludes.includes(alarm.name)) return "one of this stack's own watchers";
  if (isNamedBy(alarm.name, rules.ignore)) return 'its name is in IGNORE';
  return isAboutAllSeries(alarm) ? 'each of its series is told' : undefined;
}

/** Whether EventBridge brought it. */
export function isEvent(content: unknown): boolean {
  return isObject(content) && typeof content['detail-type'] === 'string';
}

/** Only an ARN tells account and region for certain; what the rule does not bring is told from here. */
function isToldByEvent(
  { arn, name, state, changedAt }: Alarm,
  publishedAt: number | undefined,
  rules: QuietRules,
): string | undefined {
  const place = parseAlarmArn(arn);
  const covered = rules.eventBridgeCovers;
  const isCovered =
    place !== undefined &&
    place.accountId === covered?.accountId &&
    place.region === covered.region;
  const isLeftOut =
    rules.eventBridgeExcludes.includes(name) ||
    isNamedBy(name, rules.ignore) ||
    (state === 'INSUFFICIENT_DATA' && !rules.notifyMissingData);
  const isUnmuted = repeatedAfter(changedAt, publishedAt) !== undefined;
  return isCovered && !isLeftOut && !isUnmuted ? LEFT_TO_EVENTBRIDGE : undefined;
}

/**
 * Milliseconds between the change and a message of the topic that is not about the change itself: an action that is
 * taken again, as at the end of a mute window. Undefined for what was published at once, or does not say when.
 */
export function repeatedAfter(
  changedAt: number | undefined,
  publishedAt: number | undefined,
): number | undefined {
  if (changedAt === undefined || publishedAt === undefined) return undefined;
  const delay = publishedAt - changedAt;
  return delay > MOST_ON_THE_WAY ? delay : undefined;
}

function isAboutAllSeries({ contributor, state, reason = '' }: Alarm): boolean {
  return (
    contributor === undefined && state !== 'INSUFFICIENT_DATA' && ABOUT_ALL_SERIES.test(reason)
  );
}
