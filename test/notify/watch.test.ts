import { describe, expect, it } from 'vitest';
import type { Alarm } from '../../src/alarm/alarm.ts';
import type { MessageForms } from '../../src/message/blocks.ts';
import { createHourlyRun } from '../../src/notify/hourly.ts';
import { withWatch } from '../../src/notify/watch.ts';
import type { Night } from '../../src/ports.ts';
import { wordsFor } from '../helpers/words.ts';

const HOUR = 3_600_000;
const NOON = Date.UTC(2026, 10, 22, 12);
const EVENT = { watch: 'hourly', scheduledTime: '2026-11-22T12:00:00Z' };

function alarm(name: string, hours: number): Alarm {
  return {
    name,
    region: 'ap-northeast-2',
    partition: 'aws',
    state: 'ALARM',
    changedAt: NOON - hours * HOUR,
    reason: 'Threshold Crossed: <!channel>',
    evaluation: { understood: false, values: [] },
    facts: [],
  };
}

function start(night: Partial<Night>, isDown = () => false) {
  const posted: MessageForms[] = [];
  const passed: unknown[] = [];
  const asked: (readonly [number, number])[] = [];
  const hourly = createHourlyRun({
    readNight: async (from, to) => {
      asked.push([from, to]);
      return { burning: [], missed: [], ...night };
    },
    deliver: async (forms) => {
      if (isDown()) throw new Error('down');
      posted.push(forms);
    },
    render: { words: wordsFor('en'), timeZone: 'UTC', mention: '<!here>' },
    remindHours: 4,
    home: { region: 'ap-northeast-2', accountId: '123456789012' },
    portal: { url: 'https://d-1234567890.awsapps.com/start' },
    log: () => {},
  });
  const run = withWatch(
    async (event) => {
      passed.push(event);
      return { batchItemFailures: [] };
    },
    async () => hourly,
    () => {},
  );
  const texts = () => posted.map((forms) => JSON.stringify(forms[0]?.body));
  return { posted, passed, asked, texts, run: (event: unknown) => run(event, () => 25_000) };
}

function queued(messageId: string, body: unknown) {
  return { messageId, eventSource: 'aws:sqs', body: JSON.stringify(body) };
}

describe('the hourly run', () => {
  it('tells in one message what has been in ALARM for another 4 hours', async () => {
    const { run, texts, asked } = start({ burning: [alarm('db', 4), alarm('web', 8)] });
    await run(EVENT);
    expect(texts()).toHaveLength(1);
    expect(texts()[0]).toMatch(/Still in ALARM: 2\u00a0alarms.*<!here>.*web.*8\u00a0hours.*db/);
    expect(texts()[0]).not.toContain('<!channel>');
    expect(asked).toEqual([[NOON - HOUR, NOON]]);
  });

  it('mentions nobody with the first reminder', async () => {
    const { run, texts } = start({ burning: [alarm('db', 4)] });
    await run(EVENT);
    expect(texts()[0]).not.toContain('<!here>');
  });

  it('says nothing where nothing is due', async () => {
    const { run, texts } = start({ burning: [alarm('db', 3), alarm('web', 5.5)] });
    await run(EVENT);
    expect(texts()).toEqual([]);
  });

  it('tells what CloudWatch could not send, and why', async () => {
    const missed = [{ name: 'db', at: NOON - 1, cause: 'not authorized to publish' }];
    const { run, texts } = start({ missed });
    await run(EVENT);
    expect(texts()[0]).toMatch(/could not send 1\u00a0notification.*<!here>.*db.*not authorized/);
  });

  it('tells each alarm once over repeated runs, and splits what is too much for a message', async () => {
    const many = Array.from({ length: 100 }, (_, index) => alarm(`alarm-${index}`, 8));
    const { run, texts } = start({ burning: many });
    await run(EVENT);
    await run(EVENT);
    expect(texts()).toHaveLength(4);
    for (const { name } of many)
      expect(texts().filter((text) => text.includes(`|${name}>`))).toHaveLength(1);
    expect(texts().filter((text) => text.includes('<!here>'))).toHaveLength(1);
  });

  it('fails where Slack is down, so that it comes again, and comes again from the queue', async () => {
    let isDown = true;
    const { run, texts, passed } = start({ burning: [alarm('db', 4)] }, () => isDown);
    await expect(run(EVENT)).rejects.toThrow('down');
    const other = queued('2', { text: 'a note' });
    const batch = { Records: [queued('1', EVENT), other] };
    expect(await run(batch)).toEqual({ batchItemFailures: [{ itemIdentifier: '1' }] });
    isDown = false;
    expect(await run(batch)).toEqual({ batchItemFailures: [] });
    expect(texts()).toHaveLength(1);
    expect(passed).toEqual([{ Records: [other] }, { Records: [other] }]);
  });

  it('leaves every other event to the notifier as it is', async () => {
    const { run, passed, asked } = start({});
    for (const event of [{ watch: 'hourly' }, { Records: [] }, 'text', null]) await run(event);
    expect(passed).toEqual([{ watch: 'hourly' }, { Records: [] }, 'text', null]);
    expect(asked).toEqual([]);
  });
});
