/** The alarms of the recorded night. */

/** What a recorded alarm watches: one metric against one threshold. */
export interface Recorded {
  readonly name: string;
  readonly description?: string;
  readonly namespace: string;
  readonly metricName: string;
  /** As SNS spells it: `AVERAGE`. */
  readonly statistic: string;
  /** `InstanceId=i-0…` */
  readonly dimension: string;
  /** Seconds. */
  readonly period: number;
  readonly periods: number;
  readonly threshold: number;
  readonly comparison:
    | 'GreaterThanThreshold'
    | 'GreaterThanOrEqualToThreshold'
    | 'LessThanThreshold';
}

function cpuOf(name: string, instance: string): Recorded {
  return {
    name: `${name} CPU above 80 %`,
    description: `Checkout answers slowly while ${name} is this busy. Runbook: https://runbooks.example.com/ec2/cpu-high`,
    namespace: 'AWS/EC2',
    metricName: 'CPUUtilization',
    statistic: 'AVERAGE',
    dimension: `InstanceId=${instance}`,
    ...{ period: 300, periods: 3, threshold: 80, comparison: 'GreaterThanThreshold' },
  };
}

function statusCheck(index: number): Recorded {
  const number = String(index + 1).padStart(2, '0');
  return {
    name: `api-${number} status check`,
    namespace: 'AWS/EC2',
    metricName: 'StatusCheckFailed',
    statistic: 'MAXIMUM',
    dimension: `InstanceId=i-0aa000000000000${number}`,
    ...{ period: 60, periods: 2, threshold: 1, comparison: 'GreaterThanOrEqualToThreshold' },
  };
}

function healthyHosts(service: string): Recorded {
  return {
    name: `${service} has no healthy target`,
    description: 'Customers get errors. Runbook: https://runbooks.example.com/elb/no-target',
    namespace: 'AWS/ApplicationELB',
    metricName: 'HealthyHostCount',
    statistic: 'MINIMUM',
    dimension: `TargetGroup=targetgroup/${service}/0123456789abcdef`,
    ...{ period: 60, periods: 2, threshold: 1, comparison: 'LessThanThreshold' },
  };
}

export const WEB = cpuOf('web-1', 'i-0123456789abcdef0');
/** Looked at each minute, so that it may change with each. */
export const FLAPPING: Recorded = {
  ...cpuOf('api-90', 'i-0fedcba9876543210'),
  period: 60,
  periods: 1,
};
export const QUEUE: Recorded = {
  name: 'orders queue is not drained',
  description: 'Orders wait. Runbook: https://runbooks.example.com/orders/queue',
  namespace: 'AWS/SQS',
  metricName: 'ApproximateAgeOfOldestMessage',
  statistic: 'MAXIMUM',
  dimension: 'QueueName=orders',
  ...{ period: 60, periods: 2, threshold: 900, comparison: 'GreaterThanThreshold' },
};
export const BACKUP: Recorded = {
  name: 'nightly backup fails',
  description: 'Runbook: https://runbooks.example.com/backup',
  namespace: 'AWS/Lambda',
  metricName: 'Errors',
  statistic: 'SUM',
  dimension: 'FunctionName=nightly-backup',
  ...{ period: 300, periods: 1, threshold: 0, comparison: 'GreaterThanThreshold' },
};
export const TARGETS = ['checkout', 'orders', 'search'].map(healthyHosts);
export const FLEET = Array.from({ length: 43 }, (_, index) => statusCheck(index));
