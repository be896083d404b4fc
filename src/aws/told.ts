import { isNamedBy } from '../alarm/name-patterns.ts';
import type { DescribedAlarm } from './described-alarm.ts';

/** Which alarms are told by this stack. */
export interface Scope {
  /** The topic that alarms notify. */
  readonly topicArn?: string | undefined;
  /** Whether EventBridge brings every alarm. */
  readonly everyAlarm: boolean;
  /** The stack's fleet alarms, which EventBridge brings in any case, are named `<stack>-fleet-…`. */
  readonly stackName?: string | undefined;
  /** Names of the stack's own watchers, which are not told. */
  readonly watchers: readonly string[];
  /** Patterns of names that are not told where EventBridge brings them. */
  readonly ignore: readonly string[];
}

/** What the function is told of the stack that it is in. */
export interface Stack {
  readonly told: Scope;
  /** The queue that the function itself reads. */
  readonly undeliveredQueueUrl?: string | undefined;
  /** The name of the role that each other account of the organization has for this function. */
  readonly spokeRole?: string | undefined;
  /** The function's own log. */
  readonly logGroup?: string | undefined;
}

/** On a developer's machine. */
export const NO_STACK: Stack = { told: { everyAlarm: false, watchers: [], ignore: [] } };

/** Whether EventBridge brings the changes of the alarm of this name: of every alarm, or of the stack's own fleet. */
export function isToldByEvents(name: string, { everyAlarm, stackName }: Scope): boolean {
  const fleet = ['fleet-cpu', 'fleet-status'].map((one) => `${stackName}-${one}`);
  return everyAlarm || (stackName !== undefined && fleet.includes(name));
}

/**
 * Whether this stack tells the alarm: EventBridge brings it, or one of its actions is the topic. If its actions are
 * disabled or suppressed, somebody wants it quiet.
 * @param actions ARNs of the actions that count; those for ALARM unless given
 */
export function isTold(
  alarm: DescribedAlarm,
  told: Scope,
  actions: readonly string[] = alarm.AlarmActions ?? [],
): boolean {
  const name = alarm.AlarmName ?? '';
  if (alarm.ActionsEnabled === false || alarm.ActionsSuppressedBy !== undefined) return false;
  if (told.watchers.includes(name)) return false;
  if (isToldByEvents(name, told) && !isNamedBy(name, told.ignore)) return true;
  return told.topicArn !== undefined && actions.includes(told.topicArn);
}
