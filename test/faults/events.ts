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

/** As EventBridge brings it. */
export function eventBridgeEvent({ name, account, changedAt }: Subject): unknown {
  const time = new Date(timeOf(changedAt)).toISOString();
  return {
    source: 'aws.cloudwatch',
    'detail-type': 'CloudWatch Alarm State Change',
    account,
    region: 'us-east-1',
    time,
    resources: [`arn:aws:cloudwatch:us-east-1:${account}:alarm:${name}`],
    detail: {
      alarmName: name,
      state: { value: 'ALARM', reason: REASON, timestamp: time },
      previousState: { value: 'OK', timestamp: new Date(timeOf(changedAt) - 60_000).toISOString() },
    },
  };
}

/** The hourly run, as EventBridge Scheduler brings it. */
export function hourlyEvent(now: number): unknown {
  return { watch: 'hourly', scheduledTime: new Date(timeOf(now)).toISOString() };
}
