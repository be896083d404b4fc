import type { Alarm, Condition, MetricStat, Trigger } from '../../src/alarm/alarm.ts';

/** A state change as the message is made of it; what a test does not care about has a plain value here. */

export const EIGHT = Date.parse('2026-11-22T08:00:00Z');

export const cpu: MetricStat = {
  namespace: 'AWS/EC2',
  metricName: 'CPUUtilization',
  dimensions: [{ name: 'InstanceId', value: 'i-0123456789abcdef0' }],
  statistic: 'Average',
  period: 300,
};

export const above80: Condition = {
  comparison: 'GreaterThanThreshold',
  threshold: 80,
  period: 300,
  evaluationPeriods: 3,
};

export const cpuAbove80: Extract<Trigger, { kind: 'metric' }> = {
  kind: 'metric',
  stat: cpu,
  condition: above80,
};

/** The CPU of web-1 went above 80 % and the alarm from OK to ALARM at eight, unless told otherwise. */
export function buildAlarm(changes: Partial<Alarm> = {}): Alarm {
  const name = changes.name ?? 'web-1 CPU';
  return {
    name,
    arn: `arn:aws:cloudwatch:ap-northeast-2:123456789012:alarm:${name}`,
    accountId: '123456789012',
    region: 'ap-northeast-2',
    regionName: 'Asia Pacific (Seoul)',
    partition: 'aws',
    state: 'ALARM',
    previousState: 'OK',
    changedAt: EIGHT,
    evaluation: { understood: true, values: [97.648], breaching: 3, evaluated: 3 },
    trigger: cpuAbove80,
    facts: [],
    ...changes,
  };
}

/** The same without what a payload may lack. */
export function without<Key extends keyof Alarm>(alarm: Alarm, ...keys: readonly Key[]): Alarm {
  const missing: readonly string[] = keys;
  const left = Object.entries(alarm).filter(([key]) => !missing.includes(key));
  return { ...buildBare(alarm), ...Object.fromEntries(left) };
}

function buildBare({ name, partition, state, evaluation, facts }: Alarm): Alarm {
  return { name, partition, state, evaluation, facts };
}
