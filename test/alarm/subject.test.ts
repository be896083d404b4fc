import { describe, expect, it } from 'vitest';
import type { MetricStat, Trigger } from '../../src/alarm/alarm.ts';
import { metricAccount, subjectOf } from '../../src/alarm/subject.ts';
import { above80, buildAlarm, cpu, cpuAbove80, without } from '../helpers/alarms.ts';
import { everyRow } from '../helpers/every-row.ts';

const at = (...pairs: readonly (readonly [string, string])[]) =>
  pairs.map(([name, value]) => ({ name, value }));

function mathOf(inputs: readonly MetricStat[], label?: string): Trigger {
  return {
    kind: 'math',
    expression: 'm1 / m2',
    inputs,
    condition: above80,
    ...(label && { label }),
  };
}

const query: Extract<Trigger, { kind: 'query' }> = {
  kind: 'query',
  query: 'SELECT MAX(CPUUtilization) FROM SCHEMA("AWS/EC2", InstanceId) GROUP BY InstanceId',
  label: 'busiest (%)',
  condition: above80,
};

describe('what an alarm compares', () => {
  it('is its metric', () => {
    expect(subjectOf(buildAlarm())).toEqual({
      stat: cpu,
      statistic: 'Average',
      condition: above80,
      unit: 'Percent',
      label: 'CPUUtilization',
      dimensions: cpu.dimensions,
      instanceId: 'i-0123456789abcdef0',
    });
  });

  it('is a band around its metric', () => {
    const trigger: Trigger = { kind: 'anomaly', stat: cpu, condition: above80 };
    expect(subjectOf(buildAlarm({ trigger }))).toEqual(subjectOf(buildAlarm()));
  });

  it('is what its owner calls the expression, in the unit that ends it and of what all inputs are of', () => {
    const input = (id: string, ...dimensions: readonly (readonly [string, string])[]) => ({
      id,
      metricName: id,
      dimensions: at(...dimensions),
    });
    const inputs = [
      input('m1', ['Cluster', 'blue'], ['Service', 'web'], ['Zone', 'a'], ['Role', 'db']),
      input('m2', ['Zone', 'b'], ['Cluster', 'blue'], ['Name', 'web'], ['Role', 'db']),
      input('m3', ['Zone', 'b'], ['Cluster', 'blue'], ['Name', 'web']),
    ];
    expect(subjectOf(buildAlarm({ trigger: mathOf(inputs, 'error rate (%)') }))).toEqual({
      condition: above80,
      unit: 'Percent',
      label: 'error rate',
      dimensions: at(['Cluster', 'blue']),
    });
    expect(subjectOf(buildAlarm({ trigger: mathOf([]) }))).toEqual({
      condition: above80,
      dimensions: [],
    });
  });

  it('is a query, and of one of its series the metric', () => {
    expect(subjectOf(buildAlarm({ trigger: query }))).toEqual({
      condition: above80,
      unit: 'Percent',
      label: 'busiest',
      dimensions: [],
    });
    const contributor = at(['InstanceId', 'i-12345678']);
    expect(subjectOf(buildAlarm({ trigger: query, contributor }))).toEqual({
      stat: {
        namespace: 'AWS/EC2',
        metricName: 'CPUUtilization',
        dimensions: contributor,
        statistic: 'Maximum',
      },
      statistic: 'Maximum',
      condition: above80,
      unit: 'Percent',
      label: 'CPUUtilization',
      dimensions: contributor,
      instanceId: 'i-12345678',
    });
    const grouped = subjectOf(buildAlarm({ trigger: query, contributor: at(['Team', 'web']) }));
    expect(grouped).toMatchObject({ label: 'busiest', dimensions: at(['Team', 'web']) });
    const read = subjectOf(buildAlarm({ trigger: { ...query, stat: cpu } }));
    expect(read).toMatchObject({ stat: cpu, label: 'busiest', dimensions: cpu.dimensions });
  });

  it('is nothing of a composite, and where it is not known', () => {
    const composite: Trigger = { kind: 'composite', children: [] };
    expect(subjectOf(buildAlarm({ trigger: composite }))).toEqual({
      condition: {},
      dimensions: [],
    });
    const unknown = without(buildAlarm(), 'trigger');
    expect(subjectOf(unknown)).toEqual({ condition: {}, dimensions: [] });
  });

  it('is in the unit of its limit, be that one of the trigger or of the reason', () => {
    const stat = { ...cpu, metricName: 'NetworkIn' };
    const limit = { ...above80, threshold: 2 ** 30 };
    const trigger: Trigger = { kind: 'metric', stat, condition: limit };
    expect(subjectOf(buildAlarm({ trigger })).unit).toBe('BinaryBytes');
    const bare: Trigger = { ...trigger, condition: {} };
    const evaluation = { understood: true, values: [], threshold: 2 ** 30 };
    expect(subjectOf(buildAlarm({ trigger: bare, evaluation })).unit).toBe('BinaryBytes');
    expect(subjectOf(buildAlarm({ trigger: bare })).unit).toBe('Bytes');
  });

  it(
    'is called as its owner does, without the unit at the end',
    everyRow(
      [
        ['busiest (%)', 'busiest'],
        ['latency(ms)', 'latency'],
        ['rate (1/s)', 'rate (1/s)'],
        ['(%) of all', '(%) of all'],
        ['waits  (ms)', 'waits '],
      ],
      (label, expected) => {
        expect(subjectOf(buildAlarm({ trigger: { ...query, label } })).label).toBe(expected);
      },
    ),
  );

  it(
    'is of an instance where a dimension is called so and looks like one',
    everyRow(
      [
        ['InstanceId', 'i-0123456789abcdef0', true],
        ['InstanceId', 'i-12345678', true],
        ['InstanceId', 'i-123456789', false],
        ['InstanceId', 'i-0123456789abcdef00', false],
        ['InstanceId', 'xi-12345678', false],
        ['InstanceId', 'mi-0123456789abcdef0', false],
        ['Host', 'i-12345678', false],
      ],
      (name, value, isOne) => {
        const contributor = at(['Path', '/'], [name, value]);
        const { instanceId } = subjectOf(buildAlarm({ contributor }));
        expect(instanceId).toBe(isOne ? value : undefined);
      },
    ),
  );
});

describe('the account of what is measured', () => {
  const accountOf = (trigger: Trigger) => {
    const alarm = buildAlarm({ trigger });
    return metricAccount(alarm, subjectOf(alarm));
  };
  const input = (accountId?: string): MetricStat => ({ ...cpu, ...(accountId && { accountId }) });

  it('is that of the metric, or else the alarm’s', () => {
    expect(accountOf({ ...cpuAbove80, stat: input('210987654321') })).toBe('210987654321');
    expect(accountOf(cpuAbove80)).toBe('123456789012');
    expect(accountOf(query)).toBe('123456789012');
    expect(metricAccount(without(buildAlarm(), 'trigger'), {})).toBe('123456789012');
  });

  it('is that of the inputs of an expression where they all have the same', () => {
    const [one, other] = ['210987654321', '333333333333'];
    expect(accountOf(mathOf([input(one), input(one)]))).toBe(one);
    expect(accountOf(mathOf([input(one), input(other)]))).toBe('123456789012');
    expect(accountOf(mathOf([input(one), input()]))).toBe('123456789012');
    expect(accountOf(mathOf([input(), input()]))).toBe('123456789012');
  });
});
