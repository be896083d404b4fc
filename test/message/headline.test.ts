import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Alarm, Trigger } from '../../src/alarm/alarm.ts';
import { header } from '../../src/message/blocks.ts';
import {
  emojiOf,
  isRaisedByMissing,
  renderHeadline,
  resourceLabel,
} from '../../src/message/headline.ts';
import { readingOf } from '../../src/message/reading.ts';
import { above80, buildAlarm, cpu, cpuAbove80, without } from '../helpers/alarms.ts';
import { anyAlarm } from '../helpers/any-alarm.ts';
import { everyRow } from '../helpers/every-row.ts';
import { outsideText } from '../helpers/outside-text.ts';
import { wordsFor } from '../helpers/words.ts';

const NBSP = '\u00a0';
const words = wordsFor('en');
const head = (alarm: Alarm, instanceName?: string) =>
  renderHeadline(alarm, readingOf(alarm, wordsFor('en').locale), words, { instanceName });
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
      header: '🔴 ALARM: CPU of web-1 at 97.6%',
      text: `🔴 ALARM: CPU of web-1 at 97.6% &gt; 80% for 15${NBSP}minutes (web-1 CPU)`,
      subject: 'CPU of web-1',
      isName: false,
    });
  });

  it('says for how long only of more than one period', () => {
    const evaluation = { understood: true, values: [97.648], breaching: 1, evaluated: 1 };
    expect(head(buildAlarm({ evaluation }), 'web-1').text).toBe(
      '🔴 ALARM: CPU of web-1 at 97.6% &gt; 80% (web-1 CPU)',
    );
  });

  it('names the instance by its id where it has no name', () => {
    expect(head(buildAlarm()).subject).toBe('CPU of i-0123456789abcdef0');
    expect(head(buildAlarm(), ' \n').subject).toBe('CPU of i-0123456789abcdef0');
  });

  it('tells of an OK how long the ALARM took, and the value that it is back to', () => {
    const alarm = buildAlarm({
      state: 'OK',
      previousState: 'ALARM',
      evaluation: { understood: true, values: [41.6] },
    });
    const known = { instanceName: 'web-1', lasted: '25 minutes' };
    const { header, text } = renderHeadline(
      alarm,
      readingOf(alarm, wordsFor('en').locale),
      words,
      known,
    );
    expect(header).toBe('🟢 Resolved after 25 minutes: CPU of web-1 back to 41.6%');
    expect(text).toBe('🟢 Resolved after 25 minutes: CPU of web-1 back to 41.6% (web-1 CPU)');
    const still = { ...alarm, evaluation: { understood: true, values: [97.6] } };
    expect(head(still, 'web-1').header).toBe('🟢 Resolved: CPU of web-1 at 97.6%');
    const composite = { ...alarm, trigger: { kind: 'composite', children: [] } as const };
    expect(head(composite).header).toBe('🟢 Resolved: “web-1 CPU”');
    expect(head({ ...alarm, previousState: 'INSUFFICIENT_DATA' }, 'web-1').header).toBe(
      '🟢 OK: CPU of web-1 at 41.6%',
    );
  });

  it('tells no value without data, and that an ALARM is not over by that', () => {
    const { header, text } = head(buildAlarm({ state: 'INSUFFICIENT_DATA' }), 'web-1');
    expect(header).toBe('⚪ NO DATA: CPU of web-1');
    expect(text).toBe('⚪ NO DATA: CPU of web-1 (web-1 CPU)');
    const lost = buildAlarm({ state: 'INSUFFICIENT_DATA', previousState: 'ALARM' });
    expect(head(lost, 'web-1').header).toBe(
      '🟠 NO DATA: CPU of web-1 (was in ALARM, not recovered)',
    );
    const known = { instanceName: 'web-1', lasted: '20 minutes' };
    expect(renderHeadline(lost, readingOf(lost, wordsFor('en').locale), words, known).header).toBe(
      '🟠 NO DATA: CPU of web-1 (was in ALARM for 20 minutes, not recovered)',
    );
  });

  it('tells a series that vanished as one that was in ALARM', () => {
    const evaluation = { understood: true, values: [], vanished: true };
    const state = { state: 'INSUFFICIENT_DATA', previousState: 'INSUFFICIENT_DATA' } as const;
    expect(head(buildAlarm({ ...state, evaluation }), 'web-1').header).toBe(
      '🟠 NO DATA: CPU of web-1 (was in ALARM, not recovered)',
    );
    const still = { ...evaluation, vanished: false };
    expect(head(buildAlarm({ ...state, evaluation: still }), 'web-1').header).toBe(
      '⚪ NO DATA: CPU of web-1',
    );
  });

  it(
    'tells the value of what has no name but the alarm’s',
    everyRow(
      [
        [undefined, '🔴 ALARM: web-1 CPU: 97.6', '🔴 ALARM: web-1 CPU: 97.6 &gt; 80'],
        ['', '🔴 ALARM: web-1 CPU: 97.6', '🔴 ALARM: web-1 CPU: 97.6 &gt; 80'],
        ['Error rate', '🔴 ALARM: web-1 CPU', '🔴 ALARM: web-1 CPU: Error rate 97.6 &gt; 80'],
      ],
      (label, header, text) => {
        const one = head(buildAlarm({ trigger: math(label) }));
        expect(one.header).toBe(header);
        expect(one.text).toBe(`${text} for 15${NBSP}minutes`);
      },
    ),
  );

  it('names the statistic of a count of datapoints, where there is a value', () => {
    const trigger = metric({ metricName: 'Latency', statistic: 'SampleCount' });
    expect(head(buildAlarm({ trigger }), 'web-1').header).toBe(
      '🔴 ALARM: Latency (sample count) of web-1 at 97.6',
    );
    const nothing = {
      state: 'INSUFFICIENT_DATA',
      evaluation: { understood: true, values: [] },
    } as const;
    expect(head(buildAlarm({ trigger, ...nothing }), 'web-1').header).toBe(
      '⚪ NO DATA: Latency of web-1',
    );
  });

  it(
    'knows an ALARM that missing data raised',
    everyRow(
      [
        ['ALARM', [], 3, true],
        ['ALARM', [], undefined, false],
        ['ALARM', [90], 3, false],
        ['OK', [], 3, false],
      ] as const,
      (state, values, missing, expected) => {
        const evaluation = { understood: true, values, ...(missing && { missing }) };
        expect(isRaisedByMissing(buildAlarm({ state, evaluation }))).toBe(expected);
      },
    ),
  );

  it('says that an ALARM was raised by missing data', () => {
    const evaluation = { understood: true, values: [], missing: 3, treatedAs: 'breaching' };
    expect(head(buildAlarm({ evaluation }), 'web-1').header).toBe(
      '🔴 ALARM: no data for CPU of web-1',
    );
  });

  it('says a failed status check in words', () => {
    const trigger = metric({ metricName: 'StatusCheckFailed_System', statistic: 'Maximum' });
    const evaluation = { understood: true, values: [1], breaching: 2, evaluated: 2 };
    const { header, text } = head(buildAlarm({ trigger, evaluation }), 'web-1');
    expect(header).toBe('🔴 ALARM: system status check of web-1 failed');
    expect(text).toBe('🔴 ALARM: system status check of web-1 failed (web-1 CPU)');
  });

  it('tells the metrics of one instance apart', () => {
    const dimensions = [
      { name: 'path', value: '/var/lib/docker' },
      { name: 'InstanceId', value: 'i-0123456789abcdef0' },
      { name: 'ImageId', value: 'ami-0123456789abcdef0' },
      { name: 'device', value: 'nvme0n1p1' },
    ];
    const trigger = metric({ namespace: 'CWAgent', metricName: 'disk_used_percent', dimensions });
    expect(head(buildAlarm({ trigger }), 'web-1').header).toBe(
      '🔴 ALARM: disk_used_percent of web-1 (/var/lib/docker) at 97.6%',
    );
    const several = [...dimensions, { name: 'mode', value: 'rw' }];
    const other = metric({ namespace: 'CWAgent', metricName: 'disk_free', dimensions: several });
    expect(head(buildAlarm({ trigger: other }), 'web-1').subject).toBe(
      'disk_free of web-1 (/var/lib/docker, rw)',
    );
  });

  it(
    'writes a comparison as a sign',
    everyRow(
      [
        ['GreaterThanThreshold', '&gt; 80'],
        ['GreaterThanOrEqualToThreshold', '≥ 80'],
        ['LessThanThreshold', '&lt; 80'],
        ['LessThanOrEqualToThreshold', '≤ 80'],
      ],
      (comparison, sign) => {
        const trigger = { ...cpuAbove80, condition: { ...above80, comparison } };
        expect(head(buildAlarm({ trigger })).text).toContain(`97.6% ${sign}%`);
      },
    ),
  );

  it('compares nothing by an operator that it does not know, nor without a value', () => {
    const condition = { ...above80, comparison: 'GreaterThanUpperThreshold' };
    const text = `🔴 ALARM: CPU of web-1 at 97.6% for 15${NBSP}minutes (web-1 CPU)`;
    expect(head(buildAlarm({ trigger: { ...cpuAbove80, condition } }), 'web-1').text).toBe(text);
    const evaluation = { understood: false, values: [] };
    expect(head(buildAlarm({ evaluation }), 'web-1').text).toBe(
      '🔴 ALARM: CPU of web-1 (web-1 CPU)',
    );
  });

  it(
    'says what the alarm is about',
    everyRow(
      [
        ['another metric', metric({ metricName: 'NetworkIn' }), 'NetworkIn of i-0123456789abcdef0'],
        [
          'the CPU of a database',
          metric({ namespace: 'AWS/RDS' }),
          'CPUUtilization of i-0123456789abcdef0',
        ],
        ['a metric of everything', metric({ dimensions: [] }), 'CPU'],
        ['an expression with a label, which alone says little', math('Error rate'), 'web-1 CPU'],
        [
          'a metric of something without a name',
          metric({ dimensions: [{ name: 'Id', value: '1f2e3d4c-aaaa-bbbb-cccc-0123456789ab' }] }),
          'web-1 CPU',
        ],
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
      ],
      (_, trigger, subject) => {
        expect(head(buildAlarm({ trigger })).subject).toBe(subject);
      },
    ),
  );

  it('says which series of a query it is', () => {
    const contributor = [{ name: 'pod', value: 'checkout-1' }];
    const evaluation = { understood: false, values: [] };
    const bare = without(buildAlarm({ contributor, evaluation }), 'trigger');
    expect(head(bare)).toMatchObject({
      subject: 'web-1 CPU (checkout-1)',
      isName: false,
      text: '🔴 ALARM: web-1 CPU (checkout-1)',
    });
  });

  it('is the name of an alarm of which nothing else is known', () => {
    const bare = without(buildAlarm({ evaluation: { understood: false, values: [] } }), 'trigger');
    expect(head(bare)).toEqual({
      header: '🔴 ALARM: web-1 CPU',
      text: '🔴 ALARM: web-1 CPU',
      subject: 'web-1 CPU',
      isName: true,
    });
  });

  it('cuts long names at 90 UTF-16 units, so that the value stays', () => {
    const { header, text } = head(buildAlarm(), '🔴'.repeat(200));
    expect(header).toBe(`🔴 ALARM: CPU of ${'🔴'.repeat(41)}… at 97.6%`);
    expect(text).toContain(`${'🔴'.repeat(41)}… at 97.6%`);
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
        expect(text.text).toMatch(/ at 97\.6%$|^🔴 ALARM: a/u);
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
    return resourceLabel(
      { condition: {}, dimensions },
      'a name that is of an instance alone',
      words,
    );
  };

  it(
    'names the resource that a reader knows',
    everyRow(
      [
        [['orders'], 'orders'],
        [['a', 'b'], 'a / b'],
        [['app/checkout/0123456789abcdef'], 'checkout'],
        [['net/checkout/0123456789abcdef'], 'checkout'],
        [['targetgroup/api/0123456789abcdef', 'app/checkout/0123456789abcdef'], 'api / checkout'],
        [['app/checkout/my-id'], 'app/checkout/my-id'],
        [['x/app/checkout/0123456789abcdef'], 'x/app/checkout/0123456789abcdef'],
        [['app/checkout/0123456789abcdef/x'], 'app/checkout/0123456789abcdef/x'],
        [['api', 'api'], 'api'],
        [['pay', 'shop', 'pay:live'], 'shop / pay:live'],
        [['arn:aws:states:eu-west-1:111122223333:stateMachine:orders'], 'orders'],
        [['arn:aws:sns:eu-west-1:111122223333:ops-alerts'], 'ops-alerts'],
        [['arn:aws:ecs:eu-west-1:111122223333:service/shop/checkout'], 'checkout'],
        [
          ['arn:aws:acm:us-east-1:111122223333:certificate/1f2e3d4c-aaaa-bbbb-cccc-0123456789ab'],
          'certificate 1f2e3d4c',
        ],
        [
          [
            'arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/checkout/0123456789abcdef',
          ],
          'checkout',
        ],
        [['1f2e3d4c-aaaa-bbbb-cccc-0123456789ab'], undefined],
        [['a', 'b', 'c'], 'a / b / c'],
        [['a', 'b', 'c', 'd', 'e'], 'a / b / c / and 2\u00a0more'],
        [['/var/lib', 'db-1'], 'db-1 (/var/lib)'],
        [['a', '/b', 'c'], 'a / c (/b)'],
        [['/a', 'b', '/c'], 'b (/a, /c)'],
        [['/a', '/b'], '/a / /b'],
        [['a/', 'b'], 'a/ / b'],
        [['\u2066'], undefined],
        [[], undefined],
      ],
      (values, expected) => {
        expect(label(...values)).toBe(expected);
      },
    ),
  );
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
