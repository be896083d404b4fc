import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { alarmsPasted, alarmsWithin } from '../../src/parse/within.ts';
import { everyRow } from '../helpers/every-row.ts';
import { alarmWith, dimensions, published, reasonOf, told } from '../helpers/told.ts';

const trigger = {
  Namespace: 'AWS/RDS',
  MetricName: 'DatabaseConnections',
  Dimensions: dimensions({ DBInstanceIdentifier: 'orders-1' }),
  Threshold: 500,
};
const alarm = alarmWith(trigger, {
  AlarmName: 'orders-db-connections',
  NewStateReason: reasonOf(512, 500),
});
const RIGHT = 'ALARM: DatabaseConnections of orders-1 at 512';

const TopicArn = 'arn:aws:sns:eu-west-1:111122223333:ops';
const envelope = { Type: 'Notification', TopicArn, Message: JSON.stringify(alarm) };
const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64');
const request = (body: string, isBase64Encoded = false) => ({
  requestContext: { stage: 'prod' },
  headers: { host: 'example.com' },
  body,
  isBase64Encoded,
});
const rule = (detail: unknown) => ({ 'detail-type': 'Custom', source: 'shop', detail });
const asyncFailure = {
  requestContext: { functionArn: 'arn:aws:lambda:eu-west-1:111122223333:function:me:$LATEST' },
  requestPayload: published(alarm),
};

it('an alarm is told alike, whatever it comes in', async () => {
  const events = [
    published(alarm),
    published(JSON.stringify(alarm)),
    published({ default: 'text', lambda: JSON.stringify(alarm) }),
    { Records: [{ EventSource: 'aws:sns', Sns: { Message: alarm } }] },
    request(JSON.stringify(envelope)),
    request(JSON.stringify(alarm)),
    request(base64(envelope), true),
    { ...request(JSON.stringify(envelope)), headers: null },
    { Records: [{ eventSource: 'aws:kinesis', kinesis: { data: base64(alarm) } }] },
    { invocationId: 'x', records: [{ recordId: '1', data: base64(envelope) }] },
    { Records: [{ eventSource: 'aws:sqs', body: JSON.stringify(JSON.stringify(envelope)) }] },
    [{ eventSource: 'aws:sqs', messageId: '1', body: JSON.stringify(alarm) }],
    rule(alarm),
    rule(JSON.stringify(alarm)),
    { input: { alarm } },
    asyncFailure,
  ];
  for (const event of events) expect(await told(event)).toContain(RIGHT);
});

const described = {
  AlarmName: 'orders-db-connections',
  AlarmArn: 'arn:aws:cloudwatch:eu-west-1:111122223333:alarm:orders-db-connections',
  AlarmDescription: 'Runbook: https://runbooks.example.com/db',
  ActionsEnabled: true,
  StateValue: 'ALARM',
  StateReason: reasonOf(512, 500),
  StateUpdatedTimestamp: '2026-11-23T02:20:04.977000+00:00',
  StateTransitionedTimestamp: '2026-11-23T02:14:04.977000+00:00',
  ...trigger,
  Dimensions: [{ Name: 'DBInstanceIdentifier', Value: 'orders-1' }],
  Period: 60,
  EvaluationPeriods: 1,
  ComparisonOperator: 'GreaterThanThreshold',
};
const composite = {
  AlarmName: 'checkout is down',
  AlarmArn: 'arn:aws:cloudwatch:eu-west-1:111122223333:alarm:checkout is down',
  AlarmRule: 'ALARM("a") OR ALARM("b")',
  StateValue: 'ALARM',
  StateReason:
    'arn:aws:cloudwatch:eu-west-1:111122223333:alarm:a transitioned to ALARM at Monday 23 November, 2026 02:14:04 UTC',
  StateUpdatedTimestamp: 1_795_400_044.977,
};

it('what DescribeAlarms returns is told as its alarms, with the times in every spelling', async () => {
  const list = { MetricAlarms: [described], CompositeAlarms: [composite] };
  const text = await told(published(list));
  for (const said of [RIGHT, 'runbooks.example.com/db|Runbook', '*500*', 'checkout is down'])
    expect(text).toContain(said);
  expect(text.split('\n').filter((line) => line.includes('"text"')).length).toBeGreaterThan(1);
  const times = [
    described.StateTransitionedTimestamp,
    '2026-11-23 02:14:04.977000+00:00',
    1_795_400_044.9,
  ];
  for (const StateTransitionedTimestamp of times)
    expect(await told(published({ ...described, StateTransitionedTimestamp }))).toContain(
      'ALARM <!date^1795400044^',
    );
});

it('the output of a command is told as its alarms, with the words before it', async () => {
  const text = `Still burning:\n${JSON.stringify({ MetricAlarms: [described] }, null, 4)}\n`;
  const said = await told(published(text));
  expect(said).toContain(RIGHT);
  expect(said).toContain('Note: Still burning:');
  expect(await told(published('the "StateValue" of {this} is no JSON'))).toContain('is no JSON');
});

it('a flat form of another program is an alarm with its metric and limit', async () => {
  const flat = { alarmName: 'High CPU', newStateValue: 'alarm', newStateReason: 'too hot' };
  expect(await told(published(flat))).toContain('ALARM: High CPU');
  const metric = { AlarmName: 'High CPU', NewStateValue: 'ALARM', Priority: 'P3', ...trigger };
  const text = await told(published({ ...metric, ComparisonOperator: 'GreaterThanThreshold' }));
  for (const said of ['DatabaseConnections of orders-1', 'above *500*', 'Priority: P3'])
    expect(text).toContain(said);
});

it('log lines are told under the name of their group, also out of a stream', async () => {
  const message = '{"level":"ERROR","msg":"payment failed"}';
  const logEvents = [
    { id: '1', timestamp: 1, message },
    { id: '2', timestamp: 2, message: 'plain' },
  ];
  const data = gzipSync(
    JSON.stringify({
      messageType: 'DATA_MESSAGE',
      logGroup: '/ecs/shop',
      logStream: 'a',
      logEvents,
    }),
  ).toString('base64');
  for (const event of [{ awslogs: { data } }, { Records: [{ kinesis: { data } }] }]) {
    const text = await told(event);
    for (const said of ['🔴 /ecs/shop', 'ERROR: payment failed\nplain'])
      expect(text).toContain(said);
  }
});

const one = { AlarmName: 'a', StateValue: 'OK' };
/** An alarm so many levels down. */
const deep = (levels: number) =>
  Array.from({ length: levels }).reduce<unknown>((inner) => ({ x: inner }), one);

it(
  'an alarm is what has a name and a state, in any of their spellings',
  everyRow(
    [
      [{ AlarmName: 'a', NewStateValue: 'OK' }, 1],
      [{ AlarmArn: 'a', StateValue: 'OK' }, 1],
      [{ alarmName: 'a', newStateValue: 'OK' }, 1],
      [{ alarmArn: 'a', newStateValue: 'OK' }, 1],
      [{ AlarmName: 7, StateValue: 'OK' }, 0],
      [{ AlarmName: 'a', StateValue: 7 }, 0],
      [{ AlarmName: 'a' }, 0],
      [{ StateValue: 'OK' }, 0],
      [[one, { more: [one, null, 7] }], 2],
      [{ ...one, inner: one }, 1],
      [JSON.stringify(one), 1],
      [` \n${JSON.stringify(one)}`, 1],
      [JSON.stringify(JSON.stringify(one)), 1],
      [`see ${JSON.stringify(one)}`, 0],
      [`${' '.repeat(99)}${JSON.stringify(one)}`, 1],
      [JSON.stringify({ ...one, pad: 'x'.repeat(299_000) }), 1],
      [JSON.stringify({ ...one, pad: 'x'.repeat(300_000) }), 0],
      [deep(8), 1],
      [deep(9), 0],
      [[...Array.from({ length: 1_998 }, () => 0), one], 1],
      [[...Array.from({ length: 1_999 }, () => 0), one], 0],
      [[Array.from({ length: 2_500 }, () => 0), one], 0],
    ],
    (value, count) => {
      expect(alarmsWithin(value)).toHaveLength(count);
    },
  ),
);

it(
  'a text that ends in JSON is the alarms of that, and what stands before it a note',
  everyRow(
    [
      [JSON.stringify(one), [one]],
      [`  ${JSON.stringify([one, one])}`, [one, one]],
      [` Look:\n ${JSON.stringify([one, one])}`, [{ ...one, Note: 'Look:' }, one]],
      [
        JSON.stringify({ AlarmName: 'a', NewStateValue: 'OK' }),
        [{ AlarmName: 'a', NewStateValue: 'OK' }],
      ],
      [JSON.stringify({ alarmName: 'a', newStateValue: 'OK' }), []],
      [`${'x'.repeat(1_999)}${JSON.stringify(one)}`, [{ ...one, Note: 'x'.repeat(1_999) }]],
      [`${'x'.repeat(2_000)}${JSON.stringify(one)}`, []],
      [`${JSON.stringify(one)}${' '.repeat(300_000)}`, []],
      ['"StateValue"', []],
      ['{"StateValue": "OK"}', []],
    ],
    (text, alarms) => {
      expect(alarmsPasted(text)).toEqual(alarms);
    },
  ),
);
