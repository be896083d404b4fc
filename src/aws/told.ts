import type { DescribedAlarm } from './described-alarm.ts';

/** Which alarms are told by this stack. */
export interface Told {
  /** The topic that alarms notify. */
  readonly topicArn?: string | undefined;
  /** Whether EventBridge brings every alarm. */
  readonly everyAlarm: boolean;
  /** The stack's own watchers are named `<stack>-ops-…`, its fleet alarm `<stack>-fleet-cpu`. */
  readonly stackName?: string | undefined;
}

/** All is set by the template. */
export function toldBy(env: Readonly<Record<string, string | undefined>>): Told {
  return {
    topicArn: env['TOPIC_ARN'] || undefined,
    everyAlarm: Boolean(env['EVENTBRIDGE_COVERS']),
    stackName: env['STACK_NAME'] || undefined,
  };
}

/** Disabled and suppressed ones are quiet because somebody wants it so. */
export function isTold(alarm: DescribedAlarm, { topicArn, everyAlarm, stackName }: Told): boolean {
  const name = alarm.AlarmName ?? '';
  if (alarm.ActionsEnabled === false || alarm.ActionsSuppressedBy !== undefined) return false;
  if (stackName !== undefined && name.startsWith(`${stackName}-ops-`)) return false;
  if (everyAlarm || (stackName !== undefined && name === `${stackName}-fleet-cpu`)) return true;
  return topicArn !== undefined && (alarm.AlarmActions ?? []).includes(topicArn);
}
