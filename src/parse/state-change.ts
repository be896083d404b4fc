import type { Alarm, Evaluation, Trigger } from '../alarm/alarm.ts';
import { isRegion, parseAlarmArn, partitionOf, regionName } from '../alarm/regions.ts';
import {
  isObject,
  type JsonObject,
  parseJson,
  present,
  readArray,
  readObject,
  readText,
  readTime,
} from '../json.ts';
import { readChildren, readState } from './composite.ts';
import { listFacts } from './facts.ts';
import { readContributor } from './sns-alarm.ts';
import { parseStateReason } from './state-reason.ts';
import { parseTrigger } from './trigger.ts';
import { OF_STATE_CHANGE, unknownOf } from './unknown.ts';

/** One state change in the form that EventBridge and the direct Lambda action share. */
interface StateChange {
  readonly arn: string | undefined;
  readonly accountId: string | undefined;
  readonly region: string | undefined;
  readonly time: number | undefined;
  /** EventBridge's `detail`, the Lambda action's `alarmData`. */
  readonly detail: JsonObject;
}

const STATE_CHANGE = /^CloudWatch Alarm (Contributor )?State Change$/;

/**
 * EventBridge's `CloudWatch Alarm State Change` and `CloudWatch Alarm Contributor State Change`.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html
 */
export function parseEventBridgeAlarm(event: JsonObject): Alarm | undefined {
  if (!STATE_CHANGE.test(readText(event, 'detail-type') ?? '')) return undefined;
  const [arn] = readArray(event, 'resources').filter((value) => typeof value === 'string');
  return parseStateChange({
    arn,
    accountId: readText(event, 'account'),
    region: readText(event, 'region'),
    time: readTime(event, 'time'),
    detail: readObject(event, 'detail'),
  });
}

/**
 * The event of an alarm whose action is the function itself.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-actions-Lambda.html
 */
export function parseActionAlarm(event: JsonObject): Alarm | undefined {
  if (!isObject(event['alarmData'])) return undefined;
  return parseStateChange({
    arn: readText(event, 'alarmArn'),
    accountId: readText(event, 'accountId'),
    region: readText(event, 'region'),
    time: readTime(event, 'time'),
    detail: readObject(event, 'alarmData'),
  });
}

/**
 * Why nobody is to be told of a state change: a composite alarm suppresses the actions, or a mute rule does. Such
 * changes reach EventBridge all the same. Undefined for one that is to be announced.
 */
export function silenceOf(event: JsonObject): string | undefined {
  const detail = readObject(event, 'detail');
  const state = readObject(detail, 'state');
  if (readText(state, 'actionsSuppressedBy') !== undefined) return 'actions suppressed';
  const isMuted = [detail, state].some((source) =>
    isMuting(readObject(source, 'muteDetail'), state),
  );
  return isMuted ? 'muted by an alarm mute rule' : undefined;
}

/** A rule mutes what happens in its window; a change that lies outside is told, whatever the event says beside. */
function isMuting(mute: JsonObject, state: JsonObject): boolean {
  const changedAt = readTime(state, 'timestamp');
  const start = readTime(mute, 'muteWindowStart');
  const end = readTime(mute, 'muteWindowEnd');
  if (readText(mute, 'mutedByArn') === undefined) return false;
  if (changedAt === undefined) return true;
  return (start === undefined || changedAt >= start) && (end === undefined || changedAt <= end);
}

function parseStateChange({
  arn,
  accountId,
  region,
  time,
  detail,
}: StateChange): Alarm | undefined {
  const current = readObject(detail, 'state');
  const previous = readObject(detail, 'previousState');
  const state = readState(current, 'value');
  const parsed = parseAlarmArn(arn);
  const name = readText(detail, 'alarmName') ?? parsed?.name;
  if (state === undefined || name === undefined) return undefined;
  const reason = readText(current, 'reason');
  const reasonData = current['reasonData'];
  const evaluation = parseStateReason(reason, reasonData);
  const code = parsed?.region ?? (isRegion(region) ? region : undefined);
  const configuration = readObject(detail, 'configuration');
  const series = readContributor(detail);
  // The event does not say what a series was before, and it is either in ALARM or OK.
  // https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Acting_Alarm_Changes.html
  const was = series.contributor && state === 'OK' ? 'ALARM' : undefined;
  return present({
    name,
    arn,
    description: readText(configuration, 'description'),
    accountId: parsed?.accountId ?? accountId,
    partition: partitionOf(code),
    region: code,
    regionName: regionName(code),
    state,
    previousState: readState(previous, 'value') ?? was,
    previousChangedAt: readTime(previous, 'timestamp'),
    previousReason: readText(previous, 'reason'),
    changedAt: readTime(current, 'timestamp') ?? time,
    reason,
    evaluation,
    trigger: readTrigger(configuration, current, evaluation),
    ...series,
    facts: listFacts(unknownOf(detail, OF_STATE_CHANGE)),
  });
}

function readTrigger(
  configuration: JsonObject,
  state: JsonObject,
  evaluation: Evaluation,
): Trigger | undefined {
  const rule = readText(configuration, 'alarmRule');
  if (rule === undefined) return parseTrigger(configuration, evaluation);
  const data = state['reasonData'];
  const inner = typeof data === 'string' ? parseJson(data) : data;
  const reason = readText(state, 'reason');
  const children = readChildren(isObject(inner) ? inner : {}, 'triggeringAlarms', reason);
  return { kind: 'composite', rule, children };
}
