import { describe, expect, it } from 'vitest';
import type { Alarm } from '../../src/alarm/alarm.ts';
import { renderMissed, renderReminders, renderRightless } from '../../src/message/reminder.ts';
import { renderStorm } from '../../src/message/storm.ts';
import { buildAlarm, cpu, cpuAbove80, without } from '../helpers/alarms.ts';
import { everyRow } from '../helpers/every-row.ts';
import { readForms } from '../helpers/read-forms.ts';
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

/** What each message shows under its heading, in both of its forms. */
function readAll(messages: ReturnType<typeof renderReminders | typeof renderMissed>) {
  return messages.map(({ forms }) => {
    const { types, shown, lines } = readForms(forms);
    expect([types[0], lines]).toEqual(['header', shown]);
    return { heading: lines[0], lines: lines.slice(1) };
  });
}

const calling = { ...options, mention: '<!here>' };
const series = { contributor: [{ name: 'InstanceId', value: 'i-1' }] };

describe('a reminder', () => {
  it('tells which alarm, which series, for how long, since when, and why', () => {
    const subjects = [
      reminderOf('web', 'too slow'),
      { alarm: buildAlarm({ name: 'fleet', ...series }), age: 26 * HOUR, count: 1 },
      { alarm: without(buildAlarm({ name: 'new' }), 'changedAt'), age: HOUR, count: 1 },
    ];
    const messages = renderReminders(subjects, calling);
    expect(messages.map((message) => message.subjects)).toEqual([subjects]);
    expect(readAll(messages)).toEqual([
      {
        heading: '🔴 Still in ALARM: 3 alarms',
        lines: [
          'web  ·  in ALARM for *4 hours*  ·  2026-11-22 08:00 UTC  ·  too slow',
          'fleet  ·  InstanceId: i-1  ·  in ALARM for *1 day 2 hours*  ·  2026-11-22 08:00 UTC',
          'new  ·  in ALARM for *1 hour*',
        ],
      },
    ]);
  });

  it('has a long name cut, and no long link', () => {
    const [message] = renderReminders([reminderOf('가'.repeat(200))], options);
    expect(message?.forms[1]?.body.text.split('\n')[1]).toMatch(/^가{99}… {2}· /);
  });

  it('calls from the second on, be it one of several, and only in the first message', () => {
    const many = Array.from({ length: 59 }, (_, index) => reminderOf(`a${index}`));
    const again = { ...reminderOf('again'), count: 2 };
    const called = (reminders: Parameters<typeof renderReminders>[0], some = calling) =>
      readAll(renderReminders(reminders, some)).map(({ lines }) => [lines.length, lines[0]]);
    const line = expect.stringMatching(/^a\d+ /);
    expect(called([...many, again])).toEqual([
      [31, '<!here>'],
      [30, line],
    ]);
    expect(called(many)).toEqual([
      [30, line],
      [29, line],
    ]);
    expect(readAll(renderReminders([again], options))[0]?.lines).toHaveLength(1);
  });

  it(
    'repeats CloudWatch’s reason without the datapoints of hours ago, and without what it takes to change',
    everyRow(
      [
        [
          'Threshold Crossed: 2 out of the last 2 datapoints [93.4 (22/11/26 08:00:00), 91.0 (22/11/26 07:55:00)] were greater than the threshold (80.0) (minimum 2 datapoints for OK -> ALARM transition).',
          'Threshold Crossed: 2 out of the last 2 datapoints were greater than the threshold (80.0)',
        ],
        ['1 datapoint (minimum 1 datapoint)', '1 datapoint'],
        ['too slow (minimum 3 s) again', 'too slow (minimum 3 s) again'],
        ['x'.repeat(121), `${'x'.repeat(119)}…`],
      ],
      (reason, shown) => {
        const [message] = readAll(renderReminders([reminderOf('web', reason)], options));
        expect(message?.lines[0]?.split('  ·  ')[3]).toBe(shown);
      },
    ),
  );
});

describe('what did not arrive', () => {
  const change = (name: string, changes: Partial<Alarm> = {}) => ({
    alarm: buildAlarm({ name, ...changes }),
    isFailed: false,
  });

  it('is told with its state, its series, its time, and why', () => {
    const missed = [
      { ...change('web', series), isFailed: true, cause: 'denied' },
      { ...change('db'), isFailed: true },
      { ...change('backup', { state: 'OK' }), cause: 'not told' },
    ];
    const messages = renderMissed(missed, calling);
    expect(messages.map(({ subjects }) => subjects)).toEqual([missed]);
    expect(readAll(messages)).toEqual([
      {
        heading: '🔴 3 notifications did not arrive',
        lines: [
          '<!here>',
          '🔴 web  ·  InstanceId: i-1  ·  2026-11-22 08:00 UTC  ·  denied',
          '🔴 db  ·  2026-11-22 08:00 UTC',
          '🟢 backup  ·  2026-11-22 08:00 UTC  ·  CloudWatch tells no error, but nothing of it is in the log of the function',
        ],
      },
    ]);
  });

  it('calls nobody where no ALARM is among it', () => {
    const [message] = readAll(renderMissed([change('web', { state: 'OK' })], calling));
    expect(message?.lines).toEqual([expect.stringMatching(/^🟢 web/)]);
  });
});

it('the lack of a right is told, and calls nobody', () => {
  const text =
    '⚠️ No reminders, and nothing is told as missed: the function lacks the right cloudwatch:DescribeAlarms. The last 24 hours are made up for once it has it.';
  const forms = renderRightless('cloudwatch:DescribeAlarms', options.words);
  expect(readForms(forms)).toEqual({
    push: text,
    types: ['section'],
    shown: [text],
    lines: [text],
  });
});
