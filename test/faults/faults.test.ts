import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { formatDuration } from '../../src/message/format.ts';
import { wordsFor } from '../helpers/words.ts';
import {
  DAY,
  HOUR,
  MINUTE,
  play,
  type Result,
  type Scenario,
  SECOND,
  type Sending,
} from './scenario.ts';
import type { Weather } from './slack-model.ts';

/**
 * The fault table of docs/faults.md. In every row: alarms in = alarms shown or parked, none lost, no message hidden. What
 * else a row promises is in its `expected`.
 */

const down =
  (until: number, weather: Weather = { status: 503 }) =>
  (now: number) =>
    now < until ? weather : 'fine';
const fine = (): Weather => 'fine';
const at = (count: number, every: number) =>
  Array.from({ length: count }, (_, index) => index * every);

/** The same numbers at every run: a fault table that changes from run to run proves nothing. */
function chance(share: number): () => boolean {
  let seed = 42;
  return () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
    return seed / 2 ** 31 < share;
  };
}

const failsSometimes = chance(0.3);
const losesSometimes = chance(0.3);
const diesSometimes = chance(0.5);
const diesOften = chance(0.7);
const runDies = chance(0.4);

const EVERY_ALARM = { EVENTBRIDGE_COVERS: '123456789012/us-east-1' };
const SENT_WITH_EVERY_ALARM: readonly Partial<Sending>[] = [
  { doors: ['event', 'topic'] },
  { doors: ['event'], prefix: 'TargetTracking-', isTold: false },
  { doors: ['event', 'topic'], prefix: 'TargetTracking-' },
];

interface Row {
  readonly name: string;
  readonly scenario: Scenario;
  readonly expected: {
    readonly [Figure in keyof Result]?: Result[Figure] | { readonly most: number };
  };
}

const none = { parked: 0, duplicates: 0 };
const within = (milliseconds: number, messages: number) => ({
  lastShownAfter: { most: milliseconds },
  messages: { most: messages },
});
const oneCall = { mentions: { most: 1 } };
const inASecond = (count: number) => ({
  alarms: at(count, SECOND / count),
  weather: fine,
  asks: true,
});
/** As the hub of an organization gets them. */
const OTHER = '210987654321';
const ELSEWHERE: Partial<Scenario> = {
  sent: () => ({ doors: ['event'], account: OTHER }),
  roles: [OTHER],
};
const SERIES: Partial<Scenario> = { sent: () => ({ doors: ['event'], seriesOf: 'fleet' }) };
/** As told by a person: three times with a call, that it flaps, and where it came to rest. */
const flaps = { times: 20, every: 3 * MINUTE, lasts: MINUTE };
const isCalm = { messages: { most: 6 }, mentions: { most: 4 } };

const ROWS: readonly Row[] = [
  {
    name: 'Slack is fine, 1 alarm',
    scenario: { alarms: [0], weather: fine },
    expected: { ...none, shown: 1, lastShownAfter: 0 },
  },
  {
    name: 'Slack is down for 1 minute',
    scenario: { alarms: at(5, 10 * SECOND), weather: down(MINUTE) },
    expected: none,
  },
  {
    name: 'Slack is down for 10 minutes',
    scenario: { alarms: at(10, MINUTE), weather: down(10 * MINUTE) },
    expected: none,
  },
  {
    name: 'Slack is down for 6 hours',
    scenario: { alarms: at(60, 6 * MINUTE), weather: down(6 * HOUR) },
    expected: none,
  },
  {
    name: 'Slack is down for 3 days: what is older than a day is parked',
    scenario: { alarms: at(72, HOUR), weather: down(3 * DAY) },
    expected: { duplicates: 0 },
  },
  {
    name: 'the same, and parked messages are put back',
    scenario: { alarms: at(72, HOUR), weather: down(3 * DAY), redeliverAt: 4 * DAY },
    expected: none,
  },
  {
    name: '429 with Retry-After for 2 minutes',
    scenario: { alarms: at(5, SECOND), weather: down(2 * MINUTE, { status: 429, retryAfter: 20 }) },
    expected: none,
  },
  {
    name: '429 without Retry-After for 2 minutes',
    scenario: { alarms: at(5, SECOND), weather: down(2 * MINUTE, { status: 429 }) },
    expected: none,
  },
  {
    name: '500 for 30 % of all posts',
    scenario: {
      alarms: at(50, 10 * SECOND),
      weather: () => (failsSometimes() ? { status: 500 } : 'fine'),
    },
    expected: none,
  },
  {
    name: 'Slack hangs for 5 minutes',
    scenario: { alarms: at(3, 30 * SECOND), weather: down(5 * MINUTE, 'hangs') },
    expected: none,
  },
  {
    name: 'connections are reset for 5 minutes',
    scenario: { alarms: at(3, 30 * SECOND), weather: down(5 * MINUTE, 'resets') },
    expected: none,
  },
  {
    name: '30 % of the answers are lost after Slack took the message',
    scenario: {
      alarms: at(20, 30 * SECOND),
      weather: () => (losesSometimes() ? 'lost-answer' : 'fine'),
    },
    expected: { parked: 0 },
  },
  {
    name: 'Slack posts at once and answers after 6 seconds, for 2 hours',
    scenario: { alarms: at(5, 20 * MINUTE), weather: down(2 * HOUR, 'late') },
    expected: none,
  },
  {
    name: 'Slack posts at once and never answers, for 10 minutes: once a run',
    scenario: { alarms: [0], weather: down(10 * MINUTE, 'silent') },
    expected: { parked: 0, duplicates: 5 },
  },
  {
    name: 'Slack posts, and the answer is a 200 without "ok", for a day',
    scenario: { alarms: at(24, HOUR), weather: down(DAY, 'another-200') },
    expected: { ...none, messages: 24 },
  },
  {
    name: 'a proxy answers 200 without "ok" and posts nothing, for a day: kept aside and put back',
    scenario: { alarms: at(24, HOUR), weather: down(DAY, 'swallowed'), redeliverAt: 2 * DAY },
    expected: none,
  },
  {
    name: 'the webhook is revoked (404) and renewed after 8 hours',
    scenario: { alarms: at(8, HOUR), weather: down(8 * HOUR, { status: 404, body: 'no_service' }) },
    expected: none,
  },
  {
    name: 'a broken deploy: the function does not start for 2 hours',
    scenario: { alarms: at(4, 20 * MINUTE), weather: fine, starts: (now) => now >= 2 * HOUR },
    expected: none,
  },
  {
    name: 'SNS cannot hand over for 2 hours (permission removed)',
    scenario: {
      alarms: at(4, 20 * MINUTE),
      weather: fine,
      reachable: [
        { at: 0, isReachable: false },
        { at: 2 * HOUR, isReachable: true },
      ],
    },
    expected: none,
  },
  {
    name: 'half of the containers die after Slack took the message',
    scenario: { alarms: at(20, MINUTE), weather: fine, dies: () => diesSometimes() },
    expected: { parked: 0 },
  },
  { name: '1 alarm in a second', scenario: { alarms: [0], weather: fine }, expected: none },
  {
    name: '5 alarms in a second',
    scenario: inASecond(5),
    expected: { ...none, ...within(90 * SECOND, 5), mentions: 1 },
  },
  {
    name: '8 alarms in a second',
    scenario: inASecond(8),
    expected: { ...none, ...within(90 * SECOND, 4), mentions: 1 },
  },
  {
    name: '100 alarms in a second',
    scenario: { alarms: at(100, 10), weather: fine, asks: true },
    expected: { ...none, ...within(90 * SECOND, 6), ...oneCall },
  },
  {
    name: '100 alarms in a second, a new account (10 at a time)',
    scenario: { alarms: at(100, 10), weather: fine, asks: true, concurrency: 10 },
    expected: { ...none, ...within(90 * SECOND, 6), ...oneCall },
  },
  {
    name: '5,000 alarms in a second',
    scenario: { alarms: at(5_000, 0.2), weather: fine, asks: true },
    expected: { ...none, ...oneCall },
  },
  {
    name: '100 recoveries in a second',
    scenario: {
      alarms: at(100, 10),
      weather: fine,
      asks: true,
      recovers: { after: MINUTE, isAlone: true },
    },
    expected: { ...none, ...within(90 * SECOND, 6), mentions: 0 },
  },
  {
    name: '100 alarms in a second, which recover 10 minutes later in a second',
    scenario: { alarms: at(100, 10), weather: fine, asks: true, recovers: { after: 10 * MINUTE } },
    expected: { ...none, ...within(90 * SECOND, 12), ...oneCall },
  },
  {
    name: '5,000 recoveries in a second',
    scenario: {
      alarms: at(5_000, 0.2),
      weather: fine,
      asks: true,
      recovers: { after: MINUTE, isAlone: true },
    },
    expected: { ...none, mentions: 0 },
  },
  {
    name: '100 alarms of another account in a second',
    scenario: { ...inASecond(100), ...ELSEWHERE },
    expected: { ...none, ...within(90 * SECOND, 6), ...oneCall },
  },
  {
    name: '5,000 alarms of another account in a second',
    scenario: { ...inASecond(5_000), ...ELSEWHERE },
    expected: { ...none, ...oneCall },
  },
  {
    name: '100 alarms in a second, in two accounts',
    scenario: {
      ...inASecond(100),
      ...ELSEWHERE,
      sent: (alarm) => (alarm % 2 === 0 ? ELSEWHERE.sent?.(alarm) : undefined),
    },
    expected: { ...none, ...within(90 * SECOND, 10), mentions: { most: 2 } },
  },
  {
    name: '100 series of one alarm in a second',
    scenario: { ...inASecond(100), ...SERIES },
    expected: { ...none, ...within(90 * SECOND, 6), ...oneCall },
  },
  {
    name: '500 series of one alarm in a second, the most of an alarm',
    scenario: { ...inASecond(500), ...SERIES },
    expected: { ...none, ...oneCall },
  },
  {
    name: '100 series of one alarm recover in a second',
    scenario: { ...inASecond(100), ...SERIES, recovers: { after: MINUTE, isAlone: true } },
    expected: { ...none, ...within(90 * SECOND, 6), mentions: 0 },
  },
  {
    name: '20 flaps in an hour',
    scenario: { alarms: [0], weather: fine, asks: true, flaps, hours: 3 },
    expected: { parked: 0, ...isCalm, shownAt: [0, 0, 0, 0, 0, 2] },
  },
  {
    name: '20 flaps in an hour, and 70 % of the containers die after Slack took the message',
    scenario: {
      alarms: [0],
      weather: fine,
      asks: true,
      flaps,
      hours: 3,
      dies: () => diesOften(),
    },
    expected: { parked: 0 },
  },
  {
    name: '10 alarms, each 30 seconds after one that flaps: each calls, the one that flaps 3 times',
    scenario: {
      alarms: [0, ...at(10, 3 * MINUTE).map((moment) => moment + 15 * MINUTE + 30 * SECOND)],
      weather: fine,
      asks: true,
      flaps,
      hours: 3,
    },
    expected: { parked: 0, mentions: 13 },
  },
  {
    name: 'an alarm of 3 days: a reminder every 4 hours, though every run comes twice and 40 % of the containers die after it',
    scenario: {
      alarms: [0],
      weather: fine,
      hours: 72,
      dies: (now) => now > MINUTE && runDies(),
    },
    expected: { parked: 0, duplicates: 18, messages: 19, shownAt: at(19, 4) },
  },
  {
    name: 'CloudWatch may not publish to the topic for an hour: told by the next run, which comes twice',
    scenario: {
      alarms: at(20, 3 * MINUTE),
      weather: fine,
      refuses: (now) => now < HOUR,
      hours: 3,
    },
    expected: { ...none, ...within(HOUR + MINUTE, 1) },
  },
  {
    name: 'EventBridge brings nothing for an hour (rule disabled), EveryAlarm: told by the runs of the hour after',
    scenario: {
      alarms: at(20, 3 * MINUTE),
      weather: fine,
      sent: () => ({ doors: ['event'] }),
      loses: (now) => now < HOUR,
      settings: EVERY_ALARM,
      hours: 3,
    },
    expected: { ...none, messages: 2 },
  },
  {
    name: 'a mute window ends in ALARM: told at its end',
    scenario: {
      alarms: at(5, MINUTE),
      weather: fine,
      sent: () => ({ doors: [], unmutedAfter: 2 * HOUR }),
      hours: 3,
    },
    expected: { ...none, messages: 5 },
  },
  {
    name: 'the same with EveryAlarm: told at the change by EventBridge, and again at the end of the window',
    scenario: {
      alarms: at(5, MINUTE),
      weather: fine,
      sent: () => ({ doors: ['event'], unmutedAfter: 2 * HOUR }),
      settings: EVERY_ALARM,
      hours: 3,
    },
    expected: { parked: 0, duplicates: 5, messages: 10 },
  },
  {
    name: 'a mute window ends for 20 that went off together, EveryAlarm',
    scenario: {
      ...inASecond(20),
      sent: () => ({ doors: [], unmutedAfter: 2 * HOUR }),
      settings: EVERY_ALARM,
      hours: 3,
    },
    expected: { ...none, messages: { most: 6 } },
  },
  {
    name: 'EveryAlarm: copies by the topic, and ignored names of which every other one notifies the topic itself',
    scenario: {
      alarms: at(30, MINUTE),
      weather: fine,
      sent: (alarm) => SENT_WITH_EVERY_ALARM[alarm % 3],
      settings: { ...EVERY_ALARM, IGNORE: 'TargetTracking-*' },
      hours: 3,
    },
    expected: { ...none, alarms: 20, messages: 20 },
  },
  {
    name: 'two accounts, EveryAlarm in the own one: the other one comes by the topic alone',
    scenario: {
      alarms: at(20, MINUTE),
      weather: fine,
      sent: (alarm) =>
        alarm % 2 === 0
          ? { doors: ['event', 'topic'] }
          : { doors: ['topic'], account: '210987654321' },
      settings: EVERY_ALARM,
      hours: 3,
    },
    expected: { ...none, messages: 20 },
  },
  {
    name: 'a throttled account: no run of the function for 3 hours',
    scenario: {
      alarms: at(20, 3 * MINUTE),
      weather: fine,
      concurrency: (now) => (now < 3 * HOUR ? 0 : 10),
      hours: 3,
      asks: true,
    },
    expected: none,
  },
];

/** What is at most so much, in terms of the assertion. */
function asymmetric(expected: Row['expected']): Record<string, unknown> {
  const figures = Object.entries(expected).map(([figure, wanted]) => [
    figure,
    typeof wanted === 'object' && 'most' in wanted
      ? expect.toSatisfy((value) => value <= wanted.most)
      : wanted,
  ]);
  return Object.fromEntries(figures);
}

const TABLE = new URL('../../build/faults.md', import.meta.url);

beforeAll(() => {
  mkdirSync(new URL('.', TABLE), { recursive: true });
  writeFileSync(
    TABLE,
    '| fault | alarms | shown | parked | lost | shown twice | messages | mentions | hidden | last one shown after |\n|---|---|---|---|---|---|---|---|---|---|\n',
  );
});

describe('an alarm is shown or parked, whatever fails', () => {
  it.each(ROWS)('$name', async ({ name, scenario, expected }) => {
    const result = await play(scenario);
    const { alarms, shown, parked, lost, duplicates, messages, mentions, hidden } = result;
    const row = [
      name,
      alarms,
      shown,
      parked,
      lost,
      duplicates,
      messages,
      mentions,
      hidden,
      formatDuration(result.lastShownAfter / 1000, wordsFor('en').locale),
    ];
    appendFileSync(TABLE, `| ${row.join(' | ')} |\n`);
    expect(result).toMatchObject({ ...asymmetric(expected), lost: 0, hidden: 0 });
    expect(shown + parked).toBe(alarms);
  });
});
