import type { AlarmState, ChildAlarm } from '../alarm/alarm.ts';
import { parseAlarmArn } from '../alarm/regions.ts';
import { stateNamed } from '../alarm/state-change.ts';
import {
  isObject,
  type JsonObject,
  parseJson,
  present,
  readArray,
  readObject,
  readText,
} from '../json.ts';
import { LONGEST_REASON } from './state-reason.ts';
import { lowerKeys } from './trigger.ts';

/** CloudWatch's three states; anything else is none. */
export function readState(source: JsonObject, key: string): AlarmState | undefined {
  const given = source[key];
  return stateNamed(typeof given === 'string' ? given.trim().toUpperCase() : undefined);
}

/**
 * The children of a composite alarm: as ARNs, or as `{Arn, State: {Value}}` in either case of letters. The reason names
 * the one that moved, and its state.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html
 */
export function readChildren(
  source: JsonObject,
  key: string,
  reason: string | undefined,
): readonly ChildAlarm[] {
  const children = readArray(source, key).flatMap(readChild);
  const moved = parseMoved(reason);
  if (moved === undefined) return children;
  return children.some(({ name }) => name === moved.name)
    ? children.map((child) => (child.name === moved.name ? { ...moved, ...child } : child))
    : [...children, moved];
}

function readChild(entry: unknown): readonly ChildAlarm[] {
  const parsed = typeof entry === 'string' ? parseJson(entry) : entry;
  const child = isObject(parsed) ? lowerKeys(parsed) : { arn: entry };
  const arn = readText(child, 'arn') ?? readText(child, 'alarmArn') ?? readText(child, 'alarmName');
  const state = readState(lowerKeys(readObject(child, 'state')), 'value');
  return arn === undefined ? [] : [childOf(arn, state)];
}

function childOf(arnOrName: string, state: AlarmState | undefined): ChildAlarm {
  const name = parseAlarmArn(arnOrName)?.name;
  return name === undefined
    ? present({ name: arnOrName, state })
    : present({ name, arn: arnOrName, state });
}

/** `arn:…:alarm:db CPU transitioned to ALARM at Friday 22 July, 2022 15:57:45 UTC` */
function parseMoved(reason: string | undefined): ChildAlarm | undefined {
  const [, arn = '', state] =
    /^(arn:.+:alarm:.+) transitioned to (OK|ALARM|INSUFFICIENT_DATA) at /s.exec(
      (reason ?? '').slice(0, LONGEST_REASON),
    ) ?? [];
  const name = parseAlarmArn(arn)?.name;
  return name === undefined
    ? undefined
    : present({ name, arn, state: readState({ state }, 'state') });
}
