import { describe, expect, it } from 'vitest';
import { renderMissed, renderReminders } from '../../src/message/reminder.ts';
import { renderStorm } from '../../src/message/storm.ts';
import { buildAlarm, cpu, cpuAbove80 } from '../helpers/alarms.ts';
import { wordsFor } from '../helpers/words.ts';

const options = { words: wordsFor('en'), timeZone: 'UTC' };
const HOUR = 3_600_000;
const NBSP = '\u00a0';

const pushOf = (messages: ReturnType<typeof renderReminders>) => messages[0]?.forms[0]?.body.text;
const reminderOf = (name: string, reason?: string) => ({
  alarm: buildAlarm({ name, ...(reason === undefined ? {} : { reason }) }),
  age: 4 * HOUR,
  count: 1,
});

describe('on the phone', () => {
  it('a reminder names the first that still burn, and counts the others', () => {
    const push = (...names: string[]) =>
      pushOf(
        renderReminders(
          names.map((name) => reminderOf(name)),
          options,
        ),
      );
    expect(push('web')).toBe(`🔴 Still in ALARM: 1${NBSP}alarm\nweb`);
    expect(push('a', 'b', 'c')).toBe(`🔴 Still in ALARM: 3${NBSP}alarms\na, b, c`);
    expect(push('a <1>', 'b', 'c', 'd', 'e')).toBe(
      `🔴 Still in ALARM: 5${NBSP}alarms\na &lt;1&gt;, b, c and 2${NBSP}more`,
    );
  });

  it('what did not arrive is named', () => {
    const missed = [{ alarm: buildAlarm({ name: 'backup' }), isFailed: true, cause: 'denied' }];
    expect(renderMissed(missed, options)[0]?.forms[0]?.body.text).toBe(
      `🔴 1${NBSP}notification did not arrive\nbackup`,
    );
  });

  it('a storm is counted by what is measured', () => {
    const stat = { ...cpu, metricName: 'StatusCheckFailed' };
    const alarms = [
      ...['a', 'b', 'c'].map((name) => buildAlarm({ name })),
      buildAlarm({ name: 'd', trigger: { ...cpuAbove80, stat } }),
      buildAlarm({ name: 'shop', trigger: { kind: 'composite', children: [] } }),
    ].map((alarm) => ({ key: alarm.name, alarm }));
    expect(renderStorm(alarms, options)[0]?.forms[0]?.body.text).toBe(
      `🔴 5${NBSP}alarms in 1${NBSP}second\nshop, CPUUtilization: 3, StatusCheckFailed: 1`,
    );
  });
});

it('a reminder repeats CloudWatch’s reason without the datapoints of hours ago', () => {
  const reason =
    'Threshold Crossed: 2 out of the last 2 datapoints [93.4 (22/11/26 08:00:00), 91.0 (22/11/26 07:55:00)] were greater than the threshold (80.0) (minimum 2 datapoints for OK -> ALARM transition).';
  const [message] = renderReminders([reminderOf('web', reason)], options);
  expect(JSON.stringify(message?.forms)).toContain(
    'Threshold Crossed: 2 out of the last 2 datapoints were greater than the threshold (80.0)"',
  );
});
