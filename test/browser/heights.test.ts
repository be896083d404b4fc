import { describe, expect, test } from 'vitest';
import { openStage, showAll } from './stage.ts';

/** How much of a phone a message takes: whoever is woken by it must not have to scroll for what to do. */

interface Measured {
  readonly sample: string;
  readonly state: 'ALARM' | 'OK' | 'other';
  /** Pixels, of the message without what the page adds to it. */
  readonly height: number;
  /** From the message's top to the lower end of the link. */
  readonly runbook: number | null;
}

const ALARM_MAX = 620;
const OK_MAX = 180;
const RUNBOOK_MAX = 250;
/** Its three to five lines are what one asked for who switched it on. */
const ALARM_WITH_CULPRIT_MAX = 780;

/** Taller for a good reason. */
const TALLER: Readonly<Record<string, string>> = {
  'hostile-text': 'has every text that can be long at its longest',
  'night-recovery': 'names 42 alarms',
  'sns-composite-long-rule-alarm': 'names ten children and has a rule of 700 characters',
};

const MEASURE = `[...document.querySelectorAll('#feed .card')].map((card) => {
  card.style.contentVisibility = 'visible';
  const message = card.querySelector('.message');
  const { top, height } = message.getBoundingClientRect();
  const link = [...message.querySelectorAll('a')].find((one) => ['Runbook', '런북'].includes(one.textContent));
  const first = message.querySelector('h4, .text')?.textContent ?? '';
  return {
    sample: card.querySelector('.from').textContent.replace(/^events\\/|\\.json$/g, ''),
    state: /^🔴 (ALARM|경보): /u.test(first) ? 'ALARM' : /^🟢 .*(Resolved|해소)/u.test(first) ? 'OK' : 'other',
    height: Math.round(height),
    runbook: link ? Math.round(link.getBoundingClientRect().bottom - top) : null,
  };
})`;

/** All messages of all samples, as a page of 390 pixels draws them. */
async function measure(settings: Readonly<Record<string, string>>): Promise<readonly Measured[]> {
  const stage = await openStage(settings);
  try {
    const page = await stage.open('/', { viewport: { width: 390, height: 844 } });
    await showAll(page);
    return await page.evaluate<Measured[]>(MEASURE);
  } finally {
    await stage.close();
  }
}

const tallerThan = (limits: Readonly<Record<string, number>>, messages: readonly Measured[]) =>
  messages.filter(
    ({ sample, state, height }) => height > (limits[state] ?? Infinity) && !(sample in TALLER),
  );

describe.each([
  ['as it is deployed', { CULPRIT: 'off' }, ALARM_MAX],
  ['that calls somebody', { CULPRIT: 'off', MENTION_ON_ALARM: '@here' }, ALARM_MAX],
  ['in Korean', { CULPRIT: 'off', LANGUAGE: 'ko' }, ALARM_MAX],
  ['with the culprit', { CULPRIT: 'on', MENTION_ON_ALARM: '@here' }, ALARM_WITH_CULPRIT_MAX],
])('on a phone a message %s', (_, settings, alarmMax) => {
  test('has its runbook in sight, and takes no more room than it must', async () => {
    const messages = await measure(settings);
    const count = (state: string) => messages.filter((one) => one.state === state).length;
    expect(count('ALARM'), 'ALARMs').toBeGreaterThan(50);
    expect(count('OK'), 'OKs').toBeGreaterThan(10);
    expect(messages.filter(({ runbook }) => runbook !== null).length).toBeGreaterThan(40);
    expect(messages.filter(({ runbook }) => (runbook ?? 0) > RUNBOOK_MAX)).toEqual([]);
    expect(tallerThan({ ALARM: alarmMax, OK: OK_MAX }, messages)).toEqual([]);
  });
});
