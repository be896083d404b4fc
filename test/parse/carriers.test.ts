import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { receive } from '../../src/parse/envelope.ts';
import { alarmOf } from '../helpers/changed-alarms.ts';
import { everyRow } from '../helpers/every-row.ts';
import { parseNow } from '../helpers/parsed.ts';

const alarm = alarmOf('alarm');
const json = JSON.stringify(alarm);
const base64 = (text: string) => Buffer.from(text).toString('base64');
const sns = (Message: unknown) => ({ Records: [{ EventSource: 'aws:sns', Sns: { Message } }] });
const http = { requestContext: { http: { method: 'POST' } }, headers: { host: 'a.example.com' } };
const envelope = JSON.stringify({ TopicArn: 'arn:aws:sns:us-east-1:1:a', Message: json });

/** Every way in which an alarm may be wrapped on its way to the function. */
const WAYS: Readonly<Record<string, unknown>> = {
  'an object in the place of the text of a message': sns(alarm),
  'JSON that was written as a string once more': sns(JSON.stringify(json)),
  'MessageStructure json': sns(JSON.stringify({ default: json, email: 'CPU is high' })),
  'the body of a function URL': { ...http, body: envelope, isBase64Encoded: false },
  'a body in base64': { ...http, body: base64(envelope), isBase64Encoded: true },
  'a record of Kinesis': {
    Records: [{ eventSource: 'aws:kinesis', kinesis: { data: base64(json) } }],
  },
  'a record of Firehose': { Records: [{ recordId: 'r-1', data: base64(json) }] },
};

describe('an alarm', () => {
  it(
    'is read in every carrier',
    everyRow(Object.keys(WAYS), (way) => {
      const { notifications } = receive(WAYS[way]);
      expect(notifications.map((one) => parseNow(one))).toMatchObject([
        { kind: 'alarm', alarm: { name: alarm['AlarmName'], state: 'ALARM' } },
      ]);
    }),
  );
});

describe('a log subscription', () => {
  it('is unpacked', () => {
    const logEvents = [{ message: 'first' }, { message: 'second' }];
    const packed = gzipSync(JSON.stringify({ logGroup: '/aws/lambda/shop', logEvents }));
    const { notifications } = receive({ awslogs: { data: packed.toString('base64') } });
    expect(notifications).toMatchObject([{ content: { logGroup: '/aws/lambda/shop', logEvents } }]);
  });

  it('is shown as it came where it cannot be unpacked', () => {
    expect(receive({ awslogs: { data: 'H4sI no gzip' } }).notifications).toHaveLength(1);
  });
});

it('no content of a message makes the parser throw', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      for (const content of [
        value,
        { ...alarm, Trigger: value },
        { ...alarm, NewStateReason: value },
      ]) {
        expect(() => parseNow({ content })).not.toThrow();
      }
    }),
  );
});

it('an alarm of 200,000 metrics is read, too', () => {
  const Metrics = Array.from({ length: 200_000 }, (_, index) => ({ Id: `m${index}`, Period: 60 }));
  const parsed = parseNow({ content: { ...alarm, Trigger: { Metrics } } });
  expect(parsed.kind).toBe('alarm');
});

describe('what a carrier holds', () => {
  const small = { AlarmName: 'web-1', NewStateValue: 'ALARM' };
  const packed = base64(JSON.stringify(small));
  const zipped = gzipSync(JSON.stringify(small)).toString('base64');
  const post = (body: unknown, more: object = {}) => ({ requestContext: {}, body, ...more });

  it(
    'is what it is told as',
    everyRow(
      [
        ['Kafka', { eventSource: 'aws:kafka', records: { a: [{ value: packed }] } }, [small]],
        [
          'Kafka of one’s own, of two topics',
          {
            eventSource: 'SelfManagedKafka',
            records: { a: [{ value: packed }, 7, { key: 'x' }], b: [{ value: base64('text') }] },
          },
          [small, 'text'],
        ],
        ['ActiveMQ', { eventSource: 'aws:mq', messages: [{ data: packed }] }, [small]],
        [
          'RabbitMQ',
          { eventSource: 'aws:rmq', rmqMessagesByQueue: { q: [{ data: packed }] } },
          [small],
        ],
        ['a form', post(`payload=${encodeURIComponent(JSON.stringify(small))}`), [small]],
        ['a form with blanks', post('payload=%7b%22text%22:%22a+b%22%7d'), [{ text: 'a b' }]],
        ['a form of nothing', post('payload=%7B'), ['payload=%7B']],
        ['a form of two fields', post('payload=%7B%7D&b=1'), ['payload=%7B%7D&b=1']],
        ['a form that is none', post('see payload=%7B%7D'), ['see payload=%7B%7D']],
        ['a form that is broken', post('payload=%7B%E0'), ['payload=%7B%E0']],
        [
          'a form in base64',
          post(base64('p=%7B%22a%22:1%7D'), { isBase64Encoded: true }),
          [{ a: 1 }],
        ],
        ['a body that is a JSON string', post('"text"'), ['text']],
        ['a zipped record', { Records: [{ kinesis: { data: zipped } }] }, [small]],
        [
          'a record that is not zipped after all',
          { Records: [{ kinesis: { data: Buffer.from([0x1f, 0x8b, 65]).toString('base64') } }] },
          ['\u001f\ufffdA'],
        ],
        ['a record of one zero', { Records: [{ kinesis: { data: 'HwA=' } }] }, ['\u001f\u0000']],
        [
          'a list of records of Kinesis',
          [{ kinesis: { data: packed } }, { kinesis: { data: base64('text') } }],
          [small, 'text'],
        ],
        [
          'a list of records of SNS',
          [{ Sns: { Message: 'a' } }, { other: 1 }],
          ['a', { other: 1 }],
        ],
        [
          'Firehose',
          { invocationId: '1', records: [{ recordId: '1', data: packed }, { recordId: '2' }] },
          [small, { recordId: '2' }],
        ],
        ['a message for each protocol', sns('{"default":"a","lambda":"b","sqs":"c"}'), ['b']],
        [
          'a message with a default and more',
          sns('{"default":"a","other":"b"}'),
          [{ default: 'a', other: 'b' }],
        ],
        ['a default that is no text', sns('{"default":["a"]}'), [{ default: ['a'] }]],
        ['an event that is a text of JSON', '{"a":1}', [{ a: 1 }]],
        ['a record that is a text of JSON', { Records: ['{"a":1}'] }, [{ a: 1 }]],
        ['a message for each protocol but this', sns('{"default":"[7]","http":"c"}'), [[7]]],
        [
          'each protocol that there is',
          sns(
            JSON.stringify({
              ...{ default: 'a', email: 1, 'email-json': 1, sqs: 1, http: 1, https: 1, sms: 1 },
              ...{ firehose: 1, application: 1 },
            }),
          ),
          ['a'],
        ],
        [
          'a message in quotes four times',
          sns(JSON.stringify(JSON.stringify('"\\"a\\""'))),
          ['"a"'],
        ],
      ] as const,
      (_, event, contents) => {
        const receipt = receive(event);
        expect(receipt).toEqual({
          queued: false,
          notifications: contents.map((content) => ({ content })),
        });
      },
    ),
  );

  it(
    'is shown whole where it is no carrier',
    everyRow(
      [
        ['no broker', { eventSource: 'my aws:kafka', records: { a: [{ value: packed }] } }],
        [
          'a broker of another kind',
          { eventSource: 'aws:kafka2', records: { a: [{ value: packed }] } },
        ],
        ['a broker without messages', { eventSource: 'aws:kafka', records: { a: [] } }],
        ['a request without a body in base64', { requestContext: {}, isBase64Encoded: true }],
        ['a list of other objects', [{ a: 1 }, { b: 2 }]],
        ['a request without a body', { requestContext: {}, path: '/' }],
        ['a request whose body is blank', { requestContext: {}, path: '/', body: ' ' }],
        ['a request whose body is no text', { requestContext: {}, body: { text: 'a' } }],
        ['a body without a request', { body: 'a' }],
        ['data without an id', { data: packed }],
        ['records of Firehose that are not there', { invocationId: '1', records: [] }],
        ['records without an invocation', { records: [{ recordId: '1', data: packed }] }],
        ['a payload of another function', { requestPayload: { order: 7 } }],
      ],
      (_, content) => {
        expect(receive(content)).toEqual({ queued: false, notifications: [{ content }] });
      },
    ),
  );

  it(
    'is the event that this function failed on, in the queue of a failed invocation',
    everyRow(
      [
        ['records', { Records: [{ Sns: { Message: 'a' } }] }, 'a'],
        ['an event', { 'detail-type': 'X' }, { 'detail-type': 'X' }],
        ['an action', { alarmData: { a: 1 } }, { alarmData: { a: 1 } }],
        ['an alarm', { AlarmName: 'web-1' }, { AlarmName: 'web-1' }],
        ['a message', { TopicArn: 't', Message: 'a' }, 'a'],
        ['the same once more', { requestPayload: { AlarmName: 'a' } }, { AlarmName: 'a' }],
      ],
      (_, requestPayload, content) => {
        expect(receive({ requestPayload }).notifications).toEqual([{ content }]);
      },
    ),
  );

  it('is opened three times within each other, no more', () => {
    const within = (levels: number) =>
      Array.from({ length: levels }).reduce<unknown>(
        (inner) => ({ kinesis: { data: base64(JSON.stringify(inner)) } }),
        'end',
      );
    expect(receive(within(4)).notifications).toEqual([{ content: 'end' }]);
    expect(receive(within(6)).notifications).toEqual([{ content: within(2) }]);
  });
});

describe('a message from a queue', () => {
  const record = (more: object) => ({ eventSource: 'aws:sqs', messageId: '1', ...more });
  const once = { ApproximateReceiveCount: '1' };

  it(
    'is a first try where it comes bare, once, and without a word of a failure',
    everyRow(
      [
        [{ body: '{"a":1}', attributes: once }, true],
        [{ body: '{"a":1}', attributes: once, messageAttributes: {} }, true],
        [{ body: '{"a":1}', attributes: once, messageAttributes: { ErrorCode: {} } }, undefined],
        [{ body: '{"a":1}', attributes: { ApproximateReceiveCount: '2' } }, undefined],
        [{ body: '{"a":1}' }, undefined],
        [{ body: '{"TopicArn":"t","Message":"a"}', attributes: once }, undefined],
        [{ body: '{"Records":[{"Sns":{"Message":"a"}},7]}', attributes: once }, undefined],
      ] as const,
      (more, isFirstTry) => {
        const [one] = receive({ Records: [record(more)] }).notifications;
        expect(one?.isFirstTry).toBe(isFirstTry);
      },
    ),
  );
});
