import {
  CloudWatchClient,
  type MetricAlarm,
  paginateDescribeAlarms,
} from '@aws-sdk/client-cloudwatch';
import type { OwnStack } from '../own-account.ts';
import { type Finding, fine, wrong } from './finding.ts';
import type { StackState } from './stack.ts';

/** Those that watch the stack itself and send mails. */
const WATCHER = /-ops-[a-z]+$/;
/** Set to ALARM by a schedule, over and over: its state says nothing. */
const HEARTBEAT = /-ops-heartbeat$/;
/** How many names one DescribeAlarms takes. */
const NAMES = 100;

/** Whether the stack's alarms are there, act, see data, and are quiet about the stack itself. */
export async function checkAlarms(own: OwnStack, state: StackState): Promise<readonly Finding[]> {
  const alarms = await describeAlarms(own, state.alarms);
  const there = new Set(alarms.map(({ AlarmName }) => AlarmName));
  const missing = state.alarms
    .filter((name) => !there.has(name))
    .map((name) => wrong(`the alarm ${name} was deleted`, 'Run sam deploy again.'));
  const found = [...missing, ...alarms.flatMap((alarm) => judge(alarm, own) ?? [])];
  return found.length > 0 ? found : [fine(`the ${alarms.length} alarms of the stack see data`)];
}

async function describeAlarms(
  { settings }: OwnStack,
  names: readonly string[],
): Promise<readonly MetricAlarm[]> {
  const client = new CloudWatchClient(settings);
  const found: MetricAlarm[] = [];
  for (let start = 0; start < names.length; start += NAMES) {
    const AlarmNames = names.slice(start, start + NAMES);
    for await (const page of paginateDescribeAlarms({ client }, { AlarmNames })) {
      found.push(...(page.MetricAlarms ?? []));
    }
  }
  return found;
}

/** Undefined when there is nothing to say about it. */
function judge(
  { AlarmName = '', StateValue, ActionsEnabled, AlarmDescription = '' }: MetricAlarm,
  { region }: OwnStack,
): Finding | undefined {
  if (ActionsEnabled === false) {
    return wrong(
      `the actions of ${AlarmName} are switched off`,
      `aws cloudwatch enable-alarm-actions --region ${region} --alarm-names '${AlarmName}'`,
    );
  }
  if (HEARTBEAT.test(AlarmName)) return undefined;
  if (WATCHER.test(AlarmName)) {
    return StateValue === 'ALARM' ? wrong(`${AlarmName} is in ALARM`, AlarmDescription) : undefined;
  }
  if (StateValue !== 'INSUFFICIENT_DATA') return undefined;
  return wrong(`${AlarmName} sees no data`, whyNoData(AlarmName, region));
}

function whyNoData(alarm: string, region: string): string {
  return /-fleet-/.test(alarm)
    ? 'Does a running instance have the tag of FleetTag? Are resource tags on telemetry switched on (CloudWatch console, Settings)? New ones take a while.'
    : `Is the instance running, and is it in ${region}? An alarm that is a few minutes old has no data yet.`;
}
