import { describe, expect, it } from 'vitest';
import type { Alarm, Condition, Dimension, Trigger } from '../../src/alarm/alarm.ts';
import { renderDetails, transition } from '../../src/message/details.ts';
import { readingOf } from '../../src/message/reading.ts';
import { buildAlarm, cpu, cpuAbove80, without } from '../helpers/alarms.ts';
import { wordsFor } from '../helpers/words.ts';

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

const english = { words: wordsFor('en'), timeZone: 'UTC' };
const detailsOf = (alarm: Alarm, instanceName?: string) =>
  renderDetails(alarm, readingOf(alarm, 'en'), {
    ...english,
    ...(instanceName === undefined ? {} : { instanceName }),
  });

/** What stands below a label, links shortened to their label. */
function fieldOf(alarm: Alarm, label: string, instanceName?: string): string | undefined {
  const texts = detailsOf(alarm, instanceName).flatMap((block) =>
    block.type === 'section' ? [block.text, ...(block.fields ?? [])] : [],
  );
  const found = texts.find((text) => text?.text.startsWith(`*${label}*\n`));
  return found?.text.slice(label.length + 3).replaceAll(/<http[^|]+\|/g, '<…|');
}

const onDimensions = (...dimensions: Dimension[]): Trigger => ({
  ...cpuAbove80,
  stat: { ...cpu, dimensions },
});

describe('the resource', () => {
  it('is the instance by name and id, or by its id alone', () => {
    expect(fieldOf(buildAlarm(), 'Instance', 'web <1>')).toBe(
      '<…|web &lt;1&gt;> · i-0123456789abcdef0',
    );
    expect(fieldOf(buildAlarm(), 'Instance')).toBe('<…|i-0123456789abcdef0>');
    expect(fieldOf(buildAlarm(), 'Resource')).toBeUndefined();
  });

  it('is no link where the region is not known', () => {
    const alarm = without(buildAlarm(), 'region');
    expect(fieldOf(alarm, 'Instance', 'web-1')).toBe('web-1 · i-0123456789abcdef0');
    expect(fieldOf(alarm, 'Instance')).toBe('i-0123456789abcdef0');
  });

  it('is told by eight dimensions at most', () => {
    const dimensions = Array.from({ length: 9 }, (_, i) => ({ name: `<${i}>`, value: 'a & b' }));
    const field = fieldOf(buildAlarm({ trigger: onDimensions(...dimensions) }), 'Resource');
    expect(field?.split('\n')).toEqual(
      dimensions.slice(0, 8).map((_, i) => `&lt;${i}&gt;: a &amp; b`),
    );
  });

  it('is left out where there is none', () => {
    expect(fieldOf(buildAlarm({ trigger: onDimensions() }), 'Resource')).toBeUndefined();
  });
});

describe('the place', () => {
  it.each([
    [{ region: 'us-east-2', regionName: 'US East (Ohio)' }, 'US East (Ohio) · us-east-2'],
    [{ region: 'xx-moon-1' }, 'xx-moon-1'],
    [{ regionName: 'Moon <Base>' }, 'Moon &lt;Base&gt;'],
    [{}, undefined],
  ])('of %j is %s', (place, region) => {
    const alarm = { ...without(buildAlarm(), 'region', 'regionName', 'accountId'), ...place };
    expect(fieldOf(alarm, 'Region')).toBe(region);
    expect(fieldOf(alarm, 'Account')).toBeUndefined();
  });
});

describe('what a payload tells beyond that', () => {
  const facts = Array.from({ length: 9 }, (_, i) => ({ name: `<${i}>`, value: `v & ${i}` }));

  it('is shown, eight facts at most', () => {
    const alarm = buildAlarm({ facts });
    expect(fieldOf(alarm, '&lt;0&gt;')).toBe('v &amp; 0');
    expect(fieldOf(alarm, '&lt;7&gt;')).toBe('v &amp; 7');
    expect(fieldOf(alarm, '&lt;8&gt;')).toBeUndefined();
  });
});

describe('what an alarm is made of', () => {
  const composite = (rule: string | undefined, count = 0): Alarm =>
    buildAlarm({
      trigger: {
        kind: 'composite',
        children: Array.from({ length: count }, (_, i) =>
          i === 0 ? { name: `<${i}>` } : { name: `<${i}>`, state: 'OK' as const },
        ),
        ...(rule === undefined ? {} : { rule }),
      },
    });

  it.each([
    ['ALARM(a) AND (OK("b c") OR NOT ALARM("d"))', 'ALARM(a) AND (OK(b c) OR NOT ALARM(d))'],
    ['ALARM("arn:aws:cloudwatch:us-east-1:123456789012:alarm:a (b)")', 'ALARM(a (b))'],
    ['ALARM(arn:aws-us-gov:cloudwatch:us-gov-west-1:123456789012:alarm:a:b)', 'ALARM(a:b)'],
    ['TRUE OR ALARM("`")', 'TRUE OR ALARM(ˋ)'],
  ])('is for a composite alarm the rule %s', (rule, shown) => {
    expect(fieldOf(composite(rule), 'Rule')).toBe(`\`${shown}\``);
  });

  it('is for a composite alarm the children with their states, ten at most', () => {
    expect(fieldOf(composite('TRUE', 12), 'Children')?.split('\n')).toEqual([
      '&lt;0&gt;',
      ...'123456789'.split('').map((i) => `OK: &lt;${i}&gt;`),
    ]);
    expect(fieldOf(composite(undefined), 'Children')).toBeUndefined();
    expect(fieldOf(composite(undefined), 'Rule')).toBeUndefined();
  });

  it('is the expression of metric math, and the query of a query', () => {
    const condition = {};
    const math: Trigger = { kind: 'math', expression: 'a * b < c', inputs: [], condition };
    expect(fieldOf(buildAlarm({ trigger: math }), 'Expression')).toBe('`a * b &lt; c`');
    const query: Trigger = { kind: 'query', query: 'SELECT 1\n FROM x', condition };
    expect(fieldOf(buildAlarm({ trigger: query }), 'Query')).toBe('`SELECT 1 FROM x`');
  });
});

describe('the way from one state to another', () => {
  it.each([
    ['OK', 'OK → ALARM'],
    ['INSUFFICIENT_DATA', 'NO DATA → ALARM'],
    ['ALARM', 'ALARM'],
    [undefined, 'ALARM'],
  ] as const)('from %s is %s', (previousState, shown) => {
    const alarm = {
      ...without(buildAlarm(), 'previousState'),
      ...(previousState && { previousState }),
    };
    expect(transition(alarm, english.words.state)).toBe(shown);
  });
});
