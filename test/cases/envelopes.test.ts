import { gzipSync } from 'node:zlib';
import { describe, it } from 'vitest';
import type { JsonObject } from '../../src/json.ts';
import { alarmOf, type Case, eventOf, expectTold, measured } from '../helpers/cases.ts';
import { everyRow } from '../helpers/every-row.ts';
import { published } from '../helpers/told.ts';

/** What an alarm or a note may be wrapped in. */

type Row = readonly [what: string, one: Case];

const alarm = measured('AWS/RDS', 'DatabaseConnections', {
  of: { DBInstanceIdentifier: 'bills-1' },
  value: 512,
  limit: 500,
  more: { AlarmName: 'bills connections' },
});
const push = ['🔴 ALARM: DatabaseConnections of bills-1 at 512 > 500 (bills connections)'];
const sns = {
  Type: 'Notification',
  TopicArn: 'arn:aws:sns:eu-west-1:111122223333:ops',
  Subject: 'ALARM',
  Message: JSON.stringify(alarm),
  Timestamp: '2026-11-23T02:14:05Z',
};
const base64 = (text: string) => Buffer.from(text).toString('base64');
const zipped = (value: unknown) => gzipSync(JSON.stringify(value)).toString('base64');
const http = (body: string, isBase64Encoded = false) => ({
  version: '2.0',
  headers: { 'user-agent': 'Amazon Simple Notification Service Agent' },
  requestContext: { http: { method: 'POST' } },
  body,
  isBase64Encoded,
});
const logs = (...messages: readonly string[]) => ({
  messageType: 'DATA_MESSAGE',
  owner: '222233334444',
  logGroup: '/aws/lambda/till',
  logStream: '2026/11/23/[$LATEST]1a',
  subscriptionFilters: ['errors'],
  logEvents: messages.map((message, index) => ({
    id: String(index),
    timestamp: 1_795_400_045_000 + index * 60_000,
    message,
  })),
});

describe('an alarm', () => {
  const wrapped: readonly (readonly [what: string, event: unknown])[] = [
    ['in the body of a function URL', http(JSON.stringify(sns))],
    ['in that of API Gateway, in base64', http(base64(JSON.stringify(sns)), true)],
    [
      'in a form, as tools send it to Slack',
      http(`payload=${encodeURIComponent(JSON.stringify(alarm))}`),
    ],
    ['written as a JSON string', published(JSON.stringify(JSON.stringify(alarm)))],
    ['written so twice', published(JSON.stringify(JSON.stringify(JSON.stringify(alarm))))],
    ['in a message for each protocol', published({ default: JSON.stringify(alarm), email: 'x' })],
    [
      'given as an object',
      { Records: [{ EventSource: 'aws:sns', Sns: { Subject: 's', Message: alarm } }] },
    ],
    [
      'in an object in that',
      { Records: [{ EventSource: 'aws:sns', Sns: { Message: { default: alarm } } }] },
    ],
    [
      'in a record of Kinesis',
      {
        Records: [{ eventSource: 'aws:kinesis', kinesis: { data: base64(JSON.stringify(alarm)) } }],
      },
    ],
    [
      'in a record of Firehose',
      { invocationId: '1a', records: [{ recordId: '1', data: base64(JSON.stringify(alarm)) }] },
    ],
    [
      'in a message of Kafka',
      {
        eventSource: 'aws:kafka',
        records: { 'ops-0': [{ topic: 'ops', value: base64(JSON.stringify(alarm)) }] },
      },
    ],
    [
      'in a message of ActiveMQ',
      {
        eventSource: 'aws:mq',
        messages: [{ messageID: '1', data: base64(JSON.stringify(alarm)) }],
      },
    ],
    [
      'in a message of RabbitMQ',
      {
        eventSource: 'aws:rmq',
        rmqMessagesByQueue: { 'ops::/': [{ data: base64(JSON.stringify(alarm)) }] },
      },
    ],
    ['in the input of a rule', eventOf('Relay', { alarm })],
  ];
  const rows = wrapped.map(([what, event]): Row => [what, { event, push, never: ['late'] }]);
  it('is read through its envelope', everyRow(rows, expectTold));

  const flat = {
    AlarmName: 'hot',
    MetricName: 'CPUUtilization',
    Namespace: 'AWS/EC2',
    Threshold: 90,
  };
  const spelled: readonly Row[] = [
    [
      'flat, in an object',
      {
        event: {
          Records: [
            {
              EventSource: 'aws:sns',
              Sns: {
                Message: {
                  ...flat,
                  ComparisonOperator: 'GreaterThanOrEqualToThreshold',
                  Priority: 'P3',
                  NewStateValue: 'ALARM',
                },
              },
            },
          ],
        },
        push: ['🔴 ALARM: CPU (hot)', 'Limit: at or above *90%*.'],
        says: ['Priority: P3'],
      },
    ],
    [
      'with its state in small letters',
      { event: published({ ...alarm, NewStateValue: 'alarm' }), push },
    ],
    [
      'with all its keys in small letters',
      {
        event: published({ alarmName: 'hot', newStateValue: 'ok', newStateReason: '' }),
        push: ['🟢 OK: “hot”'],
      },
    ],
    [
      'as DescribeAlarms returns it',
      {
        event: published({
          MetricAlarms: [
            {
              ...flat,
              StateValue: 'ALARM',
              StateReason:
                'Threshold Crossed: 1 datapoint [97.0 (23/11/26 02:12:00)] was greater than the threshold (90.0).',
              ComparisonOperator: 'GreaterThanThreshold',
              Dimensions: [{ Name: 'AutoScalingGroupName', Value: 'web' }],
              Period: 60,
              EvaluationPeriods: 1,
            },
          ],
        }),
        push: ['🔴 ALARM: CPU of web at 97% > 90% (hot)', 'Above *90%* in the last *minute*.'],
      },
    ],
    [
      'with the time in milliseconds, and nothing to hold its value against',
      {
        event: published({
          AlarmName: 'hot',
          NewStateValue: 'ALARM',
          NewStateReason: 'Threshold Crossed: 1 datapoint [97.0 (23/11/26 02:12:00)] was.',
          StateChangeTime: 1_795_400_044_977,
        }),
        push: ['🔴 ALARM: hot: 97'],
        says: ['<!date^1795400044^'],
        never: ['In the last period'],
      },
    ],
    [
      'as the words of a rule’s input',
      {
        event: { alarm: 'hot', state: 'ALARM', reason: 'because' },
        push: ['🔴 hot ALARM', 'because'],
      },
    ],
  ];
  it('is read however it is spelled', everyRow(spelled, expectTold));
});

describe('what is not told by an envelope', () => {
  const nested = (levels: number): string => {
    let text = JSON.stringify({ at: 'the bottom' });
    for (let level = 0; level < levels; level += 1) text = JSON.stringify({ down: text });
    return text;
  };
  const rows: readonly Row[] = [
    [
      'log lines that were zipped',
      {
        event: {
          awslogs: {
            data: zipped(logs('2026-11-23T02:14:05Z ERROR Task timed out after 30.03 seconds')),
          },
        },
        push: [
          '🔴 /aws/lambda/till',
          '2026-11-23T02:14:05Z ERROR Task timed out after 30.03 seconds',
        ],
        says: ['*Time*: <!date^1795400045^', '*Log stream*: 2026/11/23/[$LATEST]1a'],
        never: ['1795400045000'],
      },
    ],
    [
      'several of them, the worst of which is pushed',
      {
        event: {
          awslogs: {
            data: zipped(
              logs(
                '{"level":"info","message":"start"}',
                '{"level":"error","msg":"no paper"}',
                'end',
              ),
            ),
          },
        },
        push: ['🔴 /aws/lambda/till', 'error: no paper'],
        says: ['info: start\nerror: no paper\nend', '*Last time*: <!date^1795400165^'],
        never: ['17954001'.concat('65000'), '1795400105000'],
      },
    ],
    [
      'the same by way of Kinesis',
      {
        event: {
          Records: [{ eventSource: 'aws:kinesis', kinesis: { data: zipped(logs('ERROR x')) } }],
        },
        push: ['🔴 /aws/lambda/till', 'ERROR x'],
      },
    ],
    [
      'JSON in JSON in JSON, twelve deep',
      { event: published(nested(12), ''), push: ['Down … Down Down Down Down At: the bottom'] },
    ],
    [
      'lists in lists',
      { event: published({ a: [[[{ b: [{ c: 'deep' }] }]]] }), push: ['subject', 'A B C: deep'] },
    ],
    ['nothing but a number', { event: published('42', 'Answer'), push: ['Answer', '42'] }],
  ];
  it('is shown as far as it goes', everyRow(rows, expectTold));
});

describe('a batch of a queue', () => {
  const queued = (...messages: readonly unknown[]) => ({
    Records: messages.map((message, index) => ({
      messageId: `m-${index}`,
      eventSource: 'aws:sqs',
      body: JSON.stringify({ ...sns, Message: JSON.stringify(message) }),
    })),
  });
  const described = (AlarmName: string) => ({
    ...alarm,
    AlarmName,
    AlarmArn: `arn:aws:cloudwatch:eu-west-1:111122223333:alarm:${AlarmName}`,
    AlarmDescription: 'Runbook: https://wiki.example.net/db',
  });
  const rows: readonly Row[] = [
    [
      'of two that are seconds old is told in full',
      {
        event: queued(described('a'), described('b')),
        push: [
          '🔴 ALARM: DatabaseConnections of bills-1 at 512 > 500 (a)',
          'Above *500* in the last *minute*.',
        ],
        says: ['(b)', '*<https://wiki.example.net/db|Runbook>*'],
        never: ['late', 'could not be delivered'],
      },
    ],
    [
      'of one, too',
      {
        event: queued(alarm),
        push,
        never: ['late', 'could not be delivered'],
      },
    ],
    [
      'of two that are an hour old is told as late',
      {
        event: queued(described('a'), described('b')),
        push: [
          '2 late notifications  ·  🔴 ALARM: DatabaseConnections of bills-1 at 512 > 500 (a)',
        ],
        now: '2026-11-23T03:14:10Z',
      },
    ],
  ];
  const cpu = (AlarmName: string, InstanceId: string) =>
    measured('AWS/EC2', 'CPUUtilization', {
      of: { InstanceId },
      value: 97,
      limit: 80,
      more: { AlarmName, AlarmArn: `arn:aws:cloudwatch:eu-west-1:111122223333:alarm:${AlarmName}` },
    });
  const named: Row = [
    'of late ones has the names of the instances',
    {
      event: queued(cpu('a', 'i-0abcdef1234567890'), cpu('b', 'i-0abcdef1234567891')),
      push: ['2 late notifications  ·  🔴 ALARM: CPU of web-7 at 97% > 80% (a)'],
      says: ['🔴 ALARM: CPU of web-7 at 97%  ·  '],
      instanceName: 'web-7',
      now: '2026-11-23T03:14:10Z',
    },
  ];
  it('names what people call a machine', everyRow([named], expectTold));

  const put = (attributes: JsonObject, more: JsonObject = {}) => ({
    Records: [
      {
        messageId: 'm-1',
        eventSource: 'aws:sqs',
        attributes,
        body: JSON.stringify(alarm),
        ...more,
      },
    ],
  });
  const late = 'Delivered 1 hour late';
  const now = '2026-11-23T03:14:10Z';
  const tried: readonly Row[] = [
    [
      'of what was put there to be told with others is not late, however old',
      { event: put({ ApproximateReceiveCount: '1' }), push, never: ['late'], now },
    ],
    [
      'of what comes again is',
      { event: put({ ApproximateReceiveCount: '2' }), push, says: [late], now },
    ],
    [
      'of what EventBridge could not hand over is',
      {
        event: put(
          { ApproximateReceiveCount: '1' },
          { messageAttributes: { ERROR_CODE: { stringValue: 'SDK_CLIENT_ERROR' } } },
        ),
        push,
        says: [late],
        now,
      },
    ],
    [
      'of what SNS could not hand over is',
      {
        event: {
          Records: [
            {
              messageId: 'm-1',
              eventSource: 'aws:sqs',
              attributes: { ApproximateReceiveCount: '1' },
              body: JSON.stringify(sns),
            },
          ],
        },
        push,
        says: [late],
        now,
      },
    ],
  ];
  it('is late only where it is', everyRow([...rows, ...tried], expectTold));

  const direct: Row = [
    'that comes by SNS itself, however old',
    {
      event: alarmOf('A', 'B'),
      push: ['🔴 ALARM: an alarm: B 1 > 0'],
      now: '2026-11-23T05:00:00Z',
      never: ['late'],
    },
  ];
  it('is nothing that comes alone', everyRow([direct], expectTold));
});
