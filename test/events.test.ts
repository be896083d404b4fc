import { describe, expect, it } from 'vitest';
import {
  isObject,
  type JsonObject,
  parseJson,
  readArray,
  readText,
  readTime,
} from '../src/json.ts';
import { readSamples } from './helpers/samples.ts';

const samples = readSamples();
const MADE_UP_ACCOUNTS = ['123456789012', '111122223333', '444455556666'];
const MADE_UP_INSTANCES = ['i-0123456789abcdef0', 'i-0fedcba9876543210'];

/** Every form of notification, and what makes it one of its own. A new sample adds its form here. */
const FORMS: Readonly<Record<string, string>> = {
  metric: 'one metric against a threshold',
  percentile: 'ExtendedStatistic p95 of an Auto Scaling group, two datapoints of three',
  p99: 'ExtendedStatistic p99 in seconds',
  tm90: 'ExtendedStatistic tm90, a trimmed mean',
  'extended-average': 'ExtendedStatistic that holds a plain Average, as some tools write it',
  'lambda-errors': 'Sum of a count, with the runbook in the middle of the description',
  'less-than': 'LessThanThreshold in bytes',
  'less-or-equal': 'LessThanOrEqualToThreshold, the value on the threshold itself',
  zero: 'the value 0 is a value',
  'status-check': 'StatusCheckFailed, a metric of 0 and 1',
  'queue-age': 'seconds, a queue name with a dot',
  'custom-metric': 'namespace of our own, no dimension, a name that links must encode',
  korean: 'name and description in Korean',
  asg: 'Auto Scaling group, a gap between the datapoints',
  'still-breaching': 'the reason counts the datapoints and lists only the newest',
  'missing-data': 'no datapoint at all: the alarm says how it treats that',
  new: 'the first state after creation',
  unchecked: 'created this minute',
  'alarm-to': 'the datapoints stop while it is in ALARM',
  test: 'SetAlarmState with words of somebody',
  gov: 'AWS GovCloud',
  china: 'AWS China',
  2016: 'no ARN, no StatisticType, the old name of the region, a reason without times',
  2014: 'no ARN, a reason without times that lists the oldest datapoint first',
  2018: 'no actions, no DatapointsToAlarm, TreatMissingData as a line of a text',
  math: 'metric math with a label',
  'math-no-label': 'metric math without a label',
  'anomaly-above': 'above the band',
  'anomaly-below': 'below the band',
  'anomaly-outside': 'outside the band, on either side',
  anomaly: 'anomaly detection with reasonData',
  query: 'Metrics Insights, counts of time series',
  'query-one-series': 'Metrics Insights that gives one series',
  contributor:
    'one series of a grouped query; the SNS keys are those of the API, not documented for SNS',
  promql: 'PromQL; the SNS form is not documented and written after the API',
  log: 'log alarm; the SNS form is not documented and written after the API',
  tags: 'tags of the alarm; the SNS keys are not documented and written after the other doors',
  composite: 'composite alarm, children with their states',
  'composite-string-children': 'composite alarm, children as ARNs, as the documentation says',
  'composite-no-children': 'composite alarm set by hand',
  'composite-new': 'composite alarm, just created',
  'composite-long-rule': 'a rule of 6,000 characters and ten children',
  foreign: 'a sentence that a tool published',
  hostile: 'text made to break out of every field',
  'no-subject': 'published by hand without a subject',
  confirmation: 'the words of a subscription confirmation',
  autoscaling: 'JSON of another service',
  'json-array': 'JSON that is no object',
  long: 'text longer than a message may be',
  three: 'three SNS records in one event',
  eventbridge: 'an EventBridge event in a topic or a queue',
  suppressed: 'a composite alarm whose actions are suppressed: nobody is told',
  muted: 'within the window of an alarm mute rule: nobody is told',
  configuration: 'the alarm was changed, not its state',
  instance: 'an event of another service',
  guardduty: 'a finding of GuardDuty',
  'security-hub': 'a finding of Security Hub',
  health: 'a scheduled change that AWS Health announces',
  codepipeline: 'an action of a pipeline that failed',
  approval: 'a pipeline that waits for an approval',
  codebuild: 'a build that failed, with its failed phase',
  codecommit: 'a push to a repository, or a pull request',
  cloudformation: 'a stack that rolls back, or a resource of it that fails',
  'step-functions': 'an execution that failed, its cause in JSON within',
  batch: 'a job of AWS Batch, or an SQS batch of every kind of body',
  codedeploy: 'a deployment that failed, its error in JSON within',
  'image-scan': 'what a scan of an image found',
  beanstalk: 'lines of an environment whose health changed',
  'ecs-deployment': 'a deployment that the circuit breaker ended',
  'ecs-task': 'a task that stopped, with the reason of its container',
  'ecs-service': 'a service that cannot place its tasks',
  rds: 'a failover of a database',
  redshift: 'a warehouse, which names its source as resource',
  dms: 'a replication, which writes the name of its source in one word',
  elasticache: 'a failover of a cache: one key',
  'scaling-failed': 'an Auto Scaling group that cannot launch',
  s3: 'an object in a bucket, its key encoded over SNS and plain in an event',
  's3-test': 'that notifications of a bucket were set up',
  ses: 'a mail that bounced',
  'delivery-delay': 'a mail that waits',
  complaint: 'a mail that somebody complained about',
  budget: 'lines of a budget that is nearly spent',
  'cost-anomaly': 'an anomaly of the bill',
  cloudtrail: 'an API call that was denied',
  'devops-guru': 'an insight of DevOps Guru',
  config: 'a resource that breaks a rule of Config',
  spot: 'a Spot instance that is about to go',
  alertmanager: 'alerts of Prometheus, a time that is none',
  'amazon-q': 'a custom notification of Amazon Q',
  slack: 'a message that was written for Slack',
  unmuted: 'an action that is taken again, as at the end of a mute window',
  'other-account': 'a metric of another account than the alarm',
  vanished: 'a series of many that sends no data any more',
  'lambda-failure': 'the record of a failed invocation of another function',
  raw: 'raw message delivery: the queue holds the alarm without the SNS envelope',
  plain: 'a line in a queue',
  destination: 'the record of a failed invocation, as an on-failure destination gets it',
  'function-url': 'an HTTPS subscription that ends at a function URL',
  'api-gateway': 'the same at API Gateway, its body in base64',
  awslogs: 'lines of a log subscription, packed',
  form: 'a form with one field, as tools post it to Slack',
  protocols: 'a message for each protocol, handed on whole',
  encoded: 'JSON that was written as a JSON string once more',
  kafka: 'a message of Kafka',
  rabbitmq: 'a message of RabbitMQ',
  activemq: 'a message of ActiveMQ',
  kinesis: 'a record of a Kinesis stream',
  firehose: 'a record of Data Firehose',
  described: 'what DescribeAlarms returns, as a program that repeats notifications publishes it',
};

describe('the samples of events/', () => {
  it('cover every form, and no form without a sample', () => {
    expect([...new Set(samples.map(({ form }) => form))].sort()).toEqual(Object.keys(FORMS).sort());
  });

  it('are what their names say', () => {
    for (const { name, door, told, event } of samples) {
      expect(doorOf(event), name).toBe(door === 'undelivered' ? 'sqs' : door);
      const states = listChanges(event).map(({ state }) => state);
      if (told === 'several') expect(states.length, name).toBeGreaterThan(1);
      else expect(states, name).toEqual(told === 'text' ? [] : [told]);
    }
  });

  it('name nobody real', () => {
    for (const { name, event } of samples) {
      const text = JSON.stringify(event);
      for (const id of text.match(/(?<![\w-])\d{12}(?![\w-])/g) ?? []) {
        expect(MADE_UP_ACCOUNTS, name).toContain(id);
      }
      for (const id of text.match(/\bi-[0-9a-f]{8,}/g) ?? []) {
        expect(MADE_UP_INSTANCES, name).toContain(id);
      }
      for (const [, host = ''] of text.matchAll(/(?:https?|ldap):\/\/([\w.-]+)/g)) {
        expect(host, name).toMatch(/\.example\.com$|^sns\.[\w-]+\.amazonaws\.com(\.cn)?$/);
      }
    }
  });

  it('have their datapoints shortly before the state change', () => {
    for (const { name, event } of samples) {
      for (const { changedAt, reason } of listChanges(event)) {
        expect(changedAt, name).not.toBeNaN();
        for (const at of listTimes(reason)) {
          const minutes = (changedAt - at) / 60_000;
          expect(minutes, name).toBeGreaterThanOrEqual(1);
          expect(minutes, name).toBeLessThan(35);
        }
      }
    }
  });

  it('show every character: the invisible ones are written as escapes', () => {
    for (const { name, source } of samples) {
      expect(source, name).not.toMatch(/[\p{Cf}\p{Cs}]|[^\P{Cc}\n]/u);
    }
  });
});

/** The times of the datapoints in a state reason, as epoch milliseconds. */
function listTimes(reason: string): readonly number[] {
  const times = reason.matchAll(/\((\d\d)\/(\d\d)\/(\d\d) ([\d:]+)\)/g);
  return [...times].map(([, day, month, year, time]) =>
    Date.parse(`20${year}-${month}-${day}T${time}Z`),
  );
}

const STREAMS = ['awslogs', 'records', 'messages', 'rmqMessagesByQueue'];

function doorOf(event: unknown): string {
  if (!isObject(event)) return 'none';
  const [record] = readArray(event, 'Records');
  if (STREAMS.some((key) => event[key] !== undefined)) return 'stream';
  if (isObject(event['requestContext'])) return 'http';
  if (isObject(record) && isObject(record['kinesis'])) return 'stream';
  if (isObject(record)) return isObject(record['Sns']) ? 'sns' : 'sqs';
  return isObject(event['alarmData']) ? 'direct' : 'eventbridge';
}

/** Every object in the event, those inside JSON strings included. */
function listObjects(value: unknown): readonly JsonObject[] {
  if (typeof value === 'string') {
    const text = plainOf(value);
    return /^\s*["[{]/.test(text) ? listObjects(parseJson(text)) : [];
  }
  if (Array.isArray(value)) return value.flatMap(listObjects);
  if (!isObject(value)) return [];
  return [value, ...Object.values(value).flatMap(listObjects)];
}

/** Without the ways in which JSON is packed. */
function plainOf(text: string): string {
  if (text.startsWith('payload=')) return decodeURIComponent(text.slice('payload='.length));
  return text.startsWith('eyJ') ? Buffer.from(text, 'base64').toString('utf8') : text;
}

interface Change {
  readonly state: unknown;
  readonly changedAt: number;
  readonly reason: string;
}

function listChanges(event: unknown): readonly Change[] {
  return listObjects(event).flatMap((object) => {
    const { NewStateValue, StateValue, alarmName, state } = object;
    if (StateValue !== undefined)
      return [changeOf(StateValue, object, 'StateTransitionedTimestamp', 'StateReason')];
    if (NewStateValue !== undefined) {
      return [changeOf(NewStateValue, object, 'StateChangeTime', 'NewStateReason')];
    }
    const changed = alarmName !== undefined && object['operation'] === undefined;
    if (!changed || !isObject(state)) return [];
    return [changeOf(state['value'], state, 'timestamp', 'reason')];
  });
}

function changeOf(state: unknown, source: JsonObject, time: string, reason: string): Change {
  return {
    state,
    changedAt: readTime(source, time) ?? Number.NaN,
    reason: readText(source, reason) ?? '',
  };
}
