import { type JsonObject, listAt, textAt } from '../helpers/template.ts';
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

/** An alarm of somebody's own, over the CPU of an instance. It keeps its state where no data comes. */
export async function putAlarm(account: Account, AlarmName: string, more: JsonObject = {}) {
  await account.call('cloudwatch', 'put_metric_alarm', {
    AlarmName,
    Namespace: 'AWS/EC2',
    MetricName: 'CPUUtilization',
    Statistic: 'Average',
    Period: PERIOD,
    EvaluationPeriods: 1,
    Threshold: 80,
    ComparisonOperator: 'GreaterThanThreshold',
    TreatMissingData: 'ignore',
    ...more,
  });
}

/** Deletes the alarms that are none of the stack's own. */
export async function deleteOtherAlarms(account: Account, stackName: string): Promise<void> {
  const { MetricAlarms } = await account.call('cloudwatch', 'describe_alarms');
  const names = listAt(MetricAlarms ?? []).map((one) => textAt(one, 'AlarmName'));
  const AlarmNames = names.filter((name) => !name.startsWith(`${stackName}-`));
  await account.call('cloudwatch', 'delete_alarms', { AlarmNames });
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
