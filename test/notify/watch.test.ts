import { describe, expect, it } from 'vitest';
import type { Alarm } from '../../src/alarm/alarm.ts';
import { type Entry, readEntry } from '../../src/alarm/ledger.ts';
import { type Change, GRACE } from '../../src/alarm/missed.ts';
import type { JsonObject } from '../../src/json.ts';
import type { MessageForms } from '../../src/message/blocks.ts';
import { createHourlyRun } from '../../src/notify/hourly.ts';
import type { QuietRules } from '../../src/notify/quiet.ts';
import { withWatch } from '../../src/notify/watch.ts';
import type { Night, Postpone, ReadRested } from '../../src/ports.ts';
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

function change(name: string, fields: Partial<Change> = {}): Change {
  return {
    name,
    at: NOON - 1,
    state: 'ALARM',
    door: 'topic',
    isFailed: true,
    cause: 'not authorized to publish',
    ...fields,
  };
}

/** In place of what the log has. */
const NO_RIGHT: readonly Entry[] = [];

interface Circumstances {
  readonly isDown?: () => boolean;
  readonly entries?: readonly Entry[];
  readonly rested?: Awaited<ReturnType<ReadRested>>;
  readonly quiet?: Partial<QuietRules>;
  readonly postpone?: Postpone;
  readonly remindHours?: number;
  /** Milliseconds after its time at which the run is. */
  readonly late?: number;
}

const QUIET: QuietRules = { eventBridgeExcludes: [], notifyMissingData: true, ignore: [] };

/** `entries`: what the log has. `container` starts anew, with the same log. */
function start(
  night: Partial<Night>,
  {
    isDown = () => false,
    entries = [],
    rested = [],
    quiet = {},
    postpone,
    remindHours = 4,
    late = 0,
  }: Circumstances = {},
) {
  const posted: MessageForms[] = [];
  const written: Entry[] = [];
  const passed: unknown[] = [];
  const asked: (readonly [number, number])[] = [];
  const container = () =>
    createHourlyRun({
      readNight: async (from, to) => {
        asked.push([from, to]);
        return { burning: [], changes: [], ...night };
      },
      readRested: async (from, to) => {
        expect([from, to]).toEqual([NOON - HOUR, NOON]);
        return rested;
      },
      readLedger: async () => (entries === NO_RIGHT ? undefined : [...entries, ...written]),
      quiet: { ...QUIET, ...quiet },
      postpone,
      now: () => NOON + late,
      deliver: async (forms) => {
        if (isDown()) throw new Error('down');
        posted.push(forms);
      },
      render: { words: wordsFor('en'), timeZone: 'UTC', mention: '<!here>' },
      remindHours,
      home: { region: 'ap-northeast-2', accountId: '123456789012' },
      portal: { url: 'https://d-1234567890.awsapps.com/start' },
      log: (_level, message, fields: JsonObject = {}) => {
        const entry = readEntry({ message, ...fields }, NOON);
        if (entry !== undefined) written.push(entry);
      },
    });
  const run = withWatch(
    async (event) => {
      passed.push(event);
      return { batchItemFailures: [] };
    },
    { hourly: async () => container(), weekly: async () => container() },
    () => {},
  );
  const texts = () => posted.map((forms) => JSON.stringify(forms[0]?.body));
  return {
    container,
    posted,
    passed,
    asked,
    texts,
    run: (event: unknown) => run(event, () => 25_000),
  };
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
    expect(asked).toEqual([[NOON - HOUR - GRACE, NOON]]);
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

  it('tells what CloudWatch could not send, and why, and what never came', async () => {
    const lost = change('web', { at: NOON - HOUR, door: 'event', isFailed: false });
    const { run, texts } = start({ changes: [change('db'), lost] });
    await run(EVENT);
    expect(texts()).toHaveLength(1);
    expect(texts()[0]).toMatch(/2\u00a0notifications did not arrive.*<!here>/);
    expect(texts()[0]).toMatch(/🔴.*web.*nothing of it is in the log.*🔴.*db.*not authorized/);
  });

  it('tells what is missed even if there are no reminders', async () => {
    const night = { burning: [alarm('db', 4)], changes: [change('web')] };
    const { run, texts } = start(night, { remindHours: 0 });
    await run(EVENT);
    expect(texts()).toHaveLength(1);
    expect(texts()[0]).toContain('did not arrive');
    expect(texts()[0]).not.toContain('db');
  });

  it('calls nobody for an OK that did not arrive', async () => {
    const { run, texts } = start({ changes: [change('db', { state: 'OK' })] });
    await run(EVENT);
    expect(texts()[0]).toContain('🟢');
    expect(texts()[0]).not.toContain('<!here>');
  });

  it('tells nothing as missed that the log knows, that is quiet on purpose or that may still come', async () => {
    const event = { door: 'event', isFailed: false, at: NOON - HOUR } as const;
    const changes = [
      change('known'),
      change('TargetTracking-x', event),
      change('own-ops-parked', event),
      change('gone', { ...event, state: 'INSUFFICIENT_DATA' }),
      change('series', { ...event, reason: '2 out of 9 time series evaluated to ALARM' }),
      change('heartbeat', { isFailed: true }),
      change('on its way', { ...event, at: NOON - GRACE }),
      change('of the run before', { at: NOON - HOUR - 1 }),
    ];
    const known = { alarm: 'known', state: 'ALARM', at: NOON - 1, writtenAt: NOON };
    const { run, texts } = start(
      { changes },
      {
        entries: [{ outcome: 'not announced', ...known }],
        quiet: {
          ignore: ['TargetTracking-*'],
          eventBridgeExcludes: ['own-ops-parked'],
          notifyMissingData: false,
          heartbeatAlarm: 'heartbeat',
        },
      },
    );
    await run(EVENT);
    expect(texts()).toEqual([]);
  });

  it('leaves a copy that EventBridge brings to the event', async () => {
    const copy = change('db', { isFailed: false, at: NOON - HOUR });
    const quiet = { eventBridgeCovers: { accountId: '123456789012', region: 'ap-northeast-2' } };
    const { run, texts } = start({ changes: [copy] }, { quiet });
    await run(EVENT);
    expect(texts()).toEqual([]);
  });

  it('tells only what CloudWatch could not send where its own log may not be read', async () => {
    const lost = change('web', { at: NOON - HOUR, door: 'event', isFailed: false });
    const { run, texts } = start({ changes: [change('db'), lost] }, { entries: NO_RIGHT });
    await run(EVENT);
    expect(texts().join()).toContain('db');
    expect(texts().join()).not.toContain('web');
  });

  it('waits once in the queue if it is late, so that what is late with it comes first', async () => {
    const postponed: unknown[] = [];
    const { run, texts } = start(
      { burning: [alarm('db', 4)] },
      { late: 300_001, postpone: async (...args) => void postponed.push(args) },
    );
    await run(EVENT);
    expect(texts()).toEqual([]);
    expect(postponed).toEqual([[{ ...EVENT, scheduledTime: '2026-11-22T12:00:00.000Z' }, 600]]);
    await run({ Records: [queued('1', EVENT)] });
    expect(texts()).toHaveLength(1);
    expect(postponed).toHaveLength(1);
  });

  it('tells what is missed or due once, even if tries in any container are killed at any point', async () => {
    const many = Array.from({ length: 70 }, (_, index) => alarm(`still-${index}`, 8));
    const changes = Array.from({ length: 70 }, (_, index) => change(`missed-${index}`));
    for (let killedAt = 0; killedAt <= 6; killedAt += 1) {
      let posts = 0;
      const isDown = () => {
        posts += 1;
        return posts === killedAt + 1;
      };
      const { container, texts } = start({ burning: many, changes }, { isDown });
      await container()(NOON, () => 25_000, false).catch(() => {});
      await container()(NOON, () => 25_000, false);
      await container()(NOON, () => 25_000, false);
      for (const name of [...many, ...changes].map((one) => one.name))
        expect(texts().filter((text) => text.includes(`|${name}>`))).toHaveLength(1);
      expect(texts()).toHaveLength(6);
    }
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

  it('says where a flapping alarm came to rest, once over all tries, and calls where that is in ALARM', async () => {
    const since = NOON - HOUR;
    const at = (name: string, state: Alarm['state']) => ({
      alarm: { ...alarm(name, 1), state },
      rest: { state, since, flaps: { count: 20, span: 57 * 60_000 } },
    });
    let isDown = true;
    const calm = start({}, { rested: [at('web', 'OK')], isDown: () => isDown });
    await expect(calm.run(EVENT)).rejects.toThrow('down');
    isDown = false;
    await calm.run(EVENT);
    await calm.container()(NOON, () => 25_000, true);
    expect(calm.texts()).toHaveLength(1);
    expect(calm.texts()[0]).toMatch(/🟢 OK.*web.*quiet for 30\u00a0minutes after it went off \*20/);
    expect(calm.texts()[0]).not.toContain('<!here>');
    const loud = start({}, { rested: [at('db', 'OK'), at('web', 'ALARM')] });
    await loud.run(EVENT);
    expect(loud.texts()).toHaveLength(1);
    expect(loud.texts()[0]).toMatch(/<!here>.*db.*🔴 ALARM.*web/);
  });

  it('fails where Slack is down, so that it comes again, and comes again from the queue', async () => {
    let isDown = true;
    const { run, texts, passed } = start({ burning: [alarm('db', 4)] }, { isDown: () => isDown });
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
