import { textAt } from '../helpers/template.ts';
import type { Account } from './account.ts';
import { step } from './step.ts';

/** Seconds between two datapoints of basic monitoring. */
const PERIOD = 300;

export interface Cpu {
  /** Per cent, newest first, one per five minutes. */
  readonly values: readonly number[];
  /** Seconds since the newest. */
  readonly age?: number;
  /** How many samples each datapoint stands for: what weighs against others in the same five minutes. */
  readonly samples?: number;
}

/**
 * Puts datapoints as EC2 does. AWS lets nobody else put metrics into the namespace AWS/EC2, the emulated AWS does.
 * It evaluates the alarms of the account thereby.
 */
export async function putCpu(
  account: Account,
  instance: string,
  { values, age = 2, samples = 1 }: Cpu,
) {
  step(`CPU of ${instance}: ${values.join(' %, ')} %`);
  const newest = Date.now() / 1000 - age;
  await account.call('cloudwatch', 'put_metric_data', {
    Namespace: 'AWS/EC2',
    MetricData: values.map((value, index) => ({
      MetricName: 'CPUUtilization',
      Dimensions: [{ Name: 'InstanceId', Value: instance }],
      Unit: 'Percent',
      Values: [value],
      Counts: [samples],
      Timestamp: newest - index * PERIOD,
    })),
  });
}

/** Has the emulated CloudWatch look at all alarms of the account, as AWS does by itself every minute. */
export async function evaluateAlarms(account: Account): Promise<void> {
  await account.call('cloudwatch', 'put_metric_data', {
    Namespace: 'Test',
    MetricData: [{ MetricName: 'Tick', Value: 1 }],
  });
}

/** As `aws cloudwatch set-alarm-state` does. CloudWatch tells of it only when it is another state than before. */
export async function setState(
  account: Account,
  alarm: string,
  state: string,
  reason: string,
): Promise<void> {
  step(`${alarm} is set to ${state}: ${reason}`);
  await account.call('cloudwatch', 'set_alarm_state', {
    AlarmName: alarm,
    StateValue: state,
    StateReason: reason,
  });
}

export async function stateOf(account: Account, alarm: string): Promise<string> {
  const found = await account.call('cloudwatch', 'describe_alarms', { AlarmNames: [alarm] });
  return textAt(found, 'MetricAlarms', 0, 'StateValue');
}
