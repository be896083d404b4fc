import { describe, expect, it } from 'vitest';
import type { Alarm } from '../../src/alarm/alarm.ts';
import { header } from '../../src/message/blocks.ts';
import { messagesOf, sectionsOf } from '../../src/message/gathered.ts';
import { renderRecovery } from '../../src/message/recovery.ts';
import { renderStorm } from '../../src/message/storm.ts';
import { checkSlackLimits } from '../../src/preview/fake-slack/message-rules.ts';
import { buildAlarm, EIGHT, without } from '../helpers/alarms.ts';
import { readForms } from '../helpers/read-forms.ts';
import { wordsFor } from '../helpers/words.ts';

const options = {
  words: wordsFor('en'),
  timeZone: 'UTC',
  accountNames: new Map([['210987654321', 'Shop']]),
};
const calm = { burning: undefined, isAgain: () => false };

function keyed(alarms: readonly Alarm[]) {
  return alarms.map((alarm, key) => ({ key, alarm }));
}

/** The lines of all messages. */
function linesOf(messages: ReturnType<typeof renderStorm<number>>): readonly string[] {
  return messages.flatMap(({ forms }) => readForms(forms).lines);
}

const series = (count: number, fields: Partial<Alarm> = {}) =>
  Array.from({ length: count }, (_, index) =>
    buildAlarm({
      name: 'fleet',
      contributor: [{ name: 'InstanceId', value: `i-${index}` }],
      ...fields,
    }),
  );

describe('series of one alarm that change together', () => {
  it('are each named, under the name of their alarm', () => {
    const [heading, ...more] = linesOf(renderStorm(keyed(series(3)), options));
    expect([heading, ...more.slice(-2)]).toEqual([
      '🔴 3 alarms in 1 second',
      '*fleet: 3*',
      'i-0  ·  i-1  ·  i-2',
    ]);
    const ok = { state: 'OK', previousState: 'ALARM' } as const;
    expect(linesOf(renderRecovery(keyed(series(3, ok)), 'OK', options, calm))).toEqual([
      '🟢 3 alarms resolved in 1 second',
      '*fleet: 3*',
      'i-0  ·  i-1  ·  i-2',
    ]);
  });

  it('are one message, be they the most that an alarm has', () => {
    const messages = renderStorm(keyed(series(500)), options);
    expect(messages).toHaveLength(1);
    expect(messages[0]?.keys).toHaveLength(500);
    expect(
      messages.flatMap(({ forms }) => forms.flatMap(({ body }) => checkSlackLimits(body))),
    ).toEqual([]);
  });

  it('are told on the phone by the name of their alarm', () => {
    const [message] = renderStorm(keyed(series(3)), options);
    expect(message?.forms[0]?.body.text).toMatch(/second\nfleet: 3$/);
  });
});

describe('alarms of several accounts and regions that change together', () => {
  const cart = { name: 'cart' } as const;
  const alarms = [
    buildAlarm(cart),
    buildAlarm({ ...cart, accountId: '210987654321' }),
    buildAlarm({ ...cart, accountId: '210987654321', region: 'us-east-1' }),
  ];
  const names = [
    'cart, 123456789012, ap-northeast-2',
    'cart, Shop, ap-northeast-2',
    'cart, Shop, us-east-1',
  ].join('  ·  ');

  it('are told apart where they have the same name', () => {
    const storm = linesOf(renderStorm(keyed(alarms), options));
    expect([storm[0], storm.at(-1)]).toEqual(['🔴 3 alarms in 1 second', names]);
    const recovered = alarms.map((alarm) => ({ ...alarm, state: 'OK' as const }));
    expect(linesOf(renderRecovery(keyed(recovered), 'OK', options, calm)).at(-1)).toBe(names);
  });

  it('are named without what is not known of them', () => {
    const unknown = without(buildAlarm({ name: 'till' }), 'accountId', 'region');
    expect(linesOf(renderStorm(keyed([...alarms, unknown]), options)).at(-1)).toBe(
      `${names}  ·  till`,
    );
  });

  it('are counted once if they come twice', () => {
    expect(linesOf(renderStorm(keyed([...alarms, ...alarms]), options))[0]).toContain('3 alarms');
  });
});

describe('alarms that change together', () => {
  it('are told by the time from the first change to the last, as far as that is known', () => {
    const at = (seconds: number, name: string) =>
      buildAlarm({ name, changedAt: EIGHT + seconds * 1000 });
    const unknown = without(buildAlarm({ name: 'unknown' }), 'changedAt');
    const span = (...alarms: readonly Alarm[]) =>
      linesOf(renderStorm(keyed(alarms), options))[0]?.split(' in ')[1];
    expect(span(at(40, 'b'), at(0, 'a'), unknown, at(90, 'c'))).toBe('1 minute 30 seconds');
    expect(span(unknown)).toBe('1 second');
  });

  it('have the values of all dimensions of a series', () => {
    const contributor = [
      { name: 'Service', value: 'pay' },
      { name: 'Zone', value: 'a' },
    ];
    const [alarm] = series(1, { contributor });
    expect(linesOf(renderStorm(keyed(alarm ? [alarm] : []), options)).at(-1)).toBe('pay, a');
  });

  it('have names that are cut, and no link that is long', () => {
    const [message] = renderStorm(keyed([buildAlarm({ name: `${'가'.repeat(90)}` })]), options);
    expect(message?.forms[1]?.body.text.split('\n').at(-1)).toBe(`${'가'.repeat(79)}…`);
  });
});

const piece = (text: string, ...keys: readonly number[]) => ({ text, keys });

describe('the pieces of a message', () => {
  it('fill one section after the other, under one heading', () => {
    const x = 'x'.repeat(1_435);
    const [first, second] = [piece(x, 1, 2), piece(`${x}${'y'.repeat(15)}`, 3)];
    const heading = '*T: 3*\n';
    expect(heading.length + first.text.length + 5 + second.text.length).toBe(2_897);
    const fits = piece(`${second.text}yyy`, 3);
    expect(sectionsOf('T', [first, fits, piece('z', 4)])).toEqual([
      piece(`${heading}${first.text}  ·  ${fits.text}`, 1, 2, 3),
      piece('z', 4),
    ]);
    const longer = piece(`${fits.text}y`, 3);
    expect(sectionsOf('T', [first, longer, piece('z', 4)])).toEqual([
      piece(`${heading}${first.text}`, 1, 2),
      piece(`${longer.text}  ·  z`, 3, 4),
    ]);
  });

  it('have no heading where there is none', () => {
    expect(sectionsOf('', [piece('a', 1)])).toEqual([piece('a', 1)]);
  });

  it('are three sections a message, with what is on top of all in the first', () => {
    const heading = { text: 'many', push: 'many\na, b', block: header('many') };
    const sections = ['a', 'b', 'c', 'd', 'e', 'f'].map((text, key) => piece(text, key));
    const messages = messagesOf(heading, ['top'], sections);
    expect(messages.map(({ keys }) => keys)).toEqual([
      [0, 1, 2],
      [3, 4, 5],
    ]);
    expect(messages.map(({ forms }) => readForms(forms))).toEqual(
      [
        ['many', 'top', 'a', 'b', 'c'],
        ['many', 'd', 'e', 'f'],
      ].map((lines) => ({
        push: 'many\na, b',
        types: ['header', ...lines.slice(1).map(() => 'section')],
        shown: lines,
        lines,
      })),
    );
  });
});
