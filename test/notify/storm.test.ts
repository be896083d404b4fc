import { describe, expect, it } from 'vitest';
import type { Alarm, AlarmState } from '../../src/alarm/alarm.ts';
import { BusyError } from '../../src/errors.ts';
import type { ExplainCpu } from '../../src/notify/enrichment.ts';
import type { StormPorts } from '../../src/notify/storm.ts';
import { startNotifier } from '../helpers/notifier.ts';
import { buildPayload, overSns, stateChangeEvent } from '../helpers/payloads.ts';
import { wordsFor } from '../helpers/words.ts';

const CHANGED = '2026-11-22T08:00:00.000Z';
const render = { words: wordsFor('en'), timeZone: 'UTC', mention: '<!here>' };

interface Change {
  readonly to?: AlarmState;
  readonly from?: AlarmState;
  /** Milliseconds after eight. */
  readonly after?: number;
}

/** In its former state since 07:00. */
function event(name: string, { to = 'ALARM', from = 'OK', after = 0 }: Change = {}) {
  const timestamp = new Date(Date.parse(CHANGED) + after).toISOString();
  return stateChangeEvent(name, {
    state: { value: to, reason: 'Made so', timestamp },
    previousState: { value: from, timestamp: '2026-11-22T07:00:00.000Z' },
  });
}

function batch(events: readonly unknown[]) {
  const Records = events.map((one, index) => ({
    messageId: `${index}`,
    eventSource: 'aws:sqs',
    body: JSON.stringify(one),
  }));
  return { Records };
}

function others(count: number): readonly Alarm[] {
  return Array.from({ length: count }, (_, index) => ({
    name: `before-${index}`,
    changedAt: Date.parse(CHANGED) - 1,
    partition: 'aws',
    state: 'ALARM',
    evaluation: { understood: false, values: [] },
    facts: [],
  }));
}

function start(before: number, ports: Partial<StormPorts> = {}) {
  const queue: unknown[] = [];
  const storm: StormPorts = {
    readCompany: async () => others(before),
    postpone: async (content) => void queue.push(content),
    ...ports,
  };
  return { queue, ...startNotifier({ storm, render }) };
}

describe('an alarm of a storm', () => {
  it('is told in full where fewer than three went off before, the first with a mention', async () => {
    for (const before of [0, 1, 2]) {
      const { notify, texts, queue } = start(before);
      await notify(event('web'));
      expect(queue).toEqual([]);
      expect(texts()).toHaveLength(1);
      expect(texts()[0]?.includes('<!here>')).toBe(before === 0);
    }
  });

  it('names how many others are in ALARM', async () => {
    for (const [before, said] of [
      [0, undefined],
      [1, 'Also in ALARM: *1\u00a0other*.'],
      [2, 'Also in ALARM: *2\u00a0others*.'],
    ] as const) {
      const { notify, texts } = start(before);
      await notify(event('web'));
      if (said === undefined) expect(texts()[0]).not.toContain('Also in ALARM');
      else expect(texts()[0]).toContain(said);
    }
  });

  it('is put back otherwise, and is told when it comes again', async () => {
    const { notify, texts, queue } = start(3);
    await notify(event('web'));
    expect([texts(), queue]).toEqual([[], [event('web')]]);
    const body = JSON.stringify(queue[0]);
    await notify({ Records: [{ messageId: '1', eventSource: 'aws:sqs', body }] });
    expect(texts()).toHaveLength(1);
  });

  it('calls if those before it did not, and if that is unknown, but not where many ask', async () => {
    const told = async (hasCalled: StormPorts['hasCalled'], isBatch: boolean) => {
      const { notify, texts } = start(1, hasCalled && { hasCalled });
      await notify(isBatch ? batch([event('web'), event('db')]) : event('web'));
      return texts().some((text) => text.includes('<!here>'));
    };
    for (const isBatch of [false, true]) {
      expect(await told(undefined, isBatch)).toBe(false);
      expect(await told(async () => true, isBatch)).toBe(false);
      expect(await told(async () => false, isBatch)).toBe(true);
      expect(await told(() => Promise.reject(new Error('down')), isBatch)).toBe(true);
      expect(await told(() => Promise.reject(new BusyError()), isBatch)).toBe(false);
    }
  });

  it('is not asked about others where it is the first, or no ALARM', async () => {
    const asked: unknown[] = [];
    const hasCalled = async (earlier: unknown) => {
      asked.push(earlier);
      return true;
    };
    await start(0, { hasCalled }).notify(event('web'));
    await start(1, { hasCalled }).notify(event('web', { to: 'OK', from: 'ALARM' }));
    expect(asked).toEqual([]);
  });

  it('calls nobody when it comes again, but for the first of them, one that waited for Slack, and if nobody answers', async () => {
    const busy = async () => {
      throw new BusyError();
    };
    for (const [before, minutes, ports, isCalled] of [
      [0, 0, {}, true],
      [1, 0, {}, false],
      [3, 0, {}, false],
      [3, -10, {}, true],
      [3, 0, { readCompany: busy }, true],
    ] as const) {
      const { notify, texts } = start(before, ports);
      await notify(batch([event('web', { after: minutes * 60_000 })]));
      expect(texts().map((text) => text.includes('<!here>'))).toEqual([isCalled]);
    }
  });

  it('is told in full where nobody answers or the queue takes nothing', async () => {
    const fail = async () => {
      throw new Error('down');
    };
    for (const ports of [{ readCompany: fail }, { postpone: fail }]) {
      const { notify, texts } = start(3, ports);
      await notify(event('web'));
      expect(texts()).toHaveLength(1);
      expect(texts()[0]).toContain('<!here>');
    }
  });

  it('does not ask its instance where it is put back', async () => {
    for (const [before, alone] of [
      [0, true],
      [3, false],
    ] as const) {
      const asked: boolean[] = [];
      const storm: StormPorts = {
        readCompany: async () => others(before),
        postpone: async () => {},
      };
      const explainCpu: ExplainCpu = async (_alarm, _instanceId, isAlone) => {
        asked.push(await isAlone);
        return undefined;
      };
      const { notify } = startNotifier({ storm, render, explainCpu });
      const content = { ...buildPayload(), StateChangeTime: CHANGED };
      await notify(overSns([content]));
      expect(asked).toEqual([alone]);
    }
  });

  it('is told in full where nobody answers it and the queue takes nothing', async () => {
    const fail = (error: Error) => async () => {
      throw error;
    };
    const ports = { readCompany: fail(new BusyError()), postpone: fail(new Error('down')) };
    const { notify, texts } = start(0, ports);
    await notify(event('web'));
    expect(texts()).toHaveLength(1);
  });

  it('comes with the others as one message that names and links each, with one mention', async () => {
    const { notify, texts } = start(0);
    const names = Array.from({ length: 47 }, (_, index) => `web-${index}`);
    const Records = names.map((name) => ({
      messageId: name,
      eventSource: 'aws:sqs',
      body: JSON.stringify(event(name)),
    }));
    await notify({ Records });
    const all = texts().join('');
    expect(all).toContain('*47 of 47*: web-…');
    expect(texts().length).toBeLessThanOrEqual(2);
    expect(all).toContain('47\u00a0alarms in 1\u00a0second');
    expect(all.split('<!here>')).toHaveLength(2);
    for (const name of names) expect(all).toContain(`|${name}>`);
  });

  it('calls with the others only where the first of the storm is among them, or nobody knows', async () => {
    const names = ['web-1', 'web-2', 'web-3', 'web-4', 'web-5', 'web-6'];
    const Records = names.map((name) => ({
      messageId: name,
      eventSource: 'aws:sqs',
      body: JSON.stringify(event(name)),
    }));
    const fail = async () => {
      throw new Error('down');
    };
    const cases = [
      [start(0), 1],
      [start(1), 0],
      [start(0, { readCompany: fail }), 1],
    ] as const;
    for (const [{ notify, texts }, calls] of cases) {
      await notify({ Records });
      expect(texts().filter((text) => text.includes('<!here>'))).toHaveLength(calls);
    }
  });
});

const OK = { to: 'OK', from: 'ALARM' } as const;
const NO_DATA = { to: 'INSUFFICIENT_DATA', from: 'ALARM' } as const;
const numbered = (count: number) => Array.from({ length: count }, (_, index) => `web-${index}`);

describe('an alarm that recovers, or loses its data, with others', () => {
  it('is told in full where fewer than three did before, and is put back otherwise', async () => {
    for (const change of [OK, NO_DATA]) {
      for (const before of [0, 1, 2, 3]) {
        const { notify, texts, queue } = start(before);
        await notify(event('web', change));
        expect([texts().length, queue.length]).toEqual(before < 3 ? [1, 0] : [0, 1]);
        expect(texts().join()).not.toContain('Also in ALARM');
        expect(texts().join()).not.toContain('<!here>');
      }
    }
  });

  it('is put back where CloudWatch is asked more than it answers, and so is an ALARM', async () => {
    for (const change of [{}, OK, NO_DATA]) {
      const readCompany = async () => {
        throw new BusyError();
      };
      const { notify, texts, queue } = start(0, { readCompany });
      await notify(event('web', change));
      expect([texts(), queue]).toEqual([[], [event('web', change)]]);
    }
  });

  it('is told in full where the question fails', async () => {
    const readCompany = async () => {
      throw new Error('down');
    };
    const { notify, texts, queue } = start(3, { readCompany });
    await notify(event('web', OK));
    expect([texts().length, queue]).toEqual([1, []]);
  });

  it('comes with the others as one message: each linked, how long it burned, without a mention', async () => {
    const { notify, texts } = start(0);
    await notify(batch(numbered(47).map((name, at) => event(name, { ...OK, after: at * 1000 }))));
    expect(texts()).toHaveLength(1);
    expect(texts()[0]).toContain('🟢 *47\u00a0alarms resolved in 46\u00a0seconds*');
    expect(texts()[0]).not.toContain('<!here>');
    for (const name of numbered(47)) expect(texts()[0]).toContain(`|${name}> (1\u00a0hour`);
  });

  it('says how many are still in ALARM, and which are there again', async () => {
    const changedAt = Date.parse(CHANGED) + 9_000;
    const burning = [
      { name: 'db', changedAt: 0 },
      { name: 'cache', changedAt: 0 },
      { name: 'web-1', changedAt },
    ];
    const { notify, texts } = start(0, { readBurning: async () => burning });
    await notify(batch(numbered(6).map((name) => event(name, OK))));
    expect(texts()[0]).toContain('🔴 Still in ALARM: 3\u00a0alarms');
    expect(texts()[0]).toContain('|web-1> (🔴 in ALARM again)');
    expect(texts()[0]?.match(/in ALARM again/g)).toHaveLength(1);
  });

  it('says nothing of others where nobody knows, or none is in ALARM', async () => {
    const fail = async () => {
      throw new Error('down');
    };
    for (const readBurning of [fail, async () => undefined, async () => []]) {
      const { notify, texts } = start(0, { readBurning });
      await notify(batch(numbered(6).map((name) => event(name, OK))));
      expect(texts()).toHaveLength(1);
      expect(texts()[0]).not.toContain('🔴');
    }
  });

  it('is not called recovered if it went off again within the same batch', async () => {
    const { notify, texts } = start(0);
    const again = numbered(6).map((name) => event(name, { after: 9_000 }));
    await notify(batch([...numbered(6).map((name) => event(name, OK)), ...again]));
    expect(texts()).toHaveLength(2);
    expect(texts()[1]?.match(/in ALARM again/g)).toHaveLength(6);
  });

  it('without data is told apart: what was in ALARM has not recovered', async () => {
    const { notify, texts } = start(0);
    const calm = ['a', 'b'].map((name) => event(name, { to: 'INSUFFICIENT_DATA' }));
    await notify(batch([...numbered(4).map((name) => event(name, NO_DATA)), ...calm]));
    expect(texts()).toHaveLength(1);
    expect(texts()[0]).toContain('🟠 *NO DATA: 6\u00a0alarms in 1\u00a0second*');
    expect(texts()[0]).toContain('*ALARM → NO DATA: 4*');
    expect(texts()[0]).toContain('*OK → NO DATA: 2*');
    expect(texts()[0]).not.toContain('<!here>');
  });
});
