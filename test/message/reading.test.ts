import { describe, expect, it } from 'vitest';
import type { Alarm, Condition, MetricStat } from '../../src/alarm/alarm.ts';
import { readingOf } from '../../src/message/reading.ts';
import { buildAlarm } from '../helpers/alarms.ts';
import { everyRow } from '../helpers/every-row.ts';
import { wordsFor } from '../helpers/words.ts';

const NBSP = '\u00a0';
const stat: MetricStat = {
  namespace: 'AWS/EC2',
  metricName: 'CPUUtilization',
  dimensions: [{ name: 'InstanceId', value: 'i-0123456789abcdef0' }],
};
const said = { understood: true, values: [] };
const read = (alarm: Partial<Alarm>) => readingOf(buildAlarm(alarm), wordsFor('en').locale);

describe('what an alarm reads', () => {
  it('is in the unit of its metric, beside its threshold', () => {
    const reading = read({
      trigger: { kind: 'metric', stat, condition: { threshold: 80, period: 300 } },
      evaluation: { ...said, values: [80.04, 12] },
    });
    expect(reading).toMatchObject({
      unit: 'Percent',
      value: `80.04%`,
      threshold: `80%`,
      period: `5${NBSP}minutes`,
      instanceId: 'i-0123456789abcdef0',
      dimensions: stat.dimensions,
    });
  });

  it('is beside the threshold of the reason where the trigger names none', () => {
    const trigger = { kind: 'metric', stat, condition: {} } as const;
    expect(read({ trigger, evaluation: { ...said, values: [5], threshold: 4 } }).threshold).toBe(
      `4%`,
    );
    expect(read({ trigger, evaluation: { ...said, threshold: 4 } })).not.toHaveProperty('value');
    const own = { ...trigger, condition: { threshold: 0 } };
    expect(read({ trigger: own, evaluation: { ...said, threshold: 4 } }).threshold).toBe(`0%`);
  });

  it.each([
    ['above', [44.001], 'upper', `44.001%`, `44%`],
    ['below', [11.999], 'lower', `11.999%`, `12%`],
  ] as const)('is beside the end of the band that it is %s', (_, values, end, value, limit) => {
    const reading = read({
      trigger: { kind: 'anomaly', stat, condition: {} },
      evaluation: { ...said, values, lower: 12, upper: 44 },
    });
    expect(reading.value).toBe(value);
    expect(reading[end]).toBe(limit);
  });

  it(
    'has a limit with the decimals that tell the two apart',
    everyRow(
      [
        ['threshold', { threshold: 80.04 }, [80.06], '80.1%', '80.04%'],
        ['threshold', { threshold: 80.000_04 }, [80.000_03], '80.00003%', '80.00004%'],
        ['upper', { upper: 44.04 }, [44.06], '44.1%', '44.04%'],
        ['lower', { lower: 12.04 }, [12.02], '12%', '12.04%'],
      ] as const,
      (name, limit, values, value, shown) => {
        const trigger = { kind: 'metric', stat, condition: {} } as const;
        const reading = read({ trigger, evaluation: { ...said, values, ...limit } });
        expect([reading.value, reading[name]]).toEqual([value, shown]);
      },
    ),
  );

  it('is rounded as ever within the band', () => {
    const reading = read({
      trigger: { kind: 'anomaly', stat, condition: {} },
      evaluation: { ...said, values: [20.04], lower: 12, upper: 44.04 },
    });
    expect(reading).toMatchObject({
      value: `20%`,
      lower: `12%`,
      upper: `44%`,
    });
  });

  it('is no closer to an end of the band that it has not passed', () => {
    const trigger = { kind: 'anomaly', stat, condition: {} } as const;
    const values = [12.001];
    expect(read({ trigger, evaluation: { ...said, values, lower: 12, upper: 44 } })).toMatchObject({
      value: '12%',
      lower: '12%',
      upper: '44%',
    });
    expect(read({ trigger, evaluation: { ...said, values: [], lower: 12 } }).lower).toBe('12%');
  });

  it(
    'breached for as long as every period of it, in an ALARM',
    everyRow<[Partial<Alarm>, Condition, string | undefined]>(
      [
        [{ evaluation: { ...said, breaching: 3, evaluated: 3 } }, {}, `15${NBSP}minutes`],
        [{ evaluation: { ...said, breaching: 3 } }, { evaluationPeriods: 3 }, `15${NBSP}minutes`],
        [{ evaluation: { ...said, breaching: 3 } }, {}, undefined],
        [{ evaluation: { ...said, breaching: 2, evaluated: 3 } }, {}, undefined],
        [{ evaluation: said }, {}, undefined],
        [{ state: 'OK', evaluation: { ...said, breaching: 3, evaluated: 3 } }, {}, undefined],
      ],
      (alarm, condition, breachedFor) => {
        const trigger = { kind: 'metric', stat, condition: { period: 300, ...condition } } as const;
        expect(read({ trigger, ...alarm }).breachedFor).toBe(breachedFor);
        const timeless = { kind: 'metric', stat, condition } as const;
        expect(read({ trigger: timeless, ...alarm }).breachedFor).toBeUndefined();
      },
    ),
  );

  it('may be nothing', () => {
    const { trigger: _, ...alarm } = buildAlarm({ evaluation: said });
    expect(readingOf(alarm, wordsFor('en').locale)).toEqual({ condition: {}, dimensions: [] });
  });

  it('is of the contributor before the metric', () => {
    const contributor = [{ name: 'InstanceId', value: 'i-0fedcba9876543210' }];
    const reading = read({ trigger: { kind: 'metric', stat, condition: {} }, contributor });
    expect(reading).toMatchObject({ dimensions: contributor, instanceId: 'i-0fedcba9876543210' });
  });

  it.each([
    [[{ name: 'InstanceId', value: 'web-1' }]],
    [[{ name: 'Instance', value: 'i-0123456789abcdef0' }]],
  ])('names no instance in %j', (dimensions) => {
    const trigger = { kind: 'metric', stat: { ...stat, dimensions }, condition: {} } as const;
    expect(read({ trigger }).instanceId).toBeUndefined();
  });
});
