import { describe, expect, it } from 'vitest';
import type { Alarm, Trigger } from '../../src/alarm/alarm.ts';
import type { RenderOptions } from '../../src/message/message.ts';
import { renderStorm } from '../../src/message/storm.ts';
import { buildAlarm, cpu, cpuAbove80, EIGHT, without } from '../helpers/alarms.ts';
import { readForms } from '../helpers/read-forms.ts';
import { wordsFor } from '../helpers/words.ts';

const english: RenderOptions = { words: wordsFor('en'), timeZone: 'UTC' };
const composite: Trigger = { kind: 'composite', children: [] };

function readFirst(alarms: readonly Alarm[], options: Partial<RenderOptions> = {}) {
  const entries = alarms.map((alarm, key) => ({ key, alarm }));
  const [message] = renderStorm(entries, { ...english, ...options });
  return { keys: message?.keys, ...readForms(message?.forms) };
}

/** Alarms that have nothing in common but what they measure. */
function measuring(metricName: string, ...names: readonly string[]): readonly Alarm[] {
  const trigger = { ...cpuAbove80, stat: { ...cpu, metricName, dimensions: [] } };
  return names.map((name) => buildAlarm({ name, trigger }));
}

describe('alarms that went off together', () => {
  it('are counted by what they measure, a composite alarm first, under what they share', () => {
    const alarms = [
      buildAlarm({ name: 'web-1' }),
      ...measuring('Errors', 'pay'),
      buildAlarm({ name: 'web-2', changedAt: EIGHT + 120_000 }),
      buildAlarm({ name: 'web-3', changedAt: EIGHT + 60_000 }),
      buildAlarm({ name: 'shop', trigger: composite }),
    ];
    expect(readFirst(alarms, { mention: '<!here>' })).toEqual({
      keys: [4, 0, 2, 3, 1],
      push: '🔴 5 alarms in 2 minutes\nshop, CPUUtilization: 3, Errors: 1',
      types: ['header', 'section', 'section', 'section', 'section', 'section'],
      shown: [
        '🔴 5 alarms in 2 minutes',
        '<!here>',
        '*3 of 5*: InstanceId: i-0123456789abcdef0\n*3 of 5*: web-…',
        'shop',
        '*CPUUtilization: 3*\nweb-1  ·  web-2  ·  web-3',
        '*Errors: 1*\npay',
      ],
      lines: [
        '🔴 5 alarms in 2 minutes',
        '<!here>',
        '*3 of 5*: InstanceId: i-0123456789abcdef0',
        '*3 of 5*: web-…',
        'shop',
        '*CPUUtilization: 3*',
        'web-1  ·  web-2  ·  web-3',
        '*Errors: 1*',
        'pay',
      ],
    });
  });

  it('show on top nothing where they share nothing and nobody is called', () => {
    expect(readFirst([...measuring('Errors', 'a', 'b', 'c')]).lines).toEqual([
      '🔴 3 alarms in 1 second',
      '*Errors: 3*',
      'a  ·  b  ·  c',
    ]);
  });

  it('that share an account say which, by its name where that is known', () => {
    const away = (name: string) => buildAlarm({ ...measuring('Errors', name)[0], accountId: '2' });
    const alarms = [...measuring('Errors', 'a'), ...['b', 'c', 'd'].map(away)];
    const shared = (accountNames?: ReadonlyMap<string, string>) =>
      readFirst(alarms, accountNames && { accountNames }).lines[1];
    expect(shared()).toBe('*3 of 4*: 2');
    expect(shared(new Map([['3', 'Other']]))).toBe('*3 of 4*: 2');
    expect(shared(new Map([['2', 'Shop & Co']]))).toBe('*3 of 4*: Shop &amp; Co (2)');
  });
});

describe('on the phone, a storm', () => {
  const push = (...alarms: readonly Alarm[]) => readFirst(alarms).push.split('\n')[1];

  it('is told by the three metrics that most share', () => {
    expect(
      push(
        ...measuring('A', 'a'),
        ...measuring('B', 'b', 'c'),
        ...measuring('C', 'd', 'e', 'f'),
        ...measuring('D', 'g', 'h', 'i', 'j'),
      ),
    ).toBe('D: 4, C: 3, B: 2');
  });

  it('is told by three names of what has no metric, each once', () => {
    const nameless = (name: string, more: Partial<Alarm> = {}) =>
      without(buildAlarm({ name, ...more }), 'trigger');
    const names = ['a', 'b', 'c', 'd'].map((name) => nameless(name));
    expect(push(nameless('a', { region: 'us-east-1' }), ...names)).toBe('a, b, c');
  });

  it('begins with what has no metric where a composite alarm is among it', () => {
    const bare = without(buildAlarm({ name: 'bare' }), 'trigger');
    const shop = buildAlarm({ name: 'shop', trigger: composite });
    expect(push(...measuring('A', 'a', 'b', 'c'), bare, shop)).toBe('bare, shop, A: 3');
  });

  it('tells the series of an alarm by its name', () => {
    const series = ['i-1', 'i-2'].map((value) =>
      buildAlarm({ name: 'fleet', contributor: [{ name: 'InstanceId', value }] }),
    );
    expect(push(...series, ...measuring('A', 'a'))).toBe('fleet: 2, A: 1');
  });
});
