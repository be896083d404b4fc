import { describe, expect, it } from 'vitest';
import type {
  Alarm,
  AlarmState,
  Condition,
  Dimension,
  MetricStat,
  Trigger,
} from '../../src/alarm/alarm.ts';
import { type DetailOptions, renderDetails, transition } from '../../src/message/details.ts';
import { renderHeadline } from '../../src/message/headline.ts';
import { readingOf } from '../../src/message/reading.ts';
import { above80, buildAlarm, cpu, cpuAbove80, without } from '../helpers/alarms.ts';
import { everyRow } from '../helpers/every-row.ts';
import { wordsFor } from '../helpers/words.ts';

const english: DetailOptions = { words: wordsFor('en'), timeZone: 'UTC' };

/** The grey lines, links shortened to their label. */
function linesOf(alarm: Alarm, options = english): readonly string[] {
  const reading = readingOf(alarm, wordsFor('en').locale);
  const headline = renderHeadline(alarm, reading, english.words);
  return renderDetails(alarm, reading, headline, options).flatMap(({ elements }) =>
    elements.map((element) =>
      'text' in element && typeof element.text === 'string'
        ? element.text.replaceAll(/<http[^|]+\|/g, '<…|')
        : '',
    ),
  );
}
const lineWith = (alarm: Alarm, word: string) => linesOf(alarm).find((line) => line.includes(word));

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
    return linesOf(whole)[0]?.split('  ·  ').slice(1).join(', ');
  };
  const CHANGE = 'ALARM <!date^1795334444^{date_short_pretty} {time}|2026-11-22 08:00\u00a0UTC>';

  it('says when the first datapoint breached, where that was earlier', () => {
    expect(since(15)).toBe(
      `${CHANGE}, breaching since <!date^1795333544^{time}|2026-11-22 07:45\u00a0UTC>`,
    );
    expect(since(13 * 60, {}, { period: 86_400, evaluationPeriods: 1 })).toContain(
      '^{date_short_pretty} {time}|2026-11-21 19:00',
    );
    expect(since(1)).toContain('07:59');
    expect(since(0.5)).toBe(CHANGE);
    expect(since(-15)).toBe(CHANGE);
  });

  it('counts the periods that breached and that the reason does not list', () => {
    const evaluation = {
      understood: true,
      values: [1, 1],
      breaching: 5,
      evaluated: 5,
      since: CHANGED - 10 * 60_000,
    };
    const condition = { period: 300, comparison: 'GreaterThanThreshold' };
    expect(since(0, { evaluation }, condition)).toContain('above the limit since');
    expect(since(0, { evaluation }, condition)).toContain('07:35');
    const partly = { ...evaluation, evaluated: 8 };
    expect(since(0, { evaluation: partly }, condition)).not.toContain('since');
    expect(since(0, { evaluation: partly }, condition)).toContain(CHANGE);
  });

  it(
    'is believed only where it can be true',
    everyRow(
      [
        ['an hour', 60, {}, true],
        ['more than what comes late', 90, {}, false],
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
        [
          'a month of an alarm that looks at more than CloudWatch lets it',
          30 * 24 * 60,
          { period: 2_147_483_647, evaluationPeriods: 2_147_483_647 },
          false,
        ],
      ],
      (_, before, condition, believed) => {
        expect(since(before, {}, condition)?.includes('breaching since')).toBe(believed);
      },
    ),
  );

  it('is no time at all where more breached than time has passed', () => {
    const many = 2_147_483_617;
    const evaluation = { understood: true, values: [], breaching: many, evaluated: many, since: 0 };
    expect(since(0, { evaluation }, { period: 4_024 })).not.toContain('since');
  });

  it('says nothing of it once the alarm is over', () => {
    expect(since(15, { state: 'INSUFFICIENT_DATA' })).toBe(CHANGE.replace('ALARM', 'NO DATA'));
  });
});

const onDimensions = (...dimensions: Dimension[]): Trigger => ({
  ...cpuAbove80,
  stat: { ...cpu, dimensions },
});

describe('the resource', () => {
  it('is the instance by its id', () => {
    expect(linesOf(buildAlarm())[0]).toContain('  ·  i-0123456789abcdef0  ·  ');
  });

  it('is told by every dimension that there is room for, the others are counted', () => {
    const few = [{ name: '<1>', value: 'a & b' }];
    expect(lineWith(buildAlarm({ trigger: onDimensions(...few) }), 'AWS/EC2')).toContain(
      '  ·  &lt;1&gt;: a &amp; b  ·  AWS/EC2  ·  average of 5\u00a0minutes',
    );
    const many = Array.from({ length: 30 }, (_, i) => ({ name: `d${i}`, value: 'x'.repeat(100) }));
    expect(lineWith(buildAlarm({ trigger: onDimensions(...many) }), 'd0')).toMatch(
      /d8: x+ {2}· {2}and 23\u00a0more$/,
    );
  });
});

describe('the metric', () => {
  const told = (stat: Partial<MetricStat>, condition: Condition, changes: Partial<Alarm> = {}) =>
    linesOf(
      buildAlarm({ trigger: { kind: 'metric', stat: { ...cpu, ...stat }, condition }, ...changes }),
    )[0]
      ?.split('  ·  ')
      .slice(5);
  const { period: _, ...above } = above80;
  const nothing = { evaluation: { understood: true, values: [] } };

  it('is shown by its namespace and its statistic', () => {
    expect(told({}, above80)).toEqual(['AWS/EC2', 'average of 5\u00a0minutes']);
    expect(told({}, above)).toEqual(['AWS/EC2', 'average']);
  });

  it('without a known statistic has its period, where no value says it', () => {
    const { statistic: _, ...stat } = cpu;
    const trigger = { kind: 'metric', stat, condition: above80 } as const;
    const lineOf = (changes: Partial<Alarm>) => linesOf(buildAlarm({ trigger, ...changes }))[0];
    expect(lineOf(nothing)).toMatch(/ {2}· {2}AWS\/EC2 {2}· {2}periods of 5\u00a0minutes$/);
    expect(lineOf({})).toMatch(/ {2}· {2}AWS\/EC2$/);
  });

  it('has an operator and a unit that nobody knows as they came', () => {
    expect(told({ unit: 'Furlongs' }, { ...above80, comparison: 'Near<Threshold>' })).toEqual([
      'Near&lt;Threshold&gt;',
      'Furlongs',
      'AWS/EC2',
      'average of 5\u00a0minutes',
    ]);
    expect(told({ unit: 'Percent' }, above80)).toEqual(['AWS/EC2', 'average of 5\u00a0minutes']);
  });

  it('has its name where the headline has the alarm’s and no value says it', () => {
    const stat = { namespace: 'Shop', metricName: 'Declined', dimensions: [] };
    const trigger = { kind: 'metric', stat, condition: above80 } as const;
    const lineOf = (state: AlarmState) => linesOf(buildAlarm({ trigger, state, ...nothing }))[0];
    expect(lineOf('INSUFFICIENT_DATA')).toContain('  ·  Declined  ·  Shop  ·  ');
    expect(lineOf('ALARM')).not.toContain('Declined');
    expect(linesOf(buildAlarm({ state: 'INSUFFICIENT_DATA', ...nothing }))[0]).not.toContain(
      'CPUUtilization',
    );
  });

  it('has its currency only where no value has it', () => {
    const currency = { name: 'Currency', value: 'EUR' };
    const billing = {
      namespace: 'AWS/Billing',
      metricName: 'EstimatedCharges',
      dimensions: [currency],
    };
    const lineOf = (stat: MetricStat) =>
      linesOf(buildAlarm({ trigger: { kind: 'metric', stat, condition: above80 } }))[0];
    expect(lineOf(billing)).not.toContain('EUR');
    expect(
      lineOf({ ...billing, dimensions: [currency, { name: 'Zone', value: 'EUR' }] }),
    ).toContain('  ·  Zone: EUR  ·  ');
    expect(lineOf({ ...billing, metricName: 'Other' })).toContain('  ·  Currency: EUR  ·  ');
  });
});

describe('the name of the alarm', () => {
  const composite = { kind: 'composite', children: [] } as const;

  it('leads to it in the one line of an OK, and is left out where the headline has it', () => {
    expect(linesOf(buildAlarm({ trigger: composite, state: 'OK' }))).toEqual([
      '<…|web-1 CPU>  ·  OK  ·  123456789012  ·  ap-northeast-2',
    ]);
    const [line] = linesOf(buildAlarm({ trigger: composite }));
    expect(line).toMatch(/^OK → ALARM <!date/);
    expect(linesOf(buildAlarm())[0]).toMatch(/^web-1 CPU {2}· {2}OK → ALARM <!date/);
  });

  it('stands without a time that is not known', () => {
    expect(linesOf(without(buildAlarm(), 'changedAt'))[0]).toMatch(
      /^web-1 CPU {2}· {2}OK → ALARM {2}· {2}i-0123456789abcdef0 {2}· {2}/,
    );
  });
});

describe('the place', () => {
  it(
    'names account and region as far as they are known',
    everyRow(
      [
        [{ region: 'us-east-2', regionName: 'US East (Ohio)' }, 'us-east-2'],
        [{ region: 'xx-moon-1' }, 'xx-moon-1'],
        [{ regionName: 'Moon <Base>' }, 'Moon &lt;Base&gt;'],
      ],
      (place, region) => {
        const alarm = { ...without(buildAlarm(), 'region', 'regionName', 'accountId'), ...place };
        expect(linesOf(alarm)[0]?.split('  ·  ').at(-3)).toBe(region);
      },
    ),
  );

  it('is the account by name, where it has one', () => {
    const options = { ...english, accountNames: new Map([['123456789012', 'prod <1>']]) };
    expect(linesOf(buildAlarm(), options)[0]).toContain('prod &lt;1&gt; (123456789012)');
    const other = { ...english, accountNames: new Map([['210987654321', 'dev']]) };
    expect(linesOf(buildAlarm(), other)[0]).toContain('  ·  123456789012  ·  ');
  });

  it('is the account of the metric, with the alarm’s beside it', () => {
    const trigger: Trigger = { ...cpuAbove80, stat: { ...cpu, accountId: '444455556666' } };
    expect(linesOf(buildAlarm({ trigger }))[0]).toContain('444455556666  ·  alarm in 123456789012');
    const { accountId: _, ...ownerless } = buildAlarm({ trigger });
    expect(linesOf(ownerless)[0]).toContain('  ·  444455556666  ·  ap-northeast-2');
    const own: Trigger = { ...cpuAbove80, stat: { ...cpu, accountId: '123456789012' } };
    expect(linesOf(buildAlarm({ trigger: own }))[0]).toContain(
      '  ·  123456789012  ·  ap-northeast',
    );
  });
});

describe('what a payload tells beyond that', () => {
  it('is shown, a tag by its own name, and what is left out is counted', () => {
    const facts = [
      { name: 'Alarm tags Team', value: 'a & b' },
      ...Array.from({ length: 9 }, (_, i) => ({ name: `f${i}`, value: 'v'.repeat(290) })),
    ];
    expect(lineWith(buildAlarm({ facts }), 'Team')).toMatch(
      /^Team: a &amp; b {2}· {2}f0.*and 6\u00a0more$/,
    );
  });

  it('keeps the lines of a text, of two at most', () => {
    const facts = [
      { name: 'Log lines', value: ' one\ntwo\n' },
      { name: 'Team', value: 'shop\n' },
      { name: 'More', value: 'a\nb' },
      { name: 'Most', value: 'c\nd' },
    ];
    expect(linesOf(buildAlarm({ facts })).slice(1)).toEqual([
      'Team: shop  ·  Most: c d',
      'Log lines:\none\ntwo',
      'More:\na\nb',
    ]);
  });

  it(
    'has the name that its owner gave it',
    everyRow(
      [
        ['Alarm tags Team', 'Team: x'],
        ['Alarm tag Team', 'Team: x'],
        ['tags Team', 'Team: x'],
        ['Tag\nTeam', 'Team: x'],
        ['Configuration evaluation criteria prom QL criteria Query', 'Query: x'],
        ['Evaluation criteria prom QL criteria Query', 'Query: x'],
        ['My tags Team', 'My tags Team: x'],
        ['Tagged Team', 'Tagged Team: x'],
        ['', 'x'],
      ],
      (name, line) => {
        expect(linesOf(buildAlarm({ facts: [{ name, value: 'x' }] }))).toContain(line);
      },
    ),
  );

  it('takes a line of 1,000 characters', () => {
    const facts = (last: number) =>
      [300, 300, 300, last].map((length, i) => ({ name: `${i}`, value: 'v'.repeat(length) }));
    expect(linesOf(buildAlarm({ facts: facts(73) }))[1]).toHaveLength(1_000);
    expect(linesOf(buildAlarm({ facts: facts(74) }))[1]).toMatch(/v {2}· {2}and 1\u00a0more$/);
  });
});

describe('what an alarm is made of', () => {
  const composite = (rule: string): Alarm =>
    buildAlarm({ trigger: { kind: 'composite', children: [], rule } });

  it(
    'is for a composite alarm its rule, last',
    everyRow(
      [
        ['ALARM(a) AND (OK("b c") OR NOT ALARM("d"))', 'ALARM(a) AND (OK(b c) OR NOT ALARM(d))'],
        ['ALARM("arn:aws:cloudwatch:us-east-1:123456789012:alarm:a (b)")', 'ALARM(a (b))'],
        ['ALARM(arn:aws-us-gov:cloudwatch:us-gov-west-1:123456789012:alarm:a:b)', 'ALARM(a:b)'],
        ['TRUE OR ALARM("`")', 'TRUE OR ALARM(ˋ)'],
      ],
      (rule, shown) => {
        expect(linesOf(composite(rule)).at(-1)).toBe(`Rule \`${shown}\``);
      },
    ),
  );

  it('is the expression of metric math with its inputs, and the query of a query', () => {
    const condition = {};
    const inputs = [
      { id: 'a', metricName: 'Errors', dimensions: [{ name: 'FunctionName', value: 'orders' }] },
      { id: 'b', metricName: 'Calls', dimensions: [] },
    ];
    const math: Trigger = { kind: 'math', expression: 'a * b < c', inputs, condition };
    const lines = linesOf(buildAlarm({ trigger: math }));
    expect(lines).toContain('Expression `a * b &lt; c`  ·  a = Errors of orders  ·  b = Calls');
    const of = (...values: string[]) => values.map((value, i) => ({ name: `d${i}`, value }));
    const shared: Trigger = {
      kind: 'math',
      expression: 'a / b',
      inputs: [
        { id: 'a', metricName: 'Errors', dimensions: of('shop', 'blue', 'shop') },
        {
          id: 'b',
          metricName: 'Calls',
          dimensions: of('shop', 'green', 'y'),
          accountId: '444455556666',
        },
        { metricName: 'Load', dimensions: of('shop', '1f2e3d4c-aaaa-bbbb-cccc-0123456789ab') },
        {
          id: 'd',
          metricName: 'CPUUtilization',
          dimensions: [...of('shop', '/var'), ...cpu.dimensions],
        },
      ],
      condition,
    };
    expect(linesOf(buildAlarm({ trigger: shared }))).toContain(
      'Expression `a / b`  ·  a = Errors of blue / shop  ·  b = Calls of green / y (444455556666)  ·  Load  ·  ' +
        'd = CPUUtilization of i-0123456789abcdef0 / /var',
    );
    const contributor = of('cart');
    expect(linesOf(buildAlarm({ trigger: shared, contributor })).at(-1)).toContain(
      'a = Errors of shop / blue  ·',
    );
    const query: Trigger = { kind: 'query', query: 'SELECT 1\n FROM x', condition };
    expect(linesOf(buildAlarm({ trigger: query }))).toContain('Query `SELECT 1 FROM x`');
  });
});

describe('the way from one state to another', () => {
  it(
    'is said in words',
    everyRow(
      [
        ['OK', 'OK → ALARM'],
        ['INSUFFICIENT_DATA', 'NO DATA → ALARM'],
        ['ALARM', 'ALARM'],
        [undefined, 'ALARM'],
      ] as const,
      (previousState, shown) => {
        const alarm = {
          ...without(buildAlarm(), 'previousState'),
          ...(previousState && { previousState }),
        };
        expect(transition(alarm, english.words.state)).toBe(shown);
      },
    ),
  );
});
