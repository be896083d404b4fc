/** What AWS sends to the function. */

const START = Date.parse('2026-11-22T08:00:00Z');

/** Epoch milliseconds of a moment of the clock. */
export function timeOf(now: number): number {
  return START + now;
}

export interface Subject {
  readonly name: string;
  readonly account: string;
  /** Milliseconds of the clock at which it changed. */
  readonly changedAt: number;
  /** ALARM unless told. */
  readonly state?: 'ALARM' | 'OK';
  /** The instance that it is about, of an alarm over many. */
  readonly series?: string;
}

const REASON =
  'Threshold Crossed: 1 out of the last 1 datapoints [93.4 (22/11/26 08:00:00)] was greater than the threshold (80.0) (minimum 1 datapoint for OK -> ALARM transition).';

/** As SNS brings it; `now` is when CloudWatch took its action. */
export function topicEvent(subject: Subject, now: number): unknown {
  const Sns = {
    Type: 'Notification',
    TopicArn: 'arn:aws:sns:us-east-1:123456789012:alarms',
    Message: JSON.stringify(message(subject)),
    MessageId: 'm',
    Timestamp: new Date(timeOf(now)).toISOString(),
  };
  return { Records: [{ EventSource: 'aws:sns', Sns }] };
}

function message({ name, account, changedAt, state = 'ALARM' }: Subject): unknown {
  return {
    AlarmName: name,
    AlarmArn: `arn:aws:cloudwatch:us-east-1:${account}:alarm:${name}`,
    AWSAccountId: account,
    NewStateValue: state,
    OldStateValue: state === 'ALARM' ? 'OK' : 'ALARM',
    NewStateReason: REASON,
    StateChangeTime: new Date(timeOf(changedAt)).toISOString(),
    Region: 'US East (N. Virginia)',
    Trigger: {
      MetricName: 'CPUUtilization',
      Namespace: 'AWS/EC2',
      StatisticType: 'Statistic',
      Statistic: 'AVERAGE',
      Dimensions: [{ name: 'InstanceId', value: 'i-0123456789abcdef0' }],
      Period: 300,
      EvaluationPeriods: 1,
      ComparisonOperator: 'GreaterThanThreshold',
      Threshold: 80,
    },
  };
}

const METRIC = {
  id: 'm1',
  metricStat: {
    metric: {
      namespace: 'AWS/EC2',
      name: 'CPUUtilization',
      dimensions: { InstanceId: 'i-0123456789abcdef0' },
    },
    period: 300,
    stat: 'Average',
  },
  returnData: true,
};

/** As EventBridge brings it. */
export function eventBridgeEvent(subject: Subject): unknown {
  const { name, account, changedAt, state = 'ALARM', series } = subject;
  const time = new Date(timeOf(changedAt)).toISOString();
  const before = new Date(timeOf(changedAt) - 60_000).toISOString();
  return {
    source: 'aws.cloudwatch',
    'detail-type': `CloudWatch Alarm ${series === undefined ? '' : 'Contributor '}State Change`,
    account,
    region: 'us-east-1',
    time,
    resources: [`arn:aws:cloudwatch:us-east-1:${account}:alarm:${name}`],
    detail: {
      alarmName: name,
      configuration: { metrics: [METRIC] },
      state: { value: state, reason: REASON, timestamp: time },
      ...(series === undefined
        ? { previousState: { value: state === 'ALARM' ? 'OK' : 'ALARM', timestamp: before } }
        : { alarmContributor: { id: series, attributes: { InstanceId: series } } }),
    },
  };
}

/** The hourly run, as EventBridge Scheduler brings it. */
export function hourlyEvent(now: number): unknown {
  return { watch: 'hourly', scheduledTime: new Date(timeOf(now)).toISOString() };
}
