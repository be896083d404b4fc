import { describe, expect, it } from 'vitest';
import type { Alarm, Condition } from '../src/alarm.ts';
import { renderDetails } from '../src/details.ts';
import { readingOf } from '../src/reading.ts';
import { wordsFor } from '../src/words.ts';

describe('the time of a change', () => {
  const CHANGED = Date.parse('2026-11-22T08:00:44Z');
  const since = (before: number, alarm: Partial<Alarm> = {}, condition: Condition = {}) => {
    const stat = { metricName: 'Load', dimensions: [] };
    const whole: Alarm = {
      name: 'a',
      partition: 'aws',
      state: 'ALARM',
      changedAt: CHANGED,
      evaluation: { understood: true, values: [1], since: CHANGED - before * 60_000 },
      trigger: { kind: 'metric', stat, condition },
      facts: [],
      ...alarm,
    };
    const details = renderDetails(whole, readingOf(whole, 'en'), {
      words: wordsFor('en'),
      timeZone: 'UTC',
    });
    return /\*Since\*\\n([^"]*)/.exec(JSON.stringify(details))?.[1];
  };
  const CHANGE = '<!date^1795334444^{date_short_pretty} {time}|2026-11-22 08:00\u00a0UTC>';

  it('says when the first datapoint breached, where that was earlier', () => {
    expect(since(15)).toBe(
      `${CHANGE}\\nbreaching since <!date^1795333544^{date_short_pretty} {time}|2026-11-22 07:45\u00a0UTC>`,
    );
    expect(since(1)).toContain('07:59');
    expect(since(0.5)).toBe(CHANGE);
    expect(since(-15)).toBe(CHANGE);
  });

  it.each([
    ['a day', 24 * 60, {}, true],
    ['more than a day', 25 * 60, {}, false],
    [
      'a week of an alarm that looks at a week',
      7 * 24 * 60,
      { period: 86_400, evaluationPeriods: 7 },
      true,
    ],
    [
      'a month of an alarm that looks at a week',
      30 * 24 * 60,
      { period: 86_400, evaluationPeriods: 7 },
      false,
    ],
  ])('believes in %s: %s', (_, before, condition, believed) => {
    expect(since(before, {}, condition)?.includes('breaching since')).toBe(believed);
  });

  it('says nothing of it once the alarm is over', () => {
    expect(since(15, { state: 'INSUFFICIENT_DATA' })).toBe(CHANGE);
  });
});
