import { describe, expect, it } from 'vitest';
import type { History } from '../../src/alarm/alarm.ts';
import type { StateChange } from '../../src/alarm/state-change.ts';
import { startNotifier } from '../helpers/notifier.ts';
import { stateChangeEvent } from '../helpers/payloads.ts';
import { wordsFor } from '../helpers/words.ts';

const NOW = Date.parse('2026-11-22T08:00:00.000Z');
const MINUTE = 60_000;
const render = { words: wordsFor('en'), timeZone: 'UTC', mention: '<!here>' };

/** As CloudWatch says it, unless told otherwise. */
function reasonFor(state: 'ALARM' | 'OK'): string {
  const was = state === 'OK' ? 'was not' : 'was';
  return `Threshold Crossed: 1 datapoint [97.5 (22/11/26 07:55:00)] ${was} greater than the threshold (80.0).`;
}

function event(state: 'ALARM' | 'OK', minutes = 0, reason = reasonFor(state)) {
  const time = new Date(NOW + minutes * MINUTE).toISOString();
  return stateChangeEvent('web <CPU>', {
    state: { value: state, reason, timestamp: time },
    previousState: { value: state === 'OK' ? 'ALARM' : 'OK' },
  });
}

/** It went off so many times before now, every three minutes, for a minute each. */
function changesOf(times: number): readonly StateChange[] {
  return Array.from({ length: times }, (_, index) => {
    const at = NOW - 3 * (index + 1) * MINUTE;
    return [
      { at, from: 'OK', to: 'ALARM' },
      { at: at + MINUTE, from: 'ALARM', to: 'OK' },
    ];
  }).flat();
}

interface Circumstances {
  readonly history?: Partial<History>;
  readonly isFull?: boolean;
  readonly now?: number;
}

function start(times: number, { history = {}, isFull, now = NOW }: Circumstances = {}) {
  const queue: unknown[] = [];
  const postpone = async (content: unknown, seconds?: number) => {
    if (isFull) throw new Error('down');
    queue.push([content, seconds]);
  };
  const storm = { readCompany: async () => [], postpone };
  const fetchHistory = async (): Promise<History> => ({
    datapoints: [],
    period: 0,
    changes: changesOf(times),
    isWatched: true,
    ...history,
  });
  return {
    queue,
    ...startNotifier({ storm, render, fetchHistory, now: () => now }),
  };
}

describe('an ALARM of an alarm that went off before', () => {
  it('says how often and how long, and calls', async () => {
    const { notify, texts } = start(2);
    await notify(event('ALARM'));
    expect(texts()[0]).toContain('*3rd time* in 24 hours, 1\u00a0minute each.');
    expect(texts()[0]).toContain('<!here>');
  });

  it('is one line from the fourth time within an hour on, and calls nobody', async () => {
    const { notify, texts } = start(3);
    await notify(event('ALARM'));
    expect(texts()).toHaveLength(1);
    expect(texts()[0]).toContain('flapping: *4\u00a0times* in 9\u00a0minutes');
    expect(texts()[0]).toContain('|web &lt;CPU&gt;>');
    expect(texts()[0]).not.toContain('<!here>');
  });

  it('is not told after that, and the log says so', async () => {
    const { notify, texts, lines } = start(4);
    await notify(event('ALARM'));
    await notify(event('OK', 0.5));
    expect(texts()).toEqual([]);
    expect(lines.map(({ message, fields }) => [message, fields?.['state']])).toEqual([
      ['not announced', 'ALARM'],
      ['not announced', 'OK'],
    ]);
  });

  it('is told each time where somebody sets it by hand, who waits for the message', async () => {
    const { notify, texts, queue } = start(6);
    await notify(event('ALARM', 0, 'A test of the path to Slack'));
    await notify(event('OK', 1, 'A test of the path to Slack'));
    expect(texts()).toHaveLength(2);
    expect(queue).toEqual([]);
  });

  it('is told where nothing says how it ends: elsewhere, and without history', async () => {
    const unwatched: Circumstances[] = [
      { history: { isWatched: false } },
      { history: { changes: [] } },
    ];
    for (const circumstances of unwatched) {
      const { notify, texts } = start(9, circumstances);
      await notify(event('ALARM'));
      expect(texts()).toHaveLength(1);
      expect(texts()[0]).toContain('<!here>');
    }
  });
});

describe('an OK of an alarm that went off before within the hour', () => {
  const twice = { history: { changes: changesOf(2) } };

  it('is held back for three minutes if the alarm came back that soon before, and told when it comes again', async () => {
    const { notify, texts, queue, lines } = start(2);
    await notify(event('OK', -0.5));
    expect(texts()).toEqual([]);
    expect(lines.map(({ message, fields }) => [message, fields?.['state']])).toEqual([
      ['held back', 'OK'],
    ]);
    expect(queue).toEqual([[event('OK', -0.5), 185]]);
    const later = start(2, { now: NOW + 3 * MINUTE });
    const body = JSON.stringify(event('OK', -0.5));
    await later.notify({ Records: [{ messageId: '1', eventSource: 'aws:sqs', body }] });
    expect(later.texts()).toHaveLength(1);
    expect(later.texts()[0]).toContain('Resolved');
    expect(later.texts()[0]).not.toContain('late');
  });

  it('is not told when the alarm has gone off again', async () => {
    const changes = [...changesOf(2), { at: NOW + 2 * MINUTE, from: 'OK', to: 'ALARM' }];
    const { notify, texts, queue } = start(2, { history: { changes }, now: NOW + 10 * MINUTE });
    await notify(event('OK', -0.5));
    expect([texts(), queue]).toEqual([[], []]);
  });

  it('is told at once where the queue does not take it', async () => {
    const { notify, texts } = start(2, { ...twice, isFull: true });
    await notify(event('OK', -0.5));
    expect(texts()).toHaveLength(1);
  });
});
