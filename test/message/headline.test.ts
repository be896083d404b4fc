import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Alarm, Trigger } from '../../src/alarm/alarm.ts';
import { header } from '../../src/message/blocks.ts';
import { emojiOf, renderHeadline, resourceLabel } from '../../src/message/headline.ts';
import { readingOf } from '../../src/message/reading.ts';
import { above80, buildAlarm, cpu, cpuAbove80, without } from '../helpers/alarms.ts';
import { anyAlarm } from '../helpers/any-alarm.ts';
import { outsideText } from '../helpers/outside-text.ts';
import { wordsFor } from '../helpers/words.ts';

const NBSP = '\u00a0';
const words = wordsFor('en');
const head = (alarm: Alarm, instanceName?: string) =>
  renderHeadline(alarm, readingOf(alarm, 'en'), words, instanceName);
const metric = (changes: object): Trigger => ({ ...cpuAbove80, stat: { ...cpu, ...changes } });
const math = (label?: string): Trigger => ({
  kind: 'math',
  expression: 'm1 / m2',
  inputs: [],
  condition: above80,
  ...(label === undefined ? {} : { label }),
});

describe('the headline', () => {
  it('names state, metric, instance and value, in the push notification the threshold and the alarm, too', () => {
    expect(head(buildAlarm(), 'web-1')).toEqual({
      header: `ALARM: CPU of web-1 at 97.6${NBSP}% 🔴`,
      text: `ALARM: web-1 CPUUtilization 97.6${NBSP}% &gt; 80${NBSP}% (web-1 CPU)`,
      subject: 'CPU of web-1',
    });
  });

  it('names the instance by its id where it has no name', () => {
    expect(head(buildAlarm()).subject).toBe('CPU of i-0123456789abcdef0');
    expect(head(buildAlarm(), ' \n').subject).toBe('CPU of i-0123456789abcdef0');
  });

  it('tells the value of an OK without the threshold', () => {
    const { header, text } = head(buildAlarm({ state: 'OK' }), 'web-1');
    expect(header).toBe(`OK: CPU of web-1 back to 97.6${NBSP}% 🟢`);
    expect(text).toBe(`OK: web-1 CPUUtilization 97.6${NBSP}% (web-1 CPU)`);
  });

  it('tells no value without data', () => {
    const { header, text } = head(buildAlarm({ state: 'INSUFFICIENT_DATA' }), 'web-1');
    expect(header).toBe('NO DATA: CPU of web-1 ⚪');
    expect(text).toBe('NO DATA: web-1 CPUUtilization (web-1 CPU)');
  });

  it.each([
    ['GreaterThanThreshold', '&gt; 80'],
    ['GreaterThanOrEqualToThreshold', '≥ 80'],
    ['LessThanThreshold', '&lt; 80'],
    ['LessThanOrEqualToThreshold', '≤ 80'],
  ])('writes %s as a sign', (comparison, sign) => {
    const trigger = { ...cpuAbove80, condition: { ...above80, comparison } };
    expect(head(buildAlarm({ trigger })).text).toContain(`97.6${NBSP}% ${sign}${NBSP}%`);
  });

  it('compares nothing by an operator that it does not know, nor without a value', () => {
    const condition = { ...above80, comparison: 'GreaterThanUpperThreshold' };
    const text = `ALARM: web-1 CPUUtilization 97.6${NBSP}% (web-1 CPU)`;
    expect(head(buildAlarm({ trigger: { ...cpuAbove80, condition } }), 'web-1').text).toBe(text);
    const evaluation = { understood: false, values: [] };
    expect(head(buildAlarm({ evaluation }), 'web-1').text).toBe(
      'ALARM: web-1 CPUUtilization (web-1 CPU)',
    );
  });

  it.each([
    ['another metric', metric({ metricName: 'NetworkIn' }), 'NetworkIn of i-0123456789abcdef0'],
    [
      'the CPU of a database',
      metric({ namespace: 'AWS/RDS' }),
      'CPUUtilization of i-0123456789abcdef0',
    ],
    ['a metric of everything', metric({ dimensions: [] }), 'CPU'],
    ['an expression with a label', math('Error rate'), 'Error rate'],
    ['an expression without', math(), 'web-1 CPU'],
    ['a composite alarm', { kind: 'composite', children: [] } as const, 'web-1 CPU'],
    [
      'a query',
      {
        kind: 'query',
        query: 'SELECT 1',
        stat: { ...cpu, dimensions: [] },
        condition: above80,
      } as const,
      'web-1 CPU',
    ],
  ])('says what %s is about', (_, trigger, subject) => {
    expect(head(buildAlarm({ trigger })).subject).toBe(subject);
  });

  it('says which series of a query it is', () => {
    const contributor = [{ name: 'pod', value: 'checkout-1' }];
    const evaluation = { understood: false, values: [] };
    const bare = without(buildAlarm({ contributor, evaluation }), 'trigger');
    expect(head(bare)).toMatchObject({
      subject: 'web-1 CPU (checkout-1)',
      text: 'ALARM: checkout-1 (web-1 CPU)',
    });
  });

  it('is the name of an alarm of which nothing else is known', () => {
    const bare = without(buildAlarm({ evaluation: { understood: false, values: [] } }), 'trigger');
    expect(head(bare)).toEqual({
      header: 'ALARM: web-1 CPU 🔴',
      text: 'ALARM: web-1 CPU',
      subject: 'web-1 CPU',
    });
  });

  it('cuts long names at 90 UTF-16 units, so that the value stays', () => {
    const { header, text } = head(buildAlarm(), '🔴'.repeat(200));
    expect(header).toBe(`ALARM: CPU of ${'🔴'.repeat(41)}… at 97.6${NBSP}% 🔴`);
    expect(text).toContain(`${'🔴'.repeat(44)}… CPUUtilization 97.6`);
    expect(head(buildAlarm(), 'x'.repeat(83)).header).toContain(`CPU of ${'x'.repeat(83)} at`);
  });

  it('leaves room for the value in a header of any names', () => {
    const names = fc.oneof(
      outsideText(),
      fc.constantFrom('x'.repeat(300), '🔴'.repeat(150), '가'.repeat(255), '&'.repeat(255)),
    );
    fc.assert(
      fc.property(names, names, (name, metricName) => {
        const dimensions = [{ name: 'Path', value: name }];
        const trigger = metric({ metricName, dimensions, unit: 'Percent' });
        const { text } = header(head(buildAlarm({ name: `a${name}`, trigger })).header);
        expect(text.text).toMatch(/ at 97\.6\u00a0% 🔴$/u);
      }),
    );
  });

  it('of any alarm pushes one escaped line that a phone can show', () => {
    fc.assert(
      fc.property(anyAlarm, outsideText(), (alarm, instanceName) => {
        const { text } = head(alarm, instanceName);
        expect(text.length).toBeLessThanOrEqual(600);
        expect(text).not.toMatch(/[<>\n]/);
        expect(text.isWellFormed()).toBe(true);
      }),
    );
  });
});

describe('resourceLabel', () => {
  const label = (...values: string[]) => {
    const dimensions = values.map((value) => ({ name: 'x', value }));
    return resourceLabel({ condition: {}, dimensions }, 'a name that is of an instance alone');
  };

  it.each([
    [['orders'], 'orders'],
    [['a', 'b'], 'a / b'],
    [['app/checkout/0123456789abcdef'], 'checkout'],
    [['net/checkout/0123456789abcdef'], 'checkout'],
    [['targetgroup/api/0123456789abcdef', 'app/checkout/0123456789abcdef'], 'api / checkout'],
    [['app/checkout/my-id'], 'app/checkout/my-id'],
    [['x/app/checkout/0123456789abcdef'], 'x/app/checkout/0123456789abcdef'],
    [['app/checkout/0123456789abcdef/x'], 'app/checkout/0123456789abcdef/x'],
    [['\u2066'], undefined],
    [[], undefined],
  ])('of %j is %s', (values, expected) => {
    expect(label(...values)).toBe(expected);
  });
});

describe('emojiOf', () => {
  it('has one for each state', () => {
    expect([emojiOf('ALARM'), emojiOf('OK'), emojiOf('INSUFFICIENT_DATA')]).toEqual([
      '🔴',
      '🟢',
      '⚪',
    ]);
  });
});
