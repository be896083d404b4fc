import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Alarm, History } from '../../src/alarm/alarm.ts';
import { DeliveryError, EventError } from '../../src/errors.ts';
import { checkSlackLimits } from '../../src/preview/fake-slack/message-rules.ts';
import { everyRow } from '../helpers/every-row.ts';
import { startNotifier, unavailable } from '../helpers/notifier.ts';
import { outsideText } from '../helpers/outside-text.ts';
import { buildPayload, overSns, overSqs } from '../helpers/payloads.ts';
import { findUnsafeText } from '../helpers/unsafe-text.ts';

const web1 = buildPayload({ name: 'web-1' });
const web2 = buildPayload({ name: 'web-2' });
const web3 = buildPayload({ name: 'web-3' });

function eventBridge(state: object): object {
  return {
    'detail-type': 'CloudWatch Alarm State Change',
    resources: ['arn:aws:cloudwatch:ap-northeast-2:123456789012:alarm:web-1'],
    detail: { alarmName: 'web-1', state: { value: 'ALARM', ...state } },
  };
}

describe('an event of a topic', () => {
  it('becomes one message for each record, in order, and nothing is answered', async () => {
    const { notify, texts, lines } = startNotifier();
    expect(await notify(overSns([web1, 'Deployed 1.2.3', web2]))).toBeUndefined();
    expect(lines).toEqual([]);
    expect(texts()).toEqual([
      expect.stringContaining('web-1'),
      expect.stringContaining('Deployed 1.2.3'),
      expect.stringContaining('web-2'),
    ]);
  });

  it('has all of its records tried although one fails, and throws what Slack said', async () => {
    const { notify, refuse, texts } = startNotifier();
    const failure = unavailable();
    refuse((text) => (text.includes('web-2') ? failure : undefined));
    await expect(notify(overSns([web1, web2, web3]))).rejects.toBe(failure);
    expect(texts()).toEqual([expect.stringContaining('web-1'), expect.stringContaining('web-3')]);
  });

  it('of which several fail throws one error that counts them', async () => {
    const { notify, refuse } = startNotifier();
    const errors = [unavailable(404), undefined, unavailable(503)];
    refuse(() => errors.shift());
    await expect(notify(overSns([web1, web2, web3]))).rejects.toMatchObject({
      message:
        '2 of 3 notifications were not delivered. The first: Slack did not accept the message: 404 down (3 attempts).',
      status: 404,
      reason: 'down',
      // One of the two may be accepted later, so Lambda's retry is worth it.
      retryable: true,
    });
  });

  it('of which several fail for good throws an error that says so', async () => {
    const { notify, refuse } = startNotifier();
    refuse(() => new DeliveryError('no answer', { reason: 'timeout', retryable: false }));
    const failed = notify(overSns([web1, web2]));
    await expect(failed).rejects.toMatchObject({ reason: 'timeout', retryable: false });
    await expect(failed).rejects.toMatchObject({ status: undefined });
  });

  it('throws an error of another kind as it is', async () => {
    const { notify, refuse } = startNotifier();
    const fault = new TypeError('a fault of ours');
    refuse(() => fault);
    await expect(notify(overSns([web1, web2]))).rejects.toBe(fault);
  });

  it('says in the log what was not delivered and why', async () => {
    const { notify, refuse, lines } = startNotifier();
    refuse(() => unavailable());
    await expect(notify(overSns([web1]))).rejects.toThrow();
    await expect(notify(overSns(['text'], { Subject: 'Deployment' }))).rejects.toThrow();
    await expect(notify(overSns(['text']))).rejects.toThrow();
    const reason = 'Slack did not accept the message: 503 down (3 attempts).';
    expect(lines).toEqual([
      {
        level: 'error',
        message: 'not delivered',
        fields: expect.objectContaining({
          alarm: 'web-1',
          state: 'ALARM',
          at: '2026-11-22T08:00:00.000Z',
          reason,
        }),
      },
      {
        level: 'error',
        message: 'not delivered',
        fields: { note: 'Deployment', reason },
      },
      { level: 'error', message: 'not delivered', fields: { note: 'text', reason } },
    ]);
  });
});

it.each([[null], [{}], [[]], ['']])('the event %j is refused with a sentence', async (event) => {
  const { notify, posted } = startNotifier();
  await expect(notify(event)).rejects.toThrow(EventError);
  expect(posted).toEqual([]);
});

describe('a batch of the queue', () => {
  const anHourLater = { now: () => Date.parse('2026-11-22T09:00:05Z') };

  it('of a few that are not late is told in full', async () => {
    const { notify, texts } = startNotifier();
    await notify(overSqs([web1, web2]));
    expect(texts()).toHaveLength(2);
    expect(texts().join()).not.toContain('late');
  });

  it('of many alarms of this moment is one storm message, which does not call them late', async () => {
    const { notify, texts } = startNotifier();
    const many = Array.from({ length: 9 }, (_, index) => buildPayload({ name: `web-${index}` }));
    await notify(overSqs(many));
    expect(texts()).toHaveLength(1);
    expect(texts()[0]).toContain('9\u00a0alarms in');
    expect(texts()[0]).not.toContain('late');
  });

  it('with one notification is told in full, and acknowledged', async () => {
    const { notify, posted } = startNotifier(anHourLater);
    expect(await notify(overSqs([web1]))).toEqual({ batchItemFailures: [] });
    expect(posted).toHaveLength(1);
    expect(posted[0]?.map(({ name }) => name)).toEqual(['blocks', 'text']);
    expect(JSON.stringify(posted[0])).toContain('|Instance>');
  });

  it('with several becomes one digest', async () => {
    const { notify, posted, texts } = startNotifier(anHourLater);
    expect(await notify(overSqs([web1, web2, 'text']))).toEqual({ batchItemFailures: [] });
    expect(posted).toHaveLength(1);
    expect(texts()[0]).toMatch(/3\u00a0late notifications.*web-1.*web-2.*text/s);
  });

  it('that Slack does not take is reported record by record', async () => {
    const { notify, refuse } = startNotifier(anHourLater);
    refuse(() => unavailable());
    expect(await notify(overSqs([web1, web2]))).toEqual({
      batchItemFailures: [{ itemIdentifier: 'm-1' }, { itemIdentifier: 'm-2' }],
    });
    expect(await notify(overSqs([web1]))).toEqual({
      batchItemFailures: [{ itemIdentifier: 'm-1' }],
    });
  });

  it('acknowledges only what was delivered where Slack fails half way', async () => {
    const { notify, refuse, posted } = startNotifier(anHourLater);
    const many = Array.from({ length: 100 }, (_, index) =>
      buildPayload({ name: `web-${index + 1}` }),
    );
    refuse(() => (posted.length === 1 ? unavailable() : undefined));
    const response = await notify(overSqs(many));
    const failed = response?.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier) ?? [];
    const delivered = JSON.stringify(posted.map((forms) => forms.at(-1)?.body));
    for (let number = 1; number <= 100; number += 1) {
      const isShown = delivered.includes(`|web-${number}>`);
      expect(failed.includes(`m-${number}`), `web-${number}`).toBe(!isShown);
    }
    expect(failed.length).toBeGreaterThan(0);
    expect(failed.length).toBeLessThan(100);
    expect(new Set(failed).size).toBe(failed.length);
  });

  it('reports a record once although all of its notifications fail', async () => {
    const { notify, refuse } = startNotifier(anHourLater);
    refuse(() => unavailable());
    expect(await notify(overSqs([overSns([web1, web2])]))).toEqual({
      batchItemFailures: [{ itemIdentifier: 'm-1' }],
    });
  });

  it('reports a record of which one notification alone fails, and does not tell the other again', async () => {
    const { notify, refuse, posted, texts } = startNotifier(anHourLater);
    const crowd = Array.from({ length: 29 }, (_, index) => buildPayload({ name: `db-${index}` }));
    const notes = ['a note', 'another note'];
    refuse((text) => (text.includes('another note') ? unavailable() : undefined));
    const batch = overSqs([overSns([...crowd, ...notes])]);
    expect(await notify(batch)).toEqual({ batchItemFailures: [{ itemIdentifier: 'm-1' }] });
    expect(posted).toHaveLength(1);
    refuse(() => undefined);
    expect(await notify(batch)).toEqual({ batchItemFailures: [] });
    // The notes came without a time: nothing tells them from the same words sent again.
    expect(texts()[1]).toContain('another note');
    expect(texts()[1]).not.toContain('db-0');
  });

  it('with a record that cannot be named is thrown as a whole where that one fails', async () => {
    const { notify, refuse } = startNotifier(anHourLater);
    refuse(() => unavailable());
    const nameless = { eventSource: 'aws:sqs', body: JSON.stringify(web2) };
    const event = { Records: [...[overSqs([web1])['Records']].flat(), nameless] };
    await expect(notify(event)).rejects.toThrow('2 of 2 notifications were not delivered');
    refuse(() => undefined);
    expect(await notify(event)).toEqual({ batchItemFailures: [] });
  });

  it(
    'of which one fails tells the others all the same',
    everyRow(
      [
        ['is nested without end', '{"a":['.repeat(20_000)],
        ['is a list within lists', `${'['.repeat(60_000)}1${']'.repeat(60_000)}`],
        ['is a name of capitals', JSON.stringify({ ['A'.repeat(200_000)]: 'x' })],
        [
          'has a description of blanks',
          { ...web2, AlarmDescription: `a${' '.repeat(200_000)}x https://x` },
        ],
        [
          'has a description of brackets',
          { ...web2, AlarmDescription: `https://x${'('.repeat(200_000)}` },
        ],
        [
          'has a reason of ARNs',
          { ...web2, NewStateReason: 'arn::alarm: t'.repeat(16_000), AlarmRule: 'x' },
        ],
        ['has names without end', { ...web2, AlarmName: '&'.repeat(200_000) }],
        [
          'has dimensions without end',
          {
            ...web2,
            Trigger: {
              MetricName: 'M',
              Dimensions: Array.from({ length: 9_000 }, () => ({ name: 'n', value: '<' })),
            },
          },
        ],
        ['is 250,000 quotes', '"'.repeat(250_000)],
      ],
      async (_name, hostile) => {
        const { notify, texts } = startNotifier(anHourLater);
        expect(await notify(overSqs([hostile, web1]))).toEqual({ batchItemFailures: [] });
        expect(texts().join()).toContain('|web-1>');
        expect(await notify(overSqs([hostile]))).toEqual({ batchItemFailures: [] });
        await notify(overSns([hostile], { Timestamp: '2026-11-22T08:00:01.000Z' }));
        // What takes milliseconds here took minutes where a pattern went over it again and again.
      },
    ),
    10_000,
  );

  it('of nothing that is to be told is acknowledged without a message', async () => {
    const { notify, posted } = startNotifier(anHourLater);
    const suppressed = eventBridge({ actionsSuppressedBy: 'WaitPeriod' });
    expect(await notify(overSqs([suppressed]))).toEqual({ batchItemFailures: [] });
    expect(posted).toEqual([]);
  });
});

describe('a state change that nobody is to be told of', () => {
  it.each([
    ['actions suppressed', eventBridge({ actionsSuppressedBy: 'Alarm' })],
    ['muted by an alarm mute rule', eventBridge({ muteDetail: { mutedByArn: 'arn:x' } })],
  ])('because of %s is written to the log alone', async (why, event) => {
    const { notify, posted, lines } = startNotifier();
    expect(await notify(event)).toBeUndefined();
    expect(posted).toEqual([]);
    expect(lines).toEqual([
      {
        level: 'info',
        message: 'not announced',
        fields: expect.objectContaining({ alarm: 'web-1', state: 'ALARM', why }),
      },
    ]);
  });

  it('because EventBridge tells of it is written to the log alone', async () => {
    const { notify, posted, lines } = startNotifier({
      quiet: {
        eventBridgeCovers: { accountId: '123456789012', region: 'ap-northeast-2' },
        eventBridgeExcludes: [],
        notifyMissingData: true,
        ignore: [],
      },
    });
    await notify(overSns([web1]));
    expect(posted).toEqual([]);
    expect(lines[0]?.fields).toMatchObject({
      alarm: 'web-1',
      why: 'told of through EventBridge',
    });
    await notify(eventBridge({}));
    expect(posted).toHaveLength(1);
  });
});

describe('a notification that comes again', () => {
  it('is told once by a container', async () => {
    const { notify, posted, lines } = startNotifier();
    await notify(overSns([web1]));
    await notify(overSns([web1]));
    expect(await notify(overSqs([overSns([web1]), web1]))).toEqual({ batchItemFailures: [] });
    expect(posted).toHaveLength(1);
    expect(lines).toEqual([
      {
        level: 'info',
        message: 'already delivered by this container',
        fields: { notifications: 1 },
      },
      {
        level: 'info',
        message: 'already delivered by this container',
        fields: { notifications: 2 },
      },
    ]);
  });

  it('through a second topic, at another time, is told once', async () => {
    const { notify, posted } = startNotifier();
    await notify(overSns([web1], { Timestamp: '2026-11-22T08:00:01.000Z' }));
    await notify(overSns([web1], { Timestamp: '2026-11-22T08:00:02.000Z' }));
    expect(posted).toHaveLength(1);
  });

  it('because Slack did not take all of its event repeats only what Slack did not take', async () => {
    const { notify, refuse, texts, lines } = startNotifier();
    const event = overSns([web1, 'a note', web2], { Timestamp: '2026-11-22T08:00:01.000Z' });
    refuse((text) => (text.includes('web-2') ? unavailable() : undefined));
    await expect(notify(event)).rejects.toThrow();
    refuse(() => undefined);
    await notify(event);
    expect(lines.at(-1)?.fields).toEqual({ notifications: 2 });
    expect(texts()).toEqual([
      expect.stringContaining('web-1'),
      expect.stringContaining('a note'),
      expect.stringContaining('web-2'),
    ]);
  });

  it('after Slack did not take it is told', async () => {
    const { notify, refuse, posted } = startNotifier();
    refuse(() => unavailable());
    await expect(notify(overSns([web1]))).rejects.toThrow();
    refuse(() => undefined);
    await notify(overSns([web1]));
    expect(posted).toHaveLength(1);
  });

  it(
    'is told where anything about it differs',
    everyRow(
      [
        ['at another time', { ...web1, StateChangeTime: '2026-11-22T08:00:00.001+0000' }],
        ['with another state', { ...web1, NewStateValue: 'OK' }],
        ['of another alarm', web2],
        ['of another contributor', { ...web1, AlarmContributorAttributes: { InstanceId: 'i-1' } }],
        ['of a contributor of which there is but an id', { ...web1, AlarmContributorId: 'c-1' }],
        ['with a fact that we do not know yet', { ...web1, SomethingNew: 1 }],
      ],
      async (_, other) => {
        const { notify, posted } = startNotifier();
        await notify(overSns([web1]));
        await notify(overSns([other]));
        expect(posted).toHaveLength(2);
      },
    ),
  );

  it('and is very long is told again: to remember many of its like would fill the memory', async () => {
    const { notify, posted } = startNotifier();
    const long = { ...web1, SomethingNew: 'x'.repeat(40_000) };
    await notify(overSns([long]));
    await notify(overSns([long]));
    expect(posted).toHaveLength(2);
  });

  it('of many contributors under one name is told for each', async () => {
    const { notify, posted } = startNotifier();
    const contributors = Array.from({ length: 5 }, (_, index) => ({
      ...web1,
      AlarmContributorAttributes: { InstanceId: `i-0123456789abcdef${index}` },
    }));
    await notify(overSns(contributors));
    expect(posted).toHaveLength(5);
  });

  it('without a time may be meant twice, and is told twice', async () => {
    const { notify, posted } = startNotifier();
    const { StateChangeTime: _, ...timeless } = web1;
    for (const content of ['a note', timeless]) {
      await notify(overSns([content]));
      await notify(overSns([content]));
    }
    expect(posted).toHaveLength(4);
  });

  it('is told again when 500 others came between: a container does not remember for ever', async () => {
    const { notify, posted } = startNotifier();
    const others = Array.from({ length: 500 }, (_, index) => buildPayload({ name: `db-${index}` }));
    await notify(overSns([web1]));
    await notify(overSns(others.slice(1)));
    await notify(overSns([web1]));
    expect(posted).toHaveLength(500);
    await notify(overSns(others.slice(0, 1)));
    await notify(overSns([web1]));
    expect(posted).toHaveLength(502);
  });
});

describe('the time that it took', () => {
  const at = (time: string) => () => Date.parse(time);
  it(
    'is told of a message from the queue that is late',
    everyRow(
      [
        ['a minute', '2026-11-22T08:01:00Z', '*Delivered 1\u00a0minute late*.'],
        ['42 minutes', '2026-11-22T08:42:10Z', '*Delivered 42\u00a0minutes late*.'],
        ['a day', '2026-11-23T08:00:00Z', '*Delivered 1\u00a0day late*.'],
      ],
      async (_, time, words) => {
        const { notify, texts } = startNotifier({ now: at(time) });
        await notify(overSqs([web1]));
        expect(texts()[0]).toContain(words);
      },
    ),
  );

  it.each([
    ['is not told below a minute', '2026-11-22T08:00:59Z'],
    ['is not told where our clock is behind', '2026-11-22T07:00:00Z'],
  ])('%s', async (_, time) => {
    const { notify, texts } = startNotifier({ now: at(time) });
    await notify(overSqs([web1]));
    expect(texts()[0]).not.toContain('late');
  });

  it('is not told of what came straight from the topic', async () => {
    const { notify, texts } = startNotifier({ now: at('2026-11-22T09:00:00Z') });
    await notify(overSns([web1]));
    expect(texts()[0]).not.toContain('late');
  });

  it('is counted from when SNS took it where the alarm does not say', async () => {
    const { StateChangeTime: _, ...timeless } = web1;
    const { notify, texts } = startNotifier({ now: at('2026-11-22T08:10:00Z') });
    const envelope = {
      TopicArn: 'arn:aws:sns:ap-northeast-2:123456789012:alarms',
      Message: JSON.stringify(timeless),
      Timestamp: '2026-11-22T08:00:00.000Z',
    };
    await notify(overSqs([envelope]));
    await notify(overSqs([timeless]));
    expect(texts()[0]).toContain('Delivered 10\u00a0minutes late');
    expect(texts()[1]).not.toContain('late');
  });
});

describe('what AWS knows beyond the notification', () => {
  const history: History = {
    period: 300,
    datapoints: [22, 41.5, 97.648].map((value, index) => ({ at: index * 300_000, value })),
  };

  it('is asked for of each alarm, and shown', async () => {
    const asked: unknown[] = [];
    const { notify, texts, posted } = startNotifier({
      fetchHistory: async ({ name }: Alarm) => {
        asked.push(name);
        return history;
      },
      fetchInstanceName: async ({ name }: Alarm, id: string) => {
        asked.push([name, id]);
        return 'checkout-7';
      },
    });
    await notify(overSns([web1, 'text']));
    expect(asked).toEqual(['web-1', ['web-1', 'i-0123456789abcdef0']]);
    expect(posted[0]?.map(({ name }) => name)).toEqual(['chart', 'blocks', 'text']);
    expect(texts()[0]).toContain('checkout-7');
  });

  it('is not asked for the name of what is no instance', async () => {
    const asked: string[] = [];
    const { notify } = startNotifier({
      fetchInstanceName: async (_: Alarm, id: string) => {
        asked.push(id);
        return undefined;
      },
    });
    await notify(overSns([{ ...web1, Trigger: { MetricName: 'Errors', Namespace: 'Shop' } }]));
    expect(asked).toEqual([]);
  });

  it('is asked for both parts at once', async () => {
    const asked: string[] = [];
    let answer: (() => void) | undefined;
    const later = new Promise<undefined>((resolve) => {
      answer = () => resolve(undefined);
    });
    const { notify, posted } = startNotifier({
      fetchHistory: () => {
        asked.push('history');
        return later;
      },
      fetchInstanceName: async () => {
        asked.push('name');
        answer?.();
        return 'web-1';
      },
    });
    await notify(overSns([web1]));
    expect(asked).toEqual(['history', 'name']);
    expect(posted).toHaveLength(1);
  });

  it('is left out where it cannot be had', async () => {
    const { notify, posted, lines } = startNotifier({
      fetchHistory: async () => undefined,
      fetchInstanceName: async () => undefined,
    });
    await notify(overSns([web1]));
    expect(posted[0]?.map(({ name }) => name)).toEqual(['blocks', 'text']);
    expect(lines).toEqual([]);
  });

  it(
    'costs nothing else where a read breaks its promise',
    everyRow(
      [
        ['rejects', () => Promise.reject(new Error('socket hang up'))],
        [
          'throws',
          () => {
            throw new Error('socket hang up');
          },
        ],
      ],
      async (_, broken) => {
        const { notify, texts, lines } = startNotifier({
          fetchHistory: broken,
          fetchInstanceName: async () => 'checkout-7',
        });
        await notify(overSns([web1]));
        expect(texts()[0]).toContain('checkout-7');
        expect(lines).toEqual([
          {
            level: 'error',
            message: 'the history could not be fetched',
            fields: { reason: 'Error: socket hang up' },
          },
        ]);
      },
    ),
  );

  it('costs the name alone where the name is what fails', async () => {
    const { notify, posted, lines } = startNotifier({
      fetchHistory: async () => history,
      fetchInstanceName: () => Promise.reject(new Error('denied')),
    });
    await notify(overSns([web1]));
    expect(posted[0]?.[0]?.name).toBe('chart');
    expect(lines.map(({ message }) => message)).toEqual([
      'the name of the instance could not be fetched',
    ]);
  });

  it(
    'is asked for only while time is left, and the alarm is told',
    everyRow(
      [
        [8_000, 1],
        [7_999, 0],
        [-5, 0],
      ],
      async (left, times) => {
        let asked = 0;
        const { notify, posted } = startNotifier({
          fetchHistory: async () => {
            asked += 1;
            return history;
          },
        });
        await notify(overSns([web1]), () => left);
        expect(asked).toBe(times);
        expect(posted).toHaveLength(1);
      },
    ),
  );

  it('is not asked for where many are told in one message', async () => {
    let asked = 0;
    const { notify } = startNotifier({
      now: () => Date.parse('2026-11-22T09:00:05Z'),
      fetchHistory: async () => {
        asked += 1;
        return history;
      },
    });
    await notify(overSqs([web1, web2]));
    expect(asked).toBe(0);
  });
});

it('whatever is published is told inside the limits of Slack, as text and not as markup', async () => {
  const content = fc.oneof(
    outsideText(),
    fc.jsonValue(),
    fc.dictionary(outsideText(2), fc.oneof(outsideText(), fc.jsonValue())),
    fc.array(outsideText()),
  );
  const subject = fc.option(outsideText());
  const anyEvent = fc.tuple(content, subject, fc.boolean()).map(([text, Subject, queued]) => {
    const event = overSns([text], { Subject });
    return queued ? overSqs([event]) : event;
  });
  await fc.assert(
    fc.asyncProperty(anyEvent, async (event) => {
      const { notify, posted } = startNotifier();
      await notify(event);
      expect(posted).toHaveLength(1);
      for (const { body } of posted.flat()) {
        expect(checkSlackLimits(body)).toEqual([]);
        // The words that a program forgot are among what is given here.
        const given = 'undefined null NaN Invalid Date [object Object]';
        expect(findUnsafeText(body, { given })).toEqual([]);
      }
    }),
    { numRuns: 300 },
  );
});

it('Slack is told how much time is left at each delivery', async () => {
  const seen: number[] = [];
  let left = 20_000;
  const { notify } = startNotifier({
    deliver: async (_forms, timeLeft) => {
      seen.push(timeLeft());
      left -= 6_000;
    },
  });
  await notify(overSns([web1, web2, web3]), () => left);
  expect(seen).toEqual([20_000, 14_000, 8_000]);
});
