import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Json, textAt } from '../helpers/template.ts';
import { type Account, openAccount } from './account.ts';
import { putCpu } from './alarms.ts';
import { type Mailbox, openMailbox } from './mailbox.ts';

/** The samples are written after what AWS documents and what public projects have recorded of it. */
function sample(name: string): Json {
  return JSON.parse(readFileSync(new URL(`../../events/${name}`, import.meta.url), 'utf8'));
}

const WEB = 'i-0123456789abcdef0';

let account: Account;
let topic: Mailbox;
let bus: Mailbox;

beforeAll(async () => {
  account = openAccount({ region: 'ap-northeast-2' });
  const { TopicArn } = await account.call('sns', 'create_topic', { Name: 'alarms' });
  const arn = String(TopicArn);
  topic = await openMailbox(account, { topic: arn });
  const EventPattern = JSON.stringify({ source: ['aws.cloudwatch'] });
  const { RuleArn } = await account.call('events', 'put_rule', { Name: 'alarms', EventPattern });
  bus = await openMailbox(account, { rule: String(RuleArn) });
  await account.call('sns', 'set_topic_attributes', {
    TopicArn: arn,
    AttributeName: 'Policy',
    AttributeValue: JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Service: 'cloudwatch.amazonaws.com' },
          Action: 'sns:Publish',
          Resource: arn,
        },
      ],
    }),
  });
  await account.call('cloudwatch', 'put_metric_alarm', {
    AlarmName: 'web-1 CPU above 80 %',
    AlarmDescription: 'Checkout answers slowly',
    Namespace: 'AWS/EC2',
    MetricName: 'CPUUtilization',
    Dimensions: [{ Name: 'InstanceId', Value: WEB }],
    Statistic: 'Average',
    Period: 300,
    EvaluationPeriods: 3,
    DatapointsToAlarm: 3,
    Threshold: 80,
    ComparisonOperator: 'GreaterThanThreshold',
    AlarmActions: [arn],
    OKActions: [arn],
  });
  await putCpu(account, WEB, { values: [20], age: 890 });
  await putCpu(account, WEB, { values: [93.4, 88.9, 84.25], samples: 1000 });
});
afterAll(() => account.close());

test('what the emulated CloudWatch publishes is shaped as what CloudWatch does', async () => {
  const told = JSON.parse(await topic.mail('web-1 CPU', '"NewStateValue": "ALARM"'));
  const message = JSON.parse(textAt(sample('alarm.json'), 'Records', 0, 'Sns', 'Message'));
  expect(shapeOf(told)).toEqual(shapeOf(message));
  expect(told.NewStateReason.replace(/[\d.]+ \([\d/ :]+\)/g, 'N (T)')).toBe(
    message.NewStateReason.replace(/[\d.]+ \([\d/ :]+\)/g, 'N (T)'),
  );
});

test('and so is the event that it puts on the bus', async () => {
  const told = JSON.parse(
    await bus.mail('"state": {"value": "ALARM"', '"previousState": {"value": "OK"'),
  );
  expect(shapeOf(told)).toEqual(shapeOf(sample('eventbridge-metric-alarm.json')));
  const reasonData = (event: Json) => JSON.parse(textAt(event, 'detail', 'state', 'reasonData'));
  expect(shapeOf(reasonData(told))).toEqual(
    shapeOf(reasonData(sample('eventbridge-metric-alarm.json'))),
  );
});

/** The same names, the same types, whatever the values. */
function shapeOf(value: Json): Json {
  if (Array.isArray(value)) return value.length === 0 ? [] : [shapeOf(value[0])];
  if (value === null || typeof value !== 'object') return value === null ? 'null' : typeof value;
  const entries = Object.entries(value).map(([name, inner]) => [name, shapeOf(inner)] as const);
  return Object.fromEntries(entries);
}
