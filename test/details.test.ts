import { describe, expect, it } from 'vitest';
import type { Alarm, Condition } from '../src/alarm.ts';
import { renderDetails, splitDescription } from '../src/details.ts';
import { readingOf } from '../src/reading.ts';
import { wordsFor } from '../src/words.ts';

const RUNBOOK = 'https://runbooks.example.com/ec2/cpu-high';

describe('splitDescription', () => {
  it.each([
    ['no description', undefined, ''],
    ['an empty one', '  ', ''],
    ['one without URL', ' Checkout is slow. ', 'Checkout is slow.'],
    ['one whose URL is none', 'See https://[ for more', 'See https://[ for more'],
    ['another scheme', 'See ftp://files.example.com/a', 'See ftp://files.example.com/a'],
  ])('finds no runbook in %s', (_, description, text) => {
    expect(splitDescription(description)).toEqual({ text });
  });

  it.each([
    ['a URL alone', RUNBOOK, ''],
    ['a URL with an invisible character behind it', `${RUNBOOK} \u2028`, ''],
    ['a label before it', `Slow. Runbook: ${RUNBOOK}`, 'Slow.'],
    ['a label in small letters', `Slow. runbook=${RUNBOOK}`, 'Slow.'],
    ['another word for it', `Slow. Playbook ${RUNBOOK}`, 'Slow.'],
    ['a Korean label', `느려집니다. 런북: ${RUNBOOK}`, '느려집니다.'],
    ['a URL at the end of a sentence', `Slow, see ${RUNBOOK}.`, 'Slow, see'],
    ['a URL in brackets', `Slow (${RUNBOOK}) now`, 'Slow now'],
    ['a URL in angle brackets', `Slow <${RUNBOOK}> now`, 'Slow now'],
    ['lines', `Slow.\nRunbook: ${RUNBOOK}\nCall the team.`, 'Slow.\nCall the team.'],
  ])('takes the runbook from %s', (_, description, text) => {
    expect(splitDescription(description)).toEqual({ text, runbook: RUNBOOK });
  });

  it('takes the first of several URLs and leaves the others in the text', () => {
    const description = `Runbook: ${RUNBOOK} Dashboard: https://dashboards.example.com/a`;
    expect(splitDescription(description)).toEqual({
      text: 'Dashboard: https://dashboards.example.com/a',
      runbook: RUNBOOK,
    });
  });

  it('keeps what belongs to the URL', () => {
    const url = 'https://runbooks.example.com/a/b?c=d&e=%20f#g(h)';
    expect(splitDescription(`See ${url}, please`).runbook).toBe(url.slice(0, -1));
  });
});

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
      `${CHANGE}\\nbreaching from <!date^1795333544^{date_short_pretty} {time}|2026-11-22 07:45\u00a0UTC>`,
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
    expect(since(before, {}, condition)?.includes('breaching from')).toBe(believed);
  });

  it('says nothing of it once the alarm is over', () => {
    expect(since(15, { state: 'INSUFFICIENT_DATA' })).toBe(CHANGE);
  });
});
