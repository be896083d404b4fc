import { describe, expect, it } from 'vitest';
import type { Alarm } from '../../src/alarm/alarm.ts';
import { BusyError } from '../../src/errors.ts';
import type { StormPorts } from '../../src/notify/storm.ts';
import { startNotifier } from '../helpers/notifier.ts';
import { stateChangeEvent } from '../helpers/payloads.ts';
import { wordsFor } from '../helpers/words.ts';

const CHANGED = '2026-11-22T08:00:00.000Z';
const render = { words: wordsFor('en'), timeZone: 'UTC', mention: '<!here>' };

function event(name: string) {
  return stateChangeEvent(name, {
    state: { value: 'ALARM', reason: 'Made so', timestamp: CHANGED },
    previousState: { value: 'OK', timestamp: '2026-11-22T07:00:00.000Z' },
  });
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

  it('is put back where so many ask that it gets no answer, and told in full where the queue takes nothing', async () => {
    const readCompany = async () => {
      throw new BusyError();
    };
    const { notify, texts, queue } = start(0, { readCompany });
    await notify(event('web'));
    expect([texts(), queue]).toEqual([[], [event('web')]]);
    const postpone = async () => {
      throw new Error('down');
    };
    const alone = start(0, { readCompany, postpone });
    await alone.notify(event('web'));
    expect(alone.texts()).toHaveLength(1);
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
