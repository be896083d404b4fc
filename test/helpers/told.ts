import type { JsonObject } from '../../src/json.ts';
import { type Circumstances, renderEvent } from './render.ts';

/** An alarm as SNS brings it; `trigger` and `more` replace what is usual. */
export function alarmWith(trigger: JsonObject, more: JsonObject = {}): JsonObject {
  const { AlarmName = 'an alarm', ...rest } = more;
  return {
    AlarmName,
    AlarmDescription: null,
    AWSAccountId: '111122223333',
    AlarmConfigurationUpdatedTimestamp: '2026-10-02T11:42:35.135+0000',
    NewStateValue: 'ALARM',
    NewStateReason: reasonOf(1, 0),
    StateChangeTime: '2026-11-23T02:14:04.977+0000',
    Region: 'EU (Ireland)',
    AlarmArn: `arn:aws:cloudwatch:eu-west-1:111122223333:alarm:${String(AlarmName)}`,
    OldStateValue: 'OK',
    Trigger: {
      MetricName: 'CPUUtilization',
      Namespace: 'AWS/EC2',
      StatisticType: 'Statistic',
      Statistic: 'AVERAGE',
      Unit: null,
      Dimensions: [],
      Period: 60,
      EvaluationPeriods: 1,
      ComparisonOperator: 'GreaterThanThreshold',
      Threshold: 0,
      TreatMissingData: 'missing',
      ...trigger,
    },
    ...rest,
  };
}

export function reasonOf(value: number, threshold: number, compared = 'greater than'): string {
  return `Threshold Crossed: 1 datapoint [${value} (23/11/26 02:12:00)] was ${compared} the threshold (${threshold}).`;
}

export function dimensions(map: Readonly<Record<string, string>>): readonly JsonObject[] {
  return Object.entries(map).map(([name, value]) => ({ name, value }));
}

/** As a Lambda event of SNS; a text stays text. */
export function published(message: unknown, Subject = 'subject'): JsonObject {
  const Message = typeof message === 'string' ? message : JSON.stringify(message);
  const TopicArn = 'arn:aws:sns:eu-west-1:111122223333:ops';
  const Sns = {
    Type: 'Notification',
    TopicArn,
    Subject,
    Message,
    Timestamp: '2026-11-23T02:14:05Z',
  };
  return { Records: [{ EventSource: 'aws:sns', Sns }] };
}

/** Every text of every message that an event gives, with plain spaces, in order; the push text first. */
export async function told(event: unknown, circumstances?: Circumstances): Promise<string> {
  const messages = await renderEvent(event, circumstances);
  return messages
    .map(([form]) => JSON.stringify(form?.body))
    .join('\n')
    .replaceAll('\\n', '\n')
    .replaceAll('\\"', '"')
    .replaceAll('\u00a0', ' ');
}
