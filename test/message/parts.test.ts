import { describe, expect, it } from 'vitest';
import type { Alarm, History } from '../../src/alarm/alarm.ts';
import { type Enrichment, type RenderOptions, renderParts } from '../../src/message/parts.ts';
import { buildAlarm, EIGHT } from '../helpers/alarms.ts';
import { everyRow } from '../helpers/every-row.ts';
import { plain } from '../helpers/read-forms.ts';
import { wordsFor } from '../helpers/words.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const english: RenderOptions = { words: wordsFor('en'), timeZone: 'UTC' };
const alarm = buildAlarm();
const ok = buildAlarm({
  state: 'OK',
  previousState: 'ALARM',
  evaluation: { understood: true, values: [41.6] },
});

function sentenceOf(given: Alarm, known: Enrichment, options = english): string {
  return plain(renderParts(given, options, known).sentence);
}

/** It went off so often before, an hour apart, and was over after so many minutes; undefined where that is not known. */
function wentOff(minutes: readonly (number | undefined)[]): History {
  const changes = minutes.toReversed().flatMap((lasted, index) => {
    const at = EIGHT - (index + 1) * HOUR;
    const begin = { at, from: 'OK', to: 'ALARM' };
    if (lasted === undefined) return [begin];
    return [begin, { at: at + lasted * MINUTE, from: 'ALARM', to: 'OK' }];
  });
  return { period: 300, datapoints: [], changes };
}

describe('the opening of an ALARM', () => {
  it('says whom it calls, what was measured, and all that is known beyond it', () => {
    const known = { history: wentOff([30, 6]), still: 2 * HOUR, others: 7, late: 42 * MINUTE };
    expect(sentenceOf(alarm, known, { ...english, mention: '<!here>' })).toBe(
      '<!here> Above *80%* for *15 minutes* (3 of 3 periods). Has been in ALARM for *2 hours*. ' +
        '*3rd time* in 24 hours, 6 minutes to 30 minutes each. Also in ALARM: *7 others*. ' +
        '*Delivered 42 minutes late*.',
    );
  });

  it('stands under a headline that says whether it burns still', () => {
    const headline = (known: Enrichment) => renderParts(alarm, english, known).headline.header;
    const subject = 'CPU of i-0123456789abcdef0 at 97.6%';
    expect(headline({ still: 2 * HOUR })).toBe(`🔴 Still in ALARM: ${subject}`);
    expect(headline({})).toBe(`🔴 ALARM: ${subject}`);
  });

  it('says no more where no more is known', () => {
    const known = { history: wentOff([]), others: 0 };
    for (const one of [known, { history: { period: 300, datapoints: [] } }, {}])
      expect(sentenceOf(alarm, one)).toBe('Above *80%* for *15 minutes* (3 of 3 periods).');
  });

  it(
    'says how often it went off within a day',
    everyRow<[readonly (number | undefined)[], string]>(
      [
        [[6], '*2nd time* in 24 hours; the first lasted 6 minutes.'],
        [[undefined], '*2nd time* in 24 hours.'],
        [[6, 6, 6], '*4th time* in 24 hours, 6 minutes each.'],
        [Array.from({ length: 19 }, () => 6), '*20th time* in 24 hours, 6 minutes each.'],
        [Array.from({ length: 20 }, () => 6), '*More than 20 times* in 24 hours, 6 minutes each.'],
      ],
      (minutes, told) => {
        expect(sentenceOf(alarm, { history: wentOff(minutes) })).toBe(
          `Above *80%* for *15 minutes* (3 of 3 periods). ${told}`,
        );
      },
    ),
  );
});

describe('an OK', () => {
  const described = { ...ok, description: 'Slow. Runbook: https://runbooks.example.com/cpu' };

  it('calls nobody, and says nothing of others or of how often', () => {
    const known = { history: wentOff([30, 6]), others: 7 };
    expect(sentenceOf(ok, known, { ...english, mention: '<!here>' })).toBe(
      'No longer above *80%*.',
    );
  });

  it('tells the phone what was measured, not what its owner wrote, nor the links', () => {
    const parts = renderParts(described, english, {});
    expect(parts.push.split('\n')[1]).toBe('No longer above *80%*.');
    expect([parts.description, parts.links]).toEqual(['', '']);
  });
});

it('a composite alarm tells the phone its description and its children', () => {
  const trigger = {
    kind: 'composite' as const,
    children: [
      { name: 'pay', state: 'ALARM' as const },
      { name: 'cart', state: 'ALARM' as const },
    ],
  };
  const shop = buildAlarm({ name: 'shop', description: 'The shop is down.', trigger });
  expect(renderParts(shop, english, {}).push.split('\n')[1]).toBe(
    'The shop is down. In ALARM: pay, cart',
  );
});

describe('the past', () => {
  const datapoints = [22, 41.5, 63, 97.648].map((value, index) => ({
    at: EIGHT - (4 - index) * 5 * MINUTE,
    value,
  }));
  const past = { period: 300, datapoints };
  const line = (given: Alarm, history: History) => {
    const { chart, sparkline } = renderParts(given, english, { history });
    return [chart?.type, sparkline];
  };

  it('of an OK is a line of bars, with its range where no peak is told', () => {
    expect(line(ok, { ...past, peak: 98 })).toEqual([undefined, '▁▃▅█']);
    expect(line(ok, past)).toEqual([undefined, '▁▃▅█ 22% – 97.6%']);
  });

  it('of anything else is a chart, too', () => {
    const lost = buildAlarm({ state: 'INSUFFICIENT_DATA', previousState: 'ALARM' });
    for (const one of [alarm, lost])
      expect(line(one, { ...past, peak: 98 })).toEqual(['data_visualization', '▁▃▅█ 22% – 97.6%']);
  });

  it('that nobody knows is nothing', () => {
    for (const one of [alarm, ok])
      expect(line(one, { period: 300, datapoints: [] })).toEqual([undefined, '']);
  });
});
