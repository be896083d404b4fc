import { expect, it } from 'vitest';
import type { Alarm, Trigger } from '../../src/alarm/alarm.ts';
import { readingOf } from '../../src/message/reading.ts';
import { breachingSince } from '../../src/message/since.ts';
import { above80, buildAlarm, cpuAbove80, EIGHT, without } from '../helpers/alarms.ts';
import { everyRow } from '../helpers/every-row.ts';
import { plain } from '../helpers/read-forms.ts';
import { wordsFor } from '../helpers/words.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const words = wordsFor('en');

/** Of three periods that breached, the first so long before the change. */
function breached(before: number, trigger: Trigger = cpuAbove80): Alarm {
  const evaluation = { understood: true, values: [97, 95, 91], breaching: 3, evaluated: 3 };
  return buildAlarm({ trigger, evaluation: { ...evaluation, since: EIGHT - before } });
}

function said(alarm: Alarm): string | undefined {
  const text = breachingSince(alarm, readingOf(alarm, words.locale), words, 'UTC');
  return text === undefined ? undefined : plain(text);
}

it(
  'since when it breaches is told from a minute on, unless the alarm does not look back as far',
  everyRow(
    [
      [MINUTE - 1, undefined],
      [MINUTE, 'above the limit since 2026-11-22 07:59 UTC'],
      [15 * MINUTE, 'above the limit since 2026-11-22 07:45 UTC'],
      // An hour that data may be late, and twice the three periods.
      [90 * MINUTE, 'above the limit since 2026-11-22 06:30 UTC'],
      [90 * MINUTE + 1, undefined],
    ],
    (before, told) => {
      expect(said(breached(before))).toBe(told);
    },
  ),
);

it('half a day before, since when it breaches is told with its day', () => {
  const condition = { ...above80, period: DAY / 1000 };
  const tokenOf = (before: number) => {
    const alarm = breached(before, { ...cpuAbove80, condition });
    return breachingSince(alarm, readingOf(alarm, words.locale), words, 'UTC')?.split('^')[2];
  };
  expect(tokenOf(12 * HOUR - 1)).toMatch(/^\{time\}/);
  expect(tokenOf(12 * HOUR)).toMatch(/^\{date_short_pretty\} \{time\}/);
});

it('since when it breaches is not told where a time is not known, nor of another state', () => {
  const alarm = breached(15 * MINUTE);
  expect(said(without(alarm, 'changedAt'))).toBeUndefined();
  expect(said(buildAlarm())).toBeUndefined();
  expect(said({ ...alarm, state: 'OK' })).toBeUndefined();
});

it('a week is the longest that an alarm looks back', () => {
  const condition = { ...above80, period: 4 * (DAY / 1000) };
  const longest = 14 * DAY + HOUR;
  expect(said(breached(longest, { ...cpuAbove80, condition }))).toContain('since');
  expect(said(breached(longest + 1, { ...cpuAbove80, condition }))).toBeUndefined();
});
