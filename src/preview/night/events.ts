/** What AWS sends to the function in the night that is played. */

import type { Recorded } from './recorded.ts';
import type { Step } from './sequence.ts';

const REGION = 'ap-northeast-2';
const ACCOUNT = '123456789012';
const TOPIC = `arn:aws:sns:${REGION}:${ACCOUNT}:cloudwatch-to-slack-alarms`;
/** Seconds from a datapoint's period to the decision about it. */
const DECIDED_AFTER = 44;

const IS: Readonly<Record<Recorded['comparison'], string>> = {
  GreaterThanThreshold: 'greater than',
  GreaterThanOrEqualToThreshold: 'greater than or equal to',
  LessThanThreshold: 'less than',
};

/** A change of state as SNS brings it. `at`: epoch milliseconds. */
export function snsEvent(step: Step, at: number): unknown {
  const { alarm, to } = step;
  const Message = JSON.stringify({
    AlarmName: alarm.name,
    AlarmDescription: alarm.description ?? null,
    AWSAccountId: ACCOUNT,
    NewStateValue: to,
    NewStateReason: reasonOf(step, at),
    StateChangeTime: new Date(at).toISOString(),
    Region: 'Asia Pacific (Seoul)',
    AlarmArn: `arn:aws:cloudwatch:${REGION}:${ACCOUNT}:alarm:${alarm.name}`,
    OldStateValue: to === 'ALARM' ? 'OK' : 'ALARM',
    Trigger: triggerOf(alarm),
  });
  const Sns = { TopicArn: TOPIC, Subject: to, Message, Timestamp: new Date(at).toISOString() };
  return { Records: [{ EventSource: 'aws:sns', Sns }] };
}

function triggerOf(alarm: Recorded): unknown {
  const [name, value] = alarm.dimension.split(/=(.*)/s);
  return {
    MetricName: alarm.metricName,
    Namespace: alarm.namespace,
    StatisticType: 'Statistic',
    Statistic: alarm.statistic,
    Unit: null,
    Dimensions: [{ name, value }],
    Period: alarm.period,
    EvaluationPeriods: alarm.periods,
    DatapointsToAlarm: alarm.periods,
    ComparisonOperator: alarm.comparison,
    Threshold: alarm.threshold,
    TreatMissingData: 'missing',
  };
}

/** As CloudWatch words it. */
function reasonOf({ alarm, to, values }: Step, at: number): string {
  const newest = at - DECIDED_AFTER * 1000 - alarm.period * 1000;
  const listed = values.map(
    (value, index) => `${decimal(value)} (${stamp(newest - index * alarm.period * 1000)})`,
  );
  const verb = values.length === 1 ? 'was' : 'were';
  const is = `${verb} ${to === 'OK' ? 'not ' : ''}${IS[alarm.comparison]} the threshold (${decimal(alarm.threshold)})`;
  const way = to === 'ALARM' ? 'OK -> ALARM' : 'ALARM -> OK';
  const plural = values.length === 1 ? '' : 's';
  const end = `(minimum ${values.length} datapoint${plural} for ${way} transition)`;
  return `Threshold Crossed: ${values.length} out of the last ${alarm.periods} datapoints [${listed.join(', ')}] ${is} ${end}.`;
}

function decimal(value: number): string {
  return Number.isInteger(value) ? `${value}.0` : String(value);
}

/** `22/11/26 07:55:00`, in UTC. */
function stamp(at: number): string {
  const [, year, month, day, time] =
    /^\d\d(\d\d)-(\d\d)-(\d\d)T(\d\d:\d\d)/.exec(new Date(at).toISOString()) ?? [];
  return `${day}/${month}/${year} ${time}:00`;
}
