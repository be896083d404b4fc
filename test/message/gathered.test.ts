import { describe, expect, it } from 'vitest';
import type { Alarm } from '../../src/alarm/alarm.ts';
import { renderRecovery } from '../../src/message/recovery.ts';
import { renderStorm } from '../../src/message/storm.ts';
import { checkSlackLimits } from '../../src/preview/fake-slack/message-rules.ts';
import { buildAlarm } from '../helpers/alarms.ts';
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

/** The lines of all messages, without links. */
function linesOf(messages: ReturnType<typeof renderStorm<number>>): readonly string[] {
  return messages.flatMap(({ forms }) =>
    String(forms.at(-1)?.body.text)
      .replaceAll(/<[^|>]*\|([^>]*)>/g, '$1')
      .replaceAll('\u00a0', ' ')
      .split('\n'),
  );
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

  it('are counted once if they come twice', () => {
    expect(linesOf(renderStorm(keyed([...alarms, ...alarms]), options))[0]).toContain('3 alarms');
  });
});
