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

/** Which state changes are told when the topic brings them, and which when EventBridge does, as in the template's rule. */
export interface QuietRules {
  /** EventBridge brings every state change of this account and region. Copies that the topic brings are not told. */
  readonly eventBridgeCovers?: Coverage;
  /** Names of the alarms that the rule leaves out: this stack's own watchers. */
  readonly eventBridgeExcludes: readonly string[];
  /** Whether the rule brings INSUFFICIENT_DATA. */
  readonly notifyMissingData: boolean;
  /** Patterns of names that are not told when EventBridge brings them; `*` matches any text. */
  readonly ignore: readonly string[];
  /** The name of this stack's own sign of life, which is never told. */
  readonly heartbeatAlarm?: string;
}

/** Milliseconds after the state change. A topic message later than that is the end of a mute window, not the change. */
const MOST_ON_THE_WAY = 60_000;

/** How the reason of an alarm over many series begins. Each series has an event of its own, which says more. */
const ABOUT_ALL_SERIES = /^(\d+\+? out of )?\d+\+? time series evaluated to /;

/** Why the alarm is kept quiet; undefined if it is to be told. */
export function quietReason(
  alarm: Alarm,
  { content, publishedAt }: Pick<Notification, 'content' | 'publishedAt'>,
  rules: QuietRules,
): string | undefined {
  return reasonAt(isEvent(content) ? 'event' : 'topic', alarm, publishedAt, rules);
}

/** Whether a change that comes by this door is to be told. */
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

/** Only an ARN names account and region for certain. What the rule leaves out is told when the topic brings it. */
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
 * Milliseconds from the change to an action that CloudWatch took again later, as at the end of a mute window. Undefined
 * if the message was published at once, or if either time is unknown.
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
