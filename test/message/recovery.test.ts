import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Alarm } from '../../src/alarm/alarm.ts';
import { renderRecovery } from '../../src/message/recovery.ts';
import { renderStorm } from '../../src/message/storm.ts';
import { checkSlackLimits } from '../../src/preview/fake-slack/message-rules.ts';
import { buildAlarm, EIGHT } from '../helpers/alarms.ts';
import { anyAlarm } from '../helpers/any-alarm.ts';
import { readForms } from '../helpers/read-forms.ts';
import { findUnsafeText } from '../helpers/unsafe-text.ts';
import { wordsFor } from '../helpers/words.ts';

const MINUTE = 60_000;
const calm = { burning: undefined, isAgain: () => false };
const options = (language: 'en' | 'ko') => ({
  words: wordsFor(language),
  timeZone: 'UTC',
  mention: '<!here>',
});

function recovered(name: string, minutes: number, after = 0): Alarm {
  const changedAt = EIGHT + after;
  return buildAlarm({
    name,
    state: 'OK',
    previousState: 'ALARM',
    previousChangedAt: changedAt - minutes * MINUTE,
    changedAt,
  });
}

const three = [
  recovered('web-1', 25),
  recovered('web-2', 5, MINUTE),
  recovered('db', 61, 2 * MINUTE),
].map((alarm, key) => ({ key, alarm }));

it('alarms that are new, or have data again, are not said to have recovered', () => {
  const settled = three.map(({ key, alarm }) => ({
    key,
    alarm: { ...alarm, previousState: 'INSUFFICIENT_DATA' as const },
  }));
  const headings = (['en', 'ko'] as const).map(
    (language) =>
      renderRecovery(settled, 'OK', options(language), calm)[0]
        ?.forms.at(-1)
        ?.body.text.split('\n')[0],
  );
  expect(headings.map((text) => text?.replaceAll('\u00a0', ' '))).toEqual([
    '🟢 OK: 3 alarms in 2 minutes',
    '🟢 정상: 2분 동안 경보 3건',
  ]);
});

describe('alarms that recovered together', () => {
  it('are told in the language of the messages', () => {
    const aftermath = { burning: 2, isAgain: ({ name }: Alarm) => name === 'db' };
    const texts = (['en', 'ko'] as const).map((language) => {
      const [message] = renderRecovery(three, 'OK', options(language), aftermath);
      return message?.forms.at(-1)?.body.text.replaceAll(/<[^|>]*\|([^>]*)>/g, '$1');
    });
    expect(texts.map((text) => text?.replaceAll('\u00a0', ' ').split('\n'))).toEqual([
      [
        '🟢 3 alarms resolved in 2 minutes',
        '🔴 Still in ALARM: 2 alarms',
        'web-1 (25 minutes)  ·  web-2 (5 minutes)  ·  db (🔴 in ALARM again)',
      ],
      [
        '🟢 2분 동안 경보 3건 해소',
        '🔴 경보 지속: 2건',
        'web-1 (25분)  ·  web-2 (5분)  ·  db (🔴 다시 경보)',
      ],
    ]);
  });

  it('are not all of them, and the phone says so as well', () => {
    const aftermath = { burning: 2, isAgain: () => false };
    const [message] = renderRecovery(three, 'OK', options('en'), aftermath);
    expect(message?.forms[0]?.body.text.replaceAll('\u00a0', ' ')).toBe(
      '🟢 3 alarms resolved in 2 minutes\n🔴 Still in ALARM: 2 alarms',
    );
  });

  it('that changed at the same time are told as the last that came', () => {
    const entries = [25, 5].map((minutes, key) => ({ key, alarm: recovered('web-1', minutes) }));
    const [message] = renderRecovery(entries, 'OK', options('en'), calm);
    expect(readForms(message?.forms).lines.at(-1)).toBe('web-1 (5 minutes)');
  });

  it('have recovered where one of them was in ALARM', () => {
    const entries = [
      { key: 1, alarm: recovered('web-1', 25) },
      { key: 2, alarm: { ...recovered('new', 1), previousState: 'INSUFFICIENT_DATA' as const } },
    ];
    const [message] = renderRecovery(entries, 'OK', options('en'), calm);
    expect(readForms(message?.forms).lines[0]).toBe('🟢 2 alarms resolved in 1 second');
  });

  it('say nothing of how long where that is not known', () => {
    const alarm = buildAlarm({ name: 'web-1', state: 'OK', previousState: 'ALARM' });
    const [message] = renderRecovery([{ key: 1, alarm }], 'OK', options('en'), calm);
    expect(message?.forms.at(-1)?.body.text).toMatch(/\|web-1>$/);
  });

  it('are each named once, with the newest of what is known', () => {
    const twice = [
      { key: 1, alarm: recovered('web-1', 25) },
      { key: 2, alarm: recovered('web-1', 1, 9 * MINUTE) },
    ];
    for (const entries of [twice, twice.toReversed()]) {
      const [message, ...more] = renderRecovery(entries, 'OK', options('en'), calm);
      expect([message?.keys, more]).toEqual([entries.map(({ key }) => key), []]);
      const { lines } = readForms(message?.forms);
      expect(lines).toEqual(['🟢 1 alarm resolved in 9 minutes', 'web-1 (1 minute)']);
    }
  });
});

describe('alarms without data together', () => {
  const lost = (name: string, previousState: Alarm['state'], changes: Partial<Alarm> = {}) =>
    buildAlarm({ name, state: 'INSUFFICIENT_DATA', previousState, ...changes });
  const linesOf = (alarms: readonly Alarm[]) => {
    const entries = alarms.map((alarm, key) => ({ key, alarm }));
    const [message] = renderRecovery(entries, 'INSUFFICIENT_DATA', options('en'), calm);
    return readForms(message?.forms).lines;
  };

  it('are told calmly where none of them was in ALARM', () => {
    expect(linesOf([lost('web-1', 'OK'), lost('web-2', 'OK')])).toEqual([
      '⚪ NO DATA: 2 alarms in 1 second',
      'web-1  ·  web-2',
    ]);
  });

  it('are told apart by what they were before, and are a worry where one was in ALARM', () => {
    const contributor = [{ name: 'InstanceId', value: 'i-1' }];
    expect(
      linesOf([
        lost('web-1', 'OK'),
        lost('db', 'ALARM'),
        lost('fleet', 'ALARM', { contributor }),
        lost('web-2', 'OK'),
      ]),
    ).toEqual([
      '🟠 NO DATA: 4 alarms in 1 second',
      '*OK → NO DATA: 2*',
      'web-1  ·  web-2',
      '*ALARM → NO DATA: 1*',
      'db',
      '*fleet, ALARM → NO DATA: 1*',
      'i-1',
    ]);
  });
});

describe('of any alarms at all', () => {
  const many = fc.array(anyAlarm, { minLength: 1, maxLength: 60 });
  const cases = fc.record({
    alarms: many,
    state: fc.constantFrom('OK' as const, 'INSUFFICIENT_DATA' as const),
    burning: fc.option(fc.nat(5_000), { nil: undefined }),
    isAgain: fc.boolean(),
  });

  it('every one is in exactly one message that Slack takes, without a call', () => {
    fc.assert(
      fc.property(cases, ({ alarms, state, burning, isAgain }) => {
        const entries = alarms.map((alarm, key) => ({ key, alarm: { ...alarm, state } }));
        const aftermath = { burning, isAgain: () => isAgain };
        const messages = [
          ...renderRecovery(entries, state, options('en'), aftermath),
          ...renderStorm(entries, { words: wordsFor('en'), timeZone: 'UTC' }),
        ];
        const keys = messages.flatMap((message) => message.keys).toSorted((a, b) => a - b);
        expect(keys).toEqual(entries.flatMap(({ key }) => [key, key]));
        const given = JSON.stringify(alarms);
        for (const { body } of messages.flatMap(({ forms }) => forms)) {
          expect(checkSlackLimits(body)).toEqual([]);
          expect(findUnsafeText(body, { given })).toEqual([]);
        }
      }),
    );
  });
});
