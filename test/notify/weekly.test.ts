import { describe, expect, it } from 'vitest';
import { type Entry, readEntry } from '../../src/alarm/ledger.ts';
import type { JsonObject } from '../../src/json.ts';
import type { MessageForms } from '../../src/message/blocks.ts';
import { createWeeklyRun } from '../../src/notify/weekly.ts';
import type { ReadPast, Watched } from '../../src/ports.ts';
import { checkSlackLimits } from '../../src/preview/fake-slack/message-rules.ts';
import { above80, buildAlarm, cpu } from '../helpers/alarms.ts';
import { findUnsafeText } from '../helpers/unsafe-text.ts';
import { wordsFor } from '../helpers/words.ts';

const MINUTE = 60_000;
const MONDAY = Date.UTC(2026, 10, 23, 8);
const FROM = MONDAY - 7 * 24 * 60 * MINUTE;
const LIMITS = {
  comparison: 'GreaterThanThreshold',
  threshold: 80,
  period: 300,
  evaluationPeriods: 1,
  datapointsToAlarm: 1,
  treatMissingData: 'missing',
};

function watched(name: string, state: 'OK' | 'INSUFFICIENT_DATA' = 'OK'): Watched {
  const alarm = buildAlarm({
    name,
    state,
    trigger: { kind: 'metric', stat: cpu, condition: above80 },
  });
  const setup = {
    name,
    actionsEnabled: true,
    alarmActions: ['arn:aws:sns:ap-northeast-2:123456789012:alarms'],
    okActions: [],
    insufficientDataActions: [],
    stat: cpu,
  };
  return { alarm, setup, limits: LIMITS };
}

/** Ten peaks, of which two last for half an hour. */
const PEAKS = Array.from({ length: 10 }, (_, index) => ({
  start: FROM + (index + 1) * 120 * MINUTE,
  periods: index % 5 === 0 ? 6 : 1,
}));
const UPDATES = PEAKS.flatMap(({ start, periods }) => [
  { name: 'noisy', at: start + 5 * MINUTE, to: 'ALARM' as const },
  { name: 'noisy', at: start + (periods + 1) * 5 * MINUTE - MINUTE, to: 'OK' as const },
]);
const measured: ReadPast = async () =>
  Array.from({ length: 2_016 }, (_, index) => {
    const at = FROM + index * 5 * MINUTE;
    const isPeak = PEAKS.some(
      ({ start, periods }) => at >= start && at < start + periods * 5 * MINUTE,
    );
    return { at, value: isPeak ? 95 : 20 };
  });

function start({
  language = 'en' as 'en' | 'ko',
  alarms = [] as Watched[],
  readPast = measured,
} = {}) {
  const posted: MessageForms[] = [];
  const written: Entry[] = [];
  const container = () =>
    createWeeklyRun({
      readWeek: async () => ({
        alarms: [
          watched('noisy'),
          watched('calm'),
          watched('gone', 'INSUFFICIENT_DATA'),
          ...alarms,
        ],
        updates: UPDATES,
      }),
      readPast,
      readLedger: async () => written,
      deliver: async (forms) => void posted.push(forms),
      render: { words: wordsFor(language), timeZone: 'UTC', mention: '<!here>' },
      log: (_level, message, fields: JsonObject = {}) => {
        const entry = readEntry({ message, ...fields }, MONDAY);
        if (entry !== undefined) written.push(entry);
      },
    });
  const run = () => container()(MONDAY, () => 25_000, false);
  return { posted, run, text: () => JSON.stringify(posted[0]?.[0]?.body) };
}

describe('the weekly report', () => {
  it('tells who spoke most, who never did, who has no data, and what would have been enough', async () => {
    const { run, text, posted } = start();
    await run();
    expect(text()).toMatch(/Last week: 10\u00a0ALARMs from 1 of 3\u00a0alarms/);
    expect(text()).toMatch(
      /noisy>.*10\u00a0times, 8 of them over within 5\u00a0minutes, the longest 29\u00a0minutes/,
    );
    expect(text()).toMatch(/Never went off.*calm>.*Without data now.*gone>/);
    expect(text()).toMatch(
      /80% for 10\u00a0minutes would have told 2 of 10, among them every one that lasted longer than 10\u00a0minutes\./,
    );
    expect(text()).toMatch(
      /aws cloudwatch put-metric-alarm .*--evaluation-periods 2 .*--threshold 80/,
    );
    expect(text()).not.toContain('<!here>');
    for (const { body } of posted[0] ?? []) expect(checkSlackLimits(body)).toEqual([]);
  });

  it('is told in Korean', async () => {
    const { run, text } = start({ language: 'ko' });
    await run();
    expect(text()).toMatch(/지난주: 경보 3개 중 1개가 모두 10번 울렸습니다/);
    expect(text()).toMatch(/10번 중 2번만 알렸을 것이고/);
  });

  it('is told once, however often the run comes, in whichever container', async () => {
    const { run, posted } = start();
    for (let count = 0; count < 3; count += 1) await run();
    expect(posted).toHaveLength(1);
  });

  it('is told without advice where what was measured does not fit the history, or cannot be read', async () => {
    const stories: ReadPast[] = [
      async () => [],
      async () => {
        throw new Error('throttled');
      },
    ];
    for (const readPast of stories) {
      const { run, text } = start({ readPast });
      await run();
      expect(text()).toContain('noisy');
      expect(text()).not.toContain('put-metric-alarm');
    }
  });

  it('stays within the limits of Slack with a thousand hostile names', async () => {
    const alarms = Array.from({ length: 1_000 }, (_, index) =>
      watched(`<!channel> *${'x'.repeat(200)}* ${index}`),
    );
    const { run, posted } = start({ alarms });
    await run();
    for (const { body } of posted[0] ?? []) {
      expect(checkSlackLimits(body)).toEqual([]);
      expect(findUnsafeText(body)).toEqual([]);
    }
  });
});
