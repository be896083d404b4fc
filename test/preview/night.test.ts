import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { SlackMessage } from '../../src/message/blocks.ts';
import { playNight } from '../../src/preview/night/play.ts';
import { SCENES } from '../../src/preview/night/scenes.ts';
import { NIGHT, NIGHT_BEGINS, sinceMidnight } from '../../src/preview/night/sequence.ts';
import { type Preview, startPreview } from '../../src/preview/preview.ts';
import { settingsFor } from '../../src/preview/run-event.ts';
import { findUnsafeText } from '../helpers/unsafe-text.ts';

vi.setConfig({ testTimeout: 30_000 });

const MIDNIGHT = Date.UTC(2026, 10, 22);
const WEBHOOK = 'http://127.0.0.1:3000/services/T00000000/B00000000/local';

interface Told {
  /** `02:14` */
  readonly at: string;
  readonly body: SlackMessage;
}

async function play(signal?: AbortSignal, language = 'en'): Promise<readonly Told[]> {
  const told: Told[] = [];
  const chosen = { MENTION_ON_ALARM: '@here', CULPRIT: 'off', LANGUAGE: language };
  await playNight({
    midnight: MIDNIGHT,
    settings: settingsFor(WEBHOOK, chosen),
    ...(signal === undefined ? {} : { signal }),
    async deliver([first], _timeLeft, at) {
      if (first) told.push({ at: new Date(at).toISOString().slice(11, 16), body: first.body });
    },
  });
  return told;
}

const written = ({ body }: Told) => JSON.stringify(body);
const calls = (one: Told) => written(one).includes('<!here>');

describe('the recorded night', () => {
  let told: readonly Told[];
  beforeAll(async () => {
    told = await play();
  });

  test('is told in its order, each in its own way, and calls where somebody is needed', () => {
    const lines = told.map((one) => {
      const [line = ''] = one.body.text.split('\n');
      const short = line.replaceAll(/<[^|>]*\|([^>]*)>/g, '$1').replaceAll('\u00a0', ' ');
      return `${one.at}${calls(one) ? ' @' : ''} ${short.slice(0, 52)}`;
    });
    expect(lines).toMatchInlineSnapshot(`
      [
        "02:14 @ 🔴 ALARM: CPU of web-1 at 93.4% &gt; 80% for 15 minu",
        "02:39 🟢 Resolved after 25 minutes: CPU of web-1 back to 4",
        "03:02 @ 🔴 ALARM: status check of api-01 failed (api-01 stat",
        "03:02 🔴 ALARM: status check of api-02 failed (api-02 stat",
        "03:02 🔴 ALARM: status check of api-03 failed (api-03 stat",
        "03:03 🔴 24 alarms in 58 seconds",
        "03:04 🔴 20 alarms in 48 seconds",
        "03:20 🟢 Resolved after 17 minutes: status check of api-01",
        "03:20 🟢 Resolved after 17 minutes: status check of api-02",
        "03:20 🟢 Resolved after 17 minutes: status check of api-03",
        "03:21 🟢 42 alarms resolved in 41 seconds",
        "04:05 @ 🔴 ALARM: CPU of api-90 at 84.1% &gt; 80% (api-90 CP",
        "04:08 🟢 Resolved after 3 minutes: CPU of api-90 back to 7",
        "04:10 @ 🔴 ALARM: CPU of api-90 at 84.1% &gt; 80% (api-90 CP",
        "04:14 @ 🔴 ALARM: CPU of api-90 at 84.1% &gt; 80% (api-90 CP",
        "04:18 🔴 api-90 CPU above 80 %  ·  flapping: *4 times* in ",
        "05:00 🟢 OK  ·  api-90 CPU above 80 %  ·  quiet for 30 min",
        "06:00 @ 🔴 1 notification did not arrive",
        "08:00 🔴 Still in ALARM: 2 alarms",
        "09:00 📋 Last week: 22 ALARMs from 1 of 5 alarms",
      ]
    `);
  });

  test.each(['en', 'ko'])(
    'holds nothing that Slack would take for markup: %s',
    async (language) => {
      for (const { body } of await play(undefined, language))
        expect(findUnsafeText(body, { mention: '<!here>' })).toEqual([]);
    },
  );

  test('has a chart for the first alarm, and says how often it went off before', () => {
    const [first] = told;
    expect(first?.body.blocks?.map(({ type }) => type)).toContain('data_visualization');
    expect(first && written(first)).toContain('*3rd time* in 24 hours');
  });

  test('tells every alarm that went off, and every one that could not be sent', () => {
    const all = told.map(written).join('\n');
    const begin = sinceMidnight(NIGHT_BEGINS);
    const steps = NIGHT.filter(({ at }) => sinceMidnight(at) >= begin);
    const names = new Set(steps.map(({ alarm }) => alarm.name));
    expect(names.size).toBe(50);
    expect([...names].filter((name) => !all.includes(name))).toEqual([]);
  });

  test('tells every alarm of the storm twice: that it went off, and what became of it', () => {
    const storm = NIGHT.filter(({ at }) => at.startsWith('03:0'));
    expect(storm).toHaveLength(47);
    const during = (from: string, to: string) =>
      told
        .filter(({ at }) => at >= from && at < to)
        .map(written)
        .join('\n');
    const untold = (text: string) =>
      storm.map(({ alarm }) => alarm.name).filter((name) => !text.includes(name));
    expect(untold(during('03:00', '03:10'))).toEqual([]);
    expect(untold(during('03:10', '08:10'))).toEqual([]);
  });

  test('is the same each time, and ends where it is stopped', async () => {
    expect(await play()).toEqual(told);
    expect(await play(AbortSignal.abort())).toEqual([]);
  });
});

describe('on the page', () => {
  let preview: Preview;
  const waits: number[] = [];
  beforeAll(async () => {
    const pause = async (milliseconds: number) => void waits.push(milliseconds);
    preview = await startPreview({ PORT: '0' }, { pause });
  });
  afterAll(() => preview.close());

  const post = (path: string) => fetch(preview.standIn.url + path, { method: 'POST' });
  const from = (name: string) => preview.standIn.posts.filter((one) => one.from === name);
  const clock = (at: number) => new Date(at).toTimeString().slice(0, 5);

  test.each(SCENES)('the scene $name is sent with the times of its night', async (scene) => {
    const response = await post(`/api/samples/${scene.name}`);
    expect(await response.json()).toEqual({ posted: from(scene.name).length });
    expect(from(scene.name).length).toBeGreaterThan(0);
    for (const { at, problems } of from(scene.name)) {
      expect(problems).toEqual([]);
      expect(clock(at) >= scene.from.slice(0, 5) && clock(at) <= scene.to.slice(0, 5)).toBe(true);
    }
  });

  test('all of it is played message by message, in half a minute, and once at a time', async () => {
    const answers = await Promise.all([post('/api/night'), post('/api/night')]);
    const statuses = answers.map(({ status }) => status).toSorted();
    expect(statuses).toEqual([200, 409]);
    const messages = from('the night');
    expect(messages.flatMap(({ problems }) => problems)).toEqual([]);
    expect(await answers.find(({ ok }) => ok)?.json()).toEqual({ messages: messages.length });
    expect(messages.map(({ at }) => at)).toEqual(messages.map(({ at }) => at).toSorted());
    expect(waits).toHaveLength(messages.length);
    expect(waits.reduce((a, b) => a + b)).toBeLessThan(40_000);
    expect((await post('/api/night')).status).toBe(200);
  });
});
