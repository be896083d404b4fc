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
