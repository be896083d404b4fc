import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EventError } from '../../src/errors.ts';
import { receive } from '../../src/parse/envelope.ts';
import { everyRow } from '../helpers/every-row.ts';
import { parseNow } from '../helpers/parsed.ts';

const ALARM = { AlarmName: 'web-1', NewStateValue: 'ALARM' };
const TOPIC = 'arn:aws:sns:us-east-1:123456789012:alarms';

const sns = (Message: unknown, more: object = {}) => ({
  EventSource: 'aws:sns',
  Sns: { Type: 'Notification', TopicArn: TOPIC, Message, ...more },
});
const queued = (body: unknown, messageId: unknown = 'm-1') => ({
  eventSource: 'aws:sqs',
  messageId,
  body: typeof body === 'string' ? body : JSON.stringify(body),
});

describe('receive', () => {
  it('gives one notification for each SNS record, with subject and time', () => {
    const event = {
      Records: [
        sns(JSON.stringify(ALARM), {
          Subject: 'ALARM: "web-1"',
          Timestamp: '2026-11-22T08:00:00.000Z',
        }),
        sns('a line of text'),
      ],
    };
    expect(receive(event)).toEqual({
      queued: false,
      notifications: [
        {
          content: ALARM,
          subject: 'ALARM: "web-1"',
          publishedAt: Date.parse('2026-11-22T08:00:00Z'),
        },
        { content: 'a line of text' },
      ],
    });
  });

  it(
    'takes a subject without text for none',
    everyRow(
      [
        ['null', null],
        ['empty', ''],
        ['blank', '  '],
        ['no string', { a: 1 }],
      ],
      (_, Subject) => {
        const { notifications } = receive({ Records: [sns('text', { Subject })] });
        expect(notifications).toEqual([{ content: 'text' }]);
      },
    ),
  );

  it(
    'keeps a message that is no JSON object',
    everyRow(
      [
        ['missing', undefined, ''],
        ['null', null, ''],
        ['a number', 5, 5],
        ['broken JSON', '{"AlarmName":', '{"AlarmName":'],
        ['a JSON list', '[1]', [1]],
        ['a JSON string', '"text"', 'text'],
        ['JSON null', 'null', 'null'],
      ],
      (_, message, content) => {
        expect(receive({ Records: [sns(message)] }).notifications).toEqual([{ content }]);
      },
    ),
  );

  it(
    'unwraps an SQS record, whatever is in it',
    everyRow(
      [
        [
          'the SNS envelope',
          { Type: 'Notification', TopicArn: TOPIC, Message: JSON.stringify(ALARM) },
        ],
        ['raw delivery', ALARM],
        ['the whole Lambda event', { Records: [sns(JSON.stringify(ALARM))] }],
        [
          'the record of a failed invocation',
          { requestContext: {}, requestPayload: { Records: [sns(JSON.stringify(ALARM))] } },
        ],
        ['a failed invocation with an alarm as it is', { requestPayload: ALARM }],
      ],
      (_, body) => {
        expect(receive({ Records: [queued(body)] })).toEqual({
          queued: true,
          notifications: [{ content: ALARM, recordId: 'm-1' }],
        });
      },
    ),
  );

  it('keeps the subject and the time of an envelope in a queue', () => {
    const body = {
      TopicArn: TOPIC,
      Message: 'text',
      Subject: 'Deployment',
      Timestamp: '2026-11-22T08:00:00.000Z',
    };
    expect(receive({ Records: [queued(body)] }).notifications).toEqual([
      {
        content: 'text',
        subject: 'Deployment',
        publishedAt: Date.parse('2026-11-22T08:00:00Z'),
        recordId: 'm-1',
      },
    ]);
  });

  it('gives every notification of a queued record the id of that record', () => {
    const several = { Records: [sns('one'), sns('two')] };
    const { notifications } = receive({ Records: [queued(several), queued('three', 'm-2')] });
    expect(notifications).toEqual([
      { content: 'one', recordId: 'm-1' },
      { content: 'two', recordId: 'm-1' },
      { content: 'three', recordId: 'm-2' },
    ]);
  });

  it(
    'keeps an SQS record that it cannot unwrap as it is',
    everyRow(
      [
        ['without a body', { eventSource: 'aws:sqs', messageId: 'm-1' }, ''],
        ['with a body of text', queued('a line'), 'a line'],
        ['with a message but no topic', queued({ Message: 'x' }), { Message: 'x' }],
        ['with a topic but no message', queued({ TopicArn: TOPIC }), { TopicArn: TOPIC }],
        [
          'with records of another service',
          queued({ Records: [{ s3: {} }] }),
          { Records: [{ s3: {} }] },
        ],
      ],
      (_, record, content) => {
        expect(receive({ Records: [record] }).notifications).toEqual([
          { content, recordId: 'm-1' },
        ]);
      },
    ),
  );

  it('answers a batch record by record when only some of it comes from a queue', () => {
    expect(receive({ Records: [sns('one'), queued('two')] })).toEqual({
      queued: true,
      notifications: [{ content: 'one' }, { content: 'two', recordId: 'm-1' }],
    });
  });

  it('opens a record that is JSON text', () => {
    expect(receive({ Records: [JSON.stringify(sns('one'))] }).notifications).toEqual([
      { content: 'one' },
    ]);
    expect(receive({ Records: ['no JSON'] }).notifications).toEqual([{ content: 'no JSON' }]);
    expect(receive({ Records: [5] }).notifications).toEqual([{ content: 5 }]);
  });

  it('skips what is no record among the records of an inner event', () => {
    expect(
      receive({ Records: [queued({ Records: [null, sns('one'), 'x'] })] }).notifications,
    ).toEqual([{ content: 'one', recordId: 'm-1' }]);
  });

  it('takes a queued record without an id for one that nobody can report', () => {
    expect(receive({ Records: [queued('text', null)] })).toEqual({
      queued: true,
      notifications: [{ content: 'text' }],
    });
  });

  it(
    'takes an event without records for one notification',
    everyRow(
      [
        ['an EventBridge event', { 'detail-type': 'CloudWatch Alarm State Change', detail: {} }],
        ['the action of an alarm', { alarmData: { alarmName: 'web-1' } }],
        ['an alarm as it is', ALARM],
        ['a list with text', ['text']],
      ],
      (_, event) => {
        expect(receive(event)).toEqual({ queued: false, notifications: [{ content: event }] });
      },
    ),
  );

  it('takes an event that is a text for JSON, or else for the text', () => {
    expect(receive(JSON.stringify(ALARM)).notifications).toEqual([{ content: ALARM }]);
    expect(receive('a line').notifications).toEqual([{ content: 'a line' }]);
  });

  it('unwraps an SNS message that comes without its record', () => {
    const event = { Type: 'Notification', TopicArn: TOPIC, Message: JSON.stringify(ALARM) };
    expect(receive(event).notifications).toEqual([{ content: ALARM }]);
  });

  it(
    'keeps what it does not know',
    everyRow(
      [
        ['a record that is no object', 'text', 'text'],
        ['a record of another service', { s3: { bucket: 'b' } }, { s3: { bucket: 'b' } }],
        ['a record without a message', { EventSource: 'aws:sns' }, { EventSource: 'aws:sns' }],
      ],
      (_, record, content) => {
        expect(receive({ Records: [record] })).toEqual({
          queued: false,
          notifications: [{ content }],
        });
      },
    ),
  );

  it(
    'refuses an event that holds nothing, with a sentence',
    everyRow(
      [
        ['undefined', undefined, 'got undefined'],
        ['null', null, 'got null'],
        ['a number that is none', Number.NaN, 'got number'],
        ['an empty text', '', 'got string'],
        ['an empty list', [], 'got a list'],
        ['an empty object', {}, 'got an empty object'],
        ['an object that says nothing', { a: null, b: {} }, 'got an object with a, b'],
        ['an empty list of records', { Records: [] }, 'empty list of Records'],
      ],
      (_, event, sentence) => {
        expect(() => receive(event)).toThrow(EventError);
        expect(() => receive(event)).toThrow(sentence);
      },
    ),
  );

  it('says what it expected, and names no more of the event than its first keys', () => {
    const keys = Object.fromEntries(
      Array.from({ length: 20 }, (_, i) => [`key${i}${'x'.repeat(99)}`, null]),
    );
    expect(() => receive(keys)).toThrow(
      /Expected an SNS or SQS event with Records, an EventBridge event or a CloudWatch alarm action; got an object with key0x{36}, .*key7x{36}\.$/,
    );
  });
});

/** JSON text of so many levels, within `text`. */
function nest(open: string, close: string, depth: number, text = '"x"'): string {
  return open.repeat(depth) + text + close.repeat(depth);
}

describe('an event that somebody made up', () => {
  it(
    'that is nested 50,000 deep is a notification like any other',
    everyRow(
      [
        ['envelopes', nest('{"requestPayload":', '}', 50_000)],
        ['lists', nest('[', ']', 100_000)],
        ['objects', nest('{"a":', '}', 50_000)],
        ['records', nest('{"Records":[{"Sns":{"Message":"x"}},', ']}', 5_000)],
      ],
      (_, body) => {
        const { notifications } = receive({ Records: [queued(body), queued(ALARM, 'm-2')] });
        expect(notifications.at(-1)).toEqual({ content: ALARM, recordId: 'm-2' });
        expect(notifications.every(({ recordId }) => recordId !== undefined)).toBe(true);
        for (const notification of notifications) {
          expect(['alarm', 'note']).toContain(parseNow(notification).kind);
        }
      },
    ),
  );

  const record = fc.oneof(
    fc.record(
      {
        eventSource: fc.constantFrom('aws:sqs', 'aws:s3'),
        EventSource: fc.constant('aws:sns'),
        messageId: fc.oneof(fc.string(), fc.jsonValue()),
        body: fc.oneof(fc.string(), fc.json(), fc.jsonValue()),
        Sns: fc.oneof(
          fc.record(
            { Message: fc.oneof(fc.string(), fc.json(), fc.jsonValue()), Subject: fc.jsonValue() },
            { requiredKeys: [] },
          ),
          fc.jsonValue(),
        ),
      },
      { requiredKeys: [] },
    ),
    fc.jsonValue(),
  );
  const anyEvent = fc.oneof(
    fc.jsonValue(),
    fc.json(),
    fc.record({ Records: fc.oneof(fc.array(record, { maxLength: 5 }), fc.jsonValue()) }),
    fc.record({ requestPayload: fc.record({ Records: fc.array(record, { maxLength: 3 }) }) }),
  );

  it('gives notifications, or an error that says what came; and each notification is understood as something', () => {
    fc.assert(
      fc.property(anyEvent, (event) => {
        let receipt: ReturnType<typeof receive>;
        try {
          receipt = receive(event);
        } catch (error) {
          expect(error).toBeInstanceOf(EventError);
          expect(String(error)).toMatch(
            /^EventError: The event .*(?:got .+|nothing to deliver)\.$/s,
          );
          return;
        }
        expect(receipt.notifications.length).toBeGreaterThan(0);
        for (const notification of receipt.notifications) {
          expect(['alarm', 'note', 'silent']).toContain(parseNow(notification).kind);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('has a notification for each of its records at least', () => {
    fc.assert(
      fc.property(fc.array(record, { minLength: 1, maxLength: 5 }), (records) => {
        const { notifications } = receive({ Records: records });
        expect(notifications.length).toBeGreaterThanOrEqual(records.length);
      }),
    );
  });
});
