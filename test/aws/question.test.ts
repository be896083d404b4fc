import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Alarm, Condition, MetricStat, Trigger } from '../../src/alarm/alarm.ts';
import { askFor, peakOf } from '../../src/aws/question.ts';
import { everyRow } from '../helpers/every-row.ts';

const MINUTE = 60_000;
const CHANGED = Date.UTC(2026, 10, 22, 8, 0, 44, 318);
const LATER = CHANGED + 90 * MINUTE;

const cpu: MetricStat = {
  namespace: 'AWS/EC2',
  metricName: 'CPUUtilization',
  dimensions: [{ name: 'InstanceId', value: 'i-0123456789abcdef0' }],
  statistic: 'Average',
};
const condition: Condition = {
  comparison: 'GreaterThanThreshold',
  threshold: 80,
  period: 300,
  evaluationPeriods: 3,
};
const onCpu: Trigger = { kind: 'metric', stat: cpu, condition };

function alarmOf(trigger: Trigger | undefined, fields: Partial<Alarm> = {}): Alarm {
  return {
    name: 'web-1 CPU',
    partition: 'aws',
    state: 'ALARM',
    changedAt: CHANGED,
    evaluation: { understood: true, values: [] },
    facts: [],
    ...(trigger === undefined ? {} : { trigger }),
    ...fields,
  };
}

function windowOf(alarm: Alarm, now = LATER): readonly string[] {
  const { from = 0, to = 0 } = askFor(alarm, now) ?? {};
  return [new Date(from).toISOString(), new Date(to).toISOString()];
}

it('a metric of another account is not asked for: the same may exist here', () => {
  const own = { accountId: '123456789012' };
  const ask = (accountId: string) =>
    askFor(alarmOf({ ...onCpu, stat: { ...cpu, accountId } }, own), LATER);
  expect(ask('210987654321')).toBeUndefined();
  expect(ask('123456789012')).toBeDefined();
});

describe('the periods that are asked for', () => {
  it('are the 20 that were complete when the alarm changed', () => {
    expect(windowOf(alarmOf(onCpu))).toEqual([
      '2026-11-22T06:20:00.000Z',
      '2026-11-22T08:00:00.000Z',
    ]);
  });

  it('begin where the alarm counts them from', () => {
    const evaluation = { understood: true, values: [], since: Date.UTC(2026, 10, 22, 7, 43) };
    expect(windowOf(alarmOf(onCpu, { evaluation }))).toEqual([
      '2026-11-22T06:18:00.000Z',
      '2026-11-22T07:58:00.000Z',
    ]);
  });

  it('end now where the notification does not say when, or says a time to come', () => {
    const now = Date.UTC(2026, 10, 22, 7, 1);
    const [, end] = windowOf(alarmOf(onCpu), now);
    expect(end).toBe('2026-11-22T07:00:00.000Z');
    const { changedAt: _, ...undated } = alarmOf(onCpu);
    expect(windowOf(undated, now)[1]).toBe('2026-11-22T07:00:00.000Z');
  });

  const lengths: readonly [string, Partial<Alarm>, Partial<Condition>, number][] = [
    ['an ALARM', {}, {}, 20],
    ['no data, which is what the evaluated periods lack', { state: 'INSUFFICIENT_DATA' }, {}, 23],
    ['no data for very long', { state: 'INSUFFICIENT_DATA' }, { evaluationPeriods: 9_999 }, 1_440],
    ['an OK, for its peak', { state: 'OK' }, {}, 240],
    ['an OK of hourly periods', { state: 'OK' }, { period: 7_200 }, 168],
    ['an OK of daily periods', { state: 'OK' }, { period: 86_400 }, 20],
  ];
  it(
    'are enough for the chart and end where CloudWatch has datapoints',
    everyRow(lengths, (_, fields, changes, count) => {
      const changed = { ...condition, ...changes };
      const question = askFor(alarmOf({ ...onCpu, condition: changed }, fields), LATER);
      const { from = 0, to = 0, period = 1 } = question ?? {};
      expect((to - from) / (period * 1000)).toBe(count);
    }),
  );

  it('are whole, past and never more than CloudWatch answers, whatever the alarm says', () => {
    const count = fc.integer({ min: 1, max: 1e6 });
    const time = fc.integer({ min: 0, max: LATER * 2 });
    const state = fc.constantFrom<Alarm['state'][]>('OK', 'ALARM', 'INSUFFICIENT_DATA');
    fc.assert(
      fc.property(state, count, count, time, time, (now, period, evaluationPeriods, at, since) => {
        const changed = { ...condition, period, evaluationPeriods };
        const alarm = alarmOf(
          { ...onCpu, condition: changed },
          { state: now, changedAt: at, evaluation: { understood: true, values: [], since } },
        );
        const { from = 0, to = 0 } = askFor(alarm, LATER) ?? {};
        const periods = (to - from) / (period * 1000);
        expect(Number.isInteger(periods)).toBe(true);
        expect(periods).toBeGreaterThanOrEqual(20);
        expect(periods).toBeLessThanOrEqual(1_440);
        expect(to).toBeLessThanOrEqual(Math.min(at, LATER));
        expect(Math.abs(to - since) % (period * 1000)).toBe(0);
      }),
    );
  });
});

describe('the series that is asked for', () => {
  const input = { ...cpu, id: 'm1' };
  const other = { ...cpu, id: 'm2', metricName: 'NetworkIn' };

  it("is a metric alarm's and an anomaly alarm's metric", () => {
    const source = { kind: 'metric', metric: cpu };
    expect(askFor(alarmOf(onCpu), LATER)?.source).toEqual(source);
    const anomaly: Trigger = { kind: 'anomaly', stat: cpu, condition };
    expect(askFor(alarmOf(anomaly), LATER)?.source).toEqual(source);
  });

  it("is a math alarm's expression with its inputs", () => {
    const expression = `IF(m1 > 5, FILL(m2, REPEAT), TIME_SERIES(1e3))`;
    const math: Trigger = { kind: 'math', expression, inputs: [input, other], condition };
    expect(askFor(alarmOf(math), LATER)?.source).toEqual({
      kind: 'math',
      expression,
      inputs: [input, other],
    });
  });

  const contributor = [{ name: 'InstanceId', value: 'i-0aa' }];
  const queries: readonly [string, MetricStat][] = [
    [
      'SELECT AVG(CPUUtilization) FROM SCHEMA("AWS/EC2", InstanceId) GROUP BY InstanceId ORDER BY AVG() DESC',
      { ...cpu, dimensions: contributor },
    ],
    [
      ` select max("CPU Total")\n  from schema( AWS/EC2 , "InstanceId" )\n where tag.team = 'a' group by InstanceId`,
      { ...cpu, metricName: 'CPU Total', statistic: 'Maximum', dimensions: contributor },
    ],
  ];
  it(
    "is the contributor's own metric of a query",
    everyRow(queries, (query, metric) => {
      const trigger: Trigger = { kind: 'query', query, condition };
      expect(askFor(alarmOf(trigger, { contributor }), LATER)?.source).toEqual({
        kind: 'metric',
        metric,
      });
    }),
  );

  const q = (query: string): Trigger => ({ kind: 'query', query, condition });
  const none: readonly [string, Alarm][] = [
    ['a composite alarm', alarmOf({ kind: 'composite', children: [] })],
    ['an alarm of a form not known', alarmOf(undefined)],
    [
      'the first OK of a new alarm',
      alarmOf(onCpu, { state: 'OK', previousState: 'INSUFFICIENT_DATA' }),
    ],
    ['a metric without period', alarmOf({ ...onCpu, condition: {} })],
    [
      'a metric without namespace',
      alarmOf({ ...onCpu, stat: { metricName: 'a', dimensions: [], statistic: 'Sum' } }),
    ],
    [
      'a metric without statistic',
      alarmOf({ ...onCpu, stat: { metricName: 'a', dimensions: [], namespace: 'b' } }),
    ],
    [
      'an expression on another one',
      alarmOf({ kind: 'math', expression: 'e1*100', inputs: [input], condition }),
    ],
    [
      'an expression without inputs',
      alarmOf({ kind: 'math', expression: "SUM(METRICS('m'))", inputs: [], condition }),
    ],
    [
      'an expression on an input without id',
      alarmOf({ kind: 'math', expression: 'm1', inputs: [cpu], condition }),
    ],
    ['a query as a whole', alarmOf(q(queries[0]?.[0] ?? ''))],
    [
      'a contributor that is several metrics',
      alarmOf(
        q(
          'SELECT SUM(Errors) FROM SCHEMA("AWS/Lambda", FunctionName, Resource) GROUP BY FunctionName',
        ),
        {
          contributor: [{ name: 'FunctionName', value: 'a' }],
        },
      ),
    ],
    ['a query without schema', alarmOf(q('SELECT SUM(Errors) FROM "AWS/Lambda"'), { contributor })],
    ['PromQL', alarmOf(q('sum(rate(errors[5m]))'), { contributor })],
  ];
  it(
    'is none where one series cannot be named',
    everyRow(none, (_, alarm) => {
      expect(askFor(alarm, LATER)).toBeUndefined();
    }),
  );

  it('takes the period of an input where the alarm names none', () => {
    const math: Trigger = {
      kind: 'math',
      expression: 'm1',
      inputs: [{ ...input, period: 60 }],
      condition: {},
    };
    expect(askFor(alarmOf(math), LATER)?.period).toBe(60);
  });

  it('is found or not, whatever the query', () => {
    const piece = fc.constantFrom(
      'SELECT ',
      'AVG(',
      '"',
      ')',
      ' FROM SCHEMA(',
      ',',
      'InstanceId',
      ' ',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string())), (pieces) => {
        const alarm = alarmOf(q(pieces.join('')), { contributor });
        expect(askFor(alarm, LATER)?.source.kind ?? 'metric').toBe('metric');
      }),
    );
  });
});

describe('the peak', () => {
  const since = CHANGED - 60 * MINUTE;
  const asked = { from: since - 240 * MINUTE, period: 300 };
  const points = (...values: readonly (readonly [minutes: number, value: number])[]) =>
    values.map(([minutes, value]) => ({ at: since + minutes * MINUTE, value }));
  const series = points(
    [-60, 999],
    [-20, 998],
    [-15, 91],
    [-5, 85],
    [10, 97.6],
    [30, -2],
    [55, 60],
  );

  const cases: readonly [string, string | undefined, number | undefined][] = [
    ['the highest for an alarm on too much', 'GreaterThanOrEqualToThreshold', 97.6],
    ['the lowest for an alarm on too little', 'LessThanThreshold', -2],
    ['the highest for a band without lower end', 'GreaterThanUpperThreshold', 97.6],
    ['the lowest for a band without upper end', 'LessThanLowerThreshold', -2],
    ['not known for a band', 'LessThanLowerOrGreaterThanUpperThreshold', undefined],
    ['not known where nobody says what is compared', undefined, undefined],
  ];
  it(
    'is the worst value while in ALARM',
    everyRow(cases, (_, comparison, peak) => {
      const compared = comparison === undefined ? {} : { comparison };
      const trigger: Trigger = {
        ...onCpu,
        condition: { period: 300, evaluationPeriods: 3, ...compared },
      };
      expect(peakOf(alarmOf(trigger), asked, series, since)).toBe(peak);
    }),
  );

  it('counts the periods that raised the alarm', () => {
    expect(peakOf(alarmOf(onCpu), asked, points([-20, 98], [-15, 96], [5, 85]), since)).toBe(96);
  });

  it('takes the comparison from the reason where the alarm does not name it', () => {
    const alarm = alarmOf(
      { ...onCpu, condition: { evaluationPeriods: 3 } },
      { evaluation: { understood: true, values: [], comparison: 'GreaterThanThreshold' } },
    );
    expect(peakOf(alarm, asked, series, since)).toBe(97.6);
  });

  it('is not known where the datapoints do not reach back to the beginning', () => {
    expect(peakOf(alarmOf(onCpu), { ...asked, from: since + 1 }, series, since)).toBeUndefined();
    expect(peakOf(alarmOf(onCpu), asked, [], since)).toBeUndefined();
    expect(peakOf(alarmOf(undefined), asked, series, since)).toBeUndefined();
  });
});
