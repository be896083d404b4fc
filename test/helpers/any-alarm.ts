import fc from 'fast-check';
import type {
  Alarm,
  ChildAlarm,
  Condition,
  Dimension,
  Evaluation,
  Fact,
  History,
  MetricStat,
  Trigger,
} from '../../src/alarm/alarm.ts';
import { isVisible } from '../../src/text.ts';
import { EIGHT } from './alarms.ts';
import { outsideText } from './outside-text.ts';

/** What parsing can give, of whatever CloudWatch or somebody else sent: any text, any number, anything left out. */

const text = outsideText(5).filter(isVisible);
const state = fc.constantFrom('OK', 'ALARM', 'INSUFFICIENT_DATA');
/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDatum.html (Value) */
const number = fc.oneof(
  fc.double({ min: -(2 ** 360), max: 2 ** 360, noNaN: true }),
  fc.integer({ min: -10, max: 110 }),
  fc.constantFrom(0, -0, 80, 79.999_999, 80.000_001, 1e15, 1e-9),
);
const count = fc.oneof(
  fc.integer({ min: 1, max: 10 }),
  fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
);
const period = fc.oneof(fc.constantFrom(10, 60, 300, 3_600, 86_400), count);
/** Milliseconds up to the year 9999, as a payload can name them. */
const time = fc.oneof(
  fc.integer({ min: EIGHT - 864e5, max: EIGHT + 864e5 }),
  fc.integer({ min: 0, max: 253_402_300_799_999 }),
);

/** A record of which every field can be missing. */
function loose<T>(fields: { [Key in keyof T]: fc.Arbitrary<T[Key]> }) {
  return fc.record(fields, { requiredKeys: [] });
}

const dimension: fc.Arbitrary<Dimension> = fc.oneof(
  fc.constant({ name: 'InstanceId', value: 'i-0123456789abcdef0' }),
  fc.record({ name: fc.oneof(text, fc.constantFrom('QueueName', 'FunctionName')), value: text }),
);

const stat: fc.Arbitrary<MetricStat> = fc.record(
  {
    id: text,
    namespace: fc.oneof(text, fc.constantFrom('AWS/EC2', 'AWS/SQS', 'AWS/Lambda')),
    metricName: fc.oneof(text, fc.constantFrom('CPUUtilization', 'NetworkIn')),
    dimensions: fc.array(dimension, { maxLength: 30 }),
    statistic: fc.oneof(text, fc.constantFrom('Average', 'SampleCount', 'p99')),
    period,
    unit: fc.oneof(text, fc.constantFrom('Percent', 'Bytes', 'Milliseconds')),
  },
  { requiredKeys: ['metricName', 'dimensions'] },
);

const comparison = fc.oneof(
  text,
  fc.constantFrom(
    'GreaterThanThreshold',
    'LessThanOrEqualToThreshold',
    'GreaterThanUpperThreshold',
    'LessThanLowerOrGreaterThanUpperThreshold',
  ),
);

const condition: fc.Arbitrary<Condition> = loose({
  comparison,
  threshold: number,
  period,
  evaluationPeriods: count,
  datapointsToAlarm: count,
  treatMissingData: text,
});

const child: fc.Arbitrary<ChildAlarm> = fc.record(
  { name: text, arn: text, state },
  { requiredKeys: ['name'] },
);

const trigger: fc.Arbitrary<Trigger> = fc.oneof(
  fc.record({ kind: fc.constant('metric' as const), stat, condition }),
  fc.record(
    {
      kind: fc.constant('math' as const),
      expression: text,
      label: text,
      inputs: fc.array(stat, { maxLength: 10 }),
      condition,
    },
    { requiredKeys: ['kind', 'expression', 'inputs', 'condition'] },
  ),
  fc.record(
    { kind: fc.constant('anomaly' as const), stat, band: text, condition },
    { requiredKeys: ['kind', 'stat', 'condition'] },
  ),
  fc.record(
    { kind: fc.constant('query' as const), query: text, label: text, stat, condition },
    { requiredKeys: ['kind', 'query', 'condition'] },
  ),
  fc.record(
    { kind: fc.constant('composite' as const), rule: text, children: fc.array(child) },
    { requiredKeys: ['kind', 'children'] },
  ),
);

const evaluation: fc.Arbitrary<Evaluation> = fc.record(
  {
    understood: fc.boolean(),
    values: fc.array(number, { maxLength: 5 }),
    threshold: number,
    comparison,
    period,
    lower: number,
    upper: number,
    breaching: fc.nat(),
    evaluated: fc.nat(),
    since: time,
    missing: fc.nat(),
    treatedAs: text,
    seriesInAlarm: fc.nat(),
    seriesEvaluated: fc.nat(),
    unchecked: fc.boolean(),
  },
  { requiredKeys: ['understood', 'values'] },
);

const fact: fc.Arbitrary<Fact> = fc.record({ name: outsideText(3), value: text });

export const anyAlarm: fc.Arbitrary<Alarm> = fc.record(
  {
    name: text,
    arn: text,
    description: outsideText(),
    accountId: text,
    region: fc.constantFrom('ap-northeast-2', 'us-gov-west-1', 'cn-north-1', 'xx-new-1'),
    regionName: text,
    partition: fc.constantFrom('aws', 'aws-cn', 'aws-us-gov'),
    state,
    previousState: state,
    previousChangedAt: time,
    changedAt: time,
    reason: text,
    evaluation,
    trigger,
    contributor: fc.array(dimension, { minLength: 1, maxLength: 30 }),
    facts: fc.array(fact, { maxLength: 40 }),
  },
  { requiredKeys: ['name', 'partition', 'state', 'evaluation', 'facts'] },
);

export const anyHistory: fc.Arbitrary<History> = fc.record(
  {
    datapoints: fc
      .array(fc.record({ at: time, value: number }), { maxLength: 30 })
      .map((datapoints) => datapoints.toSorted((a, b) => a.at - b.at)),
    period,
    alarmSince: time,
    peak: number,
  },
  { requiredKeys: ['datapoints', 'period'] },
);
