import type { AlarmState } from '../../src/alarm/alarm.ts';
import type { JsonObject } from '../../src/json.ts';

/** Lambda events as small as CloudWatch's alarms can be told in; the samples of `events/` are the whole ones. */

export interface StateChange {
  readonly name?: string;
  readonly state?: AlarmState;
  readonly from?: AlarmState;
  /** ISO 8601. */
  readonly at?: string;
}

/** What CloudWatch publishes: the CPU of web-1 went above 80 % at eight, unless told otherwise. */
export function buildPayload(change: StateChange = {}): JsonObject {
  const { name = 'web-1 CPU', state = 'ALARM', from = 'OK' } = change;
  return {
    AlarmName: name,
    AlarmArn: `arn:aws:cloudwatch:ap-northeast-2:123456789012:alarm:${name}`,
    AWSAccountId: '123456789012',
    NewStateValue: state,
    OldStateValue: from,
    NewStateReason:
      'Threshold Crossed: 3 out of the last 3 datapoints [97.648 (22/11/26 07:50:00), 91.2 (22/11/26 07:45:00), ' +
      '88.1 (22/11/26 07:40:00)] were greater than the threshold (80.0).',
    StateChangeTime: change.at ?? '2026-11-22T08:00:00.000+0000',
    Trigger: {
      MetricName: 'CPUUtilization',
      Namespace: 'AWS/EC2',
      Statistic: 'AVERAGE',
      Dimensions: [{ name: 'InstanceId', value: 'i-0123456789abcdef0' }],
      Period: 300,
      EvaluationPeriods: 3,
      ComparisonOperator: 'GreaterThanThreshold',
      Threshold: 80,
    },
  };
}

/** A state change as EventBridge brings it: its envelope, and what `detail` holds beside the alarm's name. */
export function stateChangeEvent(name: string, detail: JsonObject): JsonObject {
  return {
    source: 'aws.cloudwatch',
    'detail-type':
      detail['alarmContributor'] === undefined
        ? 'CloudWatch Alarm State Change'
        : 'CloudWatch Alarm Contributor State Change',
    account: '123456789012',
    region: 'ap-northeast-2',
    resources: [`arn:aws:cloudwatch:ap-northeast-2:123456789012:alarm:${name}`],
    detail: { alarmName: name, ...detail },
  };
}

function toText(content: unknown): string {
  return typeof content === 'string' ? content : JSON.stringify(content);
}

/** An SNS event with a record for each content. `more`: other fields of SNS's. */
export function overSns(contents: readonly unknown[], more: JsonObject = {}): JsonObject {
  const Records = contents.map((content) => ({
    EventSource: 'aws:sns',
    Sns: { Type: 'Notification', Message: toText(content), ...more },
  }));
  return { Records };
}

/** An SQS event with a record for each body, `m-1`, `m-2` and so on. */
export function overSqs(bodies: readonly unknown[]): JsonObject {
  const Records = bodies.map((body, index) => ({
    eventSource: 'aws:sqs',
    messageId: `m-${index + 1}`,
    body: toText(body),
  }));
  return { Records };
}
