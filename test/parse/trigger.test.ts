import { describe, expect, it } from 'vitest';
import type { Evaluation } from '../../src/alarm/alarm.ts';
import { lowerKeys, parseTrigger, readDimensions } from '../../src/parse/trigger.ts';
import { everyRow } from '../helpers/every-row.ts';

const nothing: Evaluation = { understood: false, values: [] };
const parse = (source: object, said: Evaluation = nothing) => parseTrigger({ ...source }, said);

const cpu = {
  MetricName: 'CPUUtilization',
  Namespace: 'AWS/EC2',
  Statistic: 'AVERAGE',
  Period: 300,
};
const stat = {
  namespace: 'AWS/EC2',
  metricName: 'CPUUtilization',
  dimensions: [],
  statistic: 'Average',
  period: 300,
};
const metric = (Id: string, MetricName: string, more: object = {}) => ({
  Id,
  MetricStat: { Metric: { MetricName, Namespace: 'N' }, Period: 60, Stat: 'Sum' },
  ReturnData: false,
  ...more,
});
const input = (id: string, metricName: string) => ({
  id,
  metricName,
  namespace: 'N',
  dimensions: [],
  statistic: 'Sum',
  period: 60,
});

describe('a trigger of one metric', () => {
  it('is read as SNS writes it', () => {
    const trigger = parse({
      ...cpu,
      StatisticType: 'Statistic',
      Unit: 'Percent',
      Dimensions: [{ value: 'i-1', name: 'InstanceId' }],
      EvaluationPeriods: 3,
      DatapointsToAlarm: 2,
      ComparisonOperator: 'GreaterThanThreshold',
      Threshold: 80.0,
      TreatMissingData: '- TreatMissingData:                    missing',
    });
    expect(trigger).toEqual({
      kind: 'metric',
      stat: { ...stat, unit: 'Percent', dimensions: [{ name: 'InstanceId', value: 'i-1' }] },
      condition: {
        comparison: 'GreaterThanThreshold',
        threshold: 80,
        period: 300,
        evaluationPeriods: 3,
        datapointsToAlarm: 2,
        treatMissingData: 'missing',
      },
    });
  });

  it('is read as EventBridge writes it, with what the reason tells', () => {
    const metrics = [
      {
        id: 'm1',
        metricStat: {
          metric: {
            name: 'CPUUtilization',
            namespace: 'AWS/EC2',
            dimensions: { InstanceId: 'i-1' },
          },
          period: 60,
          stat: 'Average',
          unit: 'Percent',
        },
        returnData: true,
      },
    ];
    const said: Evaluation = {
      ...nothing,
      comparison: 'LessThanThreshold',
      threshold: 0,
      period: 300,
      evaluated: 5,
    };
    expect(parse({ metrics }, said)).toEqual({
      kind: 'metric',
      stat: {
        ...stat,
        id: 'm1',
        period: 60,
        unit: 'Percent',
        dimensions: [{ name: 'InstanceId', value: 'i-1' }],
      },
      condition: {
        comparison: 'LessThanThreshold',
        threshold: 0,
        period: 300,
        evaluationPeriods: 5,
      },
    });
  });

  it('is believed before the reason', () => {
    const said: Evaluation = {
      ...nothing,
      comparison: 'LessThanThreshold',
      threshold: 1,
      period: 60,
      evaluated: 1,
    };
    const own = { ComparisonOperator: 'GreaterThanThreshold', Threshold: 0, EvaluationPeriods: 9 };
    expect(parse({ ...cpu, ...own }, said)?.kind).toBe('metric');
    expect(parse({ ...cpu, ...own }, said)).toMatchObject({
      condition: {
        comparison: 'GreaterThanThreshold',
        threshold: 0,
        period: 300,
        evaluationPeriods: 9,
      },
    });
  });

  it(
    "has its statistic as CloudWatch's API names it",
    everyRow(
      [
        ['AVERAGE', 'Average'],
        ['Sum', 'Sum'],
        ['minimum', 'Minimum'],
        ['MAXIMUM', 'Maximum'],
        ['SAMPLECOUNT', 'SampleCount'],
        ['p99', 'p99'],
        ['TM(10%:90%)', 'TM(10%:90%)'],
      ],
      (Statistic, statistic) => {
        expect(parse({ ...cpu, Statistic })).toMatchObject({ stat: { statistic } });
        const { Statistic: _, ...rest } = cpu;
        expect(parse({ ...rest, ExtendedStatistic: Statistic })).toMatchObject({
          stat: { statistic },
        });
      },
    ),
  );

  it('needs no more than the name of its metric', () => {
    expect(parse({ MetricName: 'Load' })).toEqual({
      kind: 'metric',
      stat: { metricName: 'Load', dimensions: [] },
      condition: {},
    });
  });

  it.each([[{}], [{ MetricName: '' }], [{ MetricName: null, Metrics: [] }], [{ Metrics: ['x'] }]])(
    'is none in %j',
    (source) => {
      expect(parse(source)).toBeUndefined();
    },
  );
});

describe('a trigger of several series', () => {
  const sum = { Id: 'e1', Expression: 'm1 + m2', Label: 'Both', ReturnData: true };

  it('is metric math over its inputs', () => {
    expect(parse({ Metrics: [sum, metric('m1', 'A'), metric('m2', 'B')] })).toEqual({
      kind: 'math',
      expression: 'm1 + m2',
      label: 'Both',
      inputs: [input('m1', 'A'), input('m2', 'B')],
      condition: { period: 60 },
    });
  });

  it('is told by the series that the alarm evaluates, wherever it stands', () => {
    const half = { Id: 'e2', Expression: 'e1 / 2', ReturnData: false };
    const Metrics = [half, metric('m1', 'A'), metric('m2', 'B'), sum];
    expect(parse({ Metrics })).toMatchObject({ kind: 'math', expression: 'm1 + m2' });
  });

  it('is told by the first series where none is marked', () => {
    const { ReturnData: _, ...unmarked } = sum;
    expect(parse({ Metrics: [unmarked, metric('m1', 'A')] })).toMatchObject({
      expression: 'm1 + m2',
    });
  });

  it('is one metric where no expression is evaluated', () => {
    const Metrics = [metric('m1', 'A', { ReturnData: true })];
    expect(parse({ Metrics })).toEqual({
      kind: 'metric',
      stat: input('m1', 'A'),
      condition: { period: 60 },
    });
  });

  it('keeps its own period before that of a series', () => {
    expect(parse({ Period: 300, Metrics: [sum, metric('m1', 'A')] })).toMatchObject({
      condition: { period: 300 },
    });
  });

  it('takes the longest period where only expressions have one', () => {
    const Metrics = [
      { ...sum, Period: 60 },
      { Id: 'e2', Expression: 'e1', Period: 900 },
      { Id: 'e3', Expression: 'e2', Period: 300 },
    ];
    expect(parse({ Metrics })).toMatchObject({ condition: { period: 900 } });
    expect(parse({ Metrics: [sum] })).toMatchObject({ kind: 'math', condition: {} });
  });

  it('skips what is no series', () => {
    expect(parse({ Metrics: [null, 'm1', {}, { MetricStat: { Metric: {} } }, sum] })).toMatchObject(
      {
        kind: 'math',
        inputs: [],
      },
    );
  });
});

describe('a trigger of anomaly detection', () => {
  const band = (Expression: string) => ({ Id: 'ad1', Expression, ReturnData: true });
  const watched = metric('m1', 'A', { ReturnData: true });

  it(
    'is known by its band',
    everyRow(
      [
        'ANOMALY_DETECTION_BAND(m1, 2)',
        'ANOMALY_DETECTION_BAND( m1 , 0.8 )',
        ' ANOMALY_DETECTION_BAND(m1)',
      ],
      (expression) => {
        expect(parse({ Metrics: [watched, band(expression)] })).toEqual({
          kind: 'anomaly',
          stat: input('m1', 'A'),
          band: expression,
          condition: { period: 60 },
        });
      },
    ),
  );

  it('watches the metric that the band is drawn around', () => {
    const Metrics = [metric('m2', 'B'), watched, band('ANOMALY_DETECTION_BAND(m1, 2)')];
    expect(parse({ Metrics })).toMatchObject({ kind: 'anomaly', stat: { metricName: 'A' } });
  });

  it('watches the only metric, whatever it is called', () => {
    const Metrics = [metric('x', 'A'), band('ANOMALY_DETECTION_BAND(m1, 2)')];
    expect(parse({ Metrics })).toMatchObject({ kind: 'anomaly', stat: { metricName: 'A' } });
  });

  it('is metric math where the band is drawn around an expression', () => {
    const Metrics = [
      band('ANOMALY_DETECTION_BAND(e1, 2)'),
      { Id: 'e1', Expression: 'm1 / m2', Label: 'Ratio', ReturnData: true },
      metric('m1', 'A'),
      metric('m2', 'B'),
    ];
    expect(parse({ Metrics })).toMatchObject({
      kind: 'math',
      expression: 'm1 / m2',
      label: 'Ratio',
    });
  });
});

describe('a trigger of a query', () => {
  const insights = (Expression: string, more: object = {}) => ({
    Metrics: [{ Id: 'q1', Expression, Period: 300, ReturnData: true, ...more }],
  });

  it(
    'over one metric tells which, and what it asks for',
    everyRow(
      [
        ['AVG', 'Average'],
        ['max', 'Maximum'],
        ['MIN', 'Minimum'],
        ['SUM', 'Sum'],
        ['COUNT', 'SampleCount'],
      ],
      (aggregate, statistic) => {
        const query = `SELECT ${aggregate}(CPUUtilization) FROM SCHEMA("AWS/EC2", InstanceId) GROUP BY InstanceId`;
        expect(parse(insights(query, { Label: 'Fleet' }))).toEqual({
          kind: 'query',
          query,
          label: 'Fleet',
          stat: {
            namespace: 'AWS/EC2',
            metricName: 'CPUUtilization',
            dimensions: [],
            statistic,
            period: 300,
          },
          condition: { period: 300 },
        });
      },
    ),
  );

  it(
    'that we cannot read is kept as it is',
    everyRow(
      [
        'SELECT AVG("my metric") FROM "AWS/EC2"',
        'select from where',
        ' SELECT STDDEV(CPUUtilization) FROM "AWS/EC2"',
      ],
      (query) => {
        expect(parse(insights(query))).toEqual({
          kind: 'query',
          query,
          condition: { period: 300 },
        });
      },
    ),
  );

  it('is no query that only begins like one', () => {
    expect(parse(insights('SELECTED + m1'))).toMatchObject({ kind: 'math' });
  });

  it.each([
    ['PromQL', { EvaluationCriteria: { PromQLCriteria: { Query: 'up == 0' } } }],
    ['a log alarm', { QueryString: 'up == 0' }],
    ['something new', { Logs: { Insights: { QueryString: 'up == 0' } } }],
  ])('of %s is found wherever it stands', (_, source) => {
    expect(parse(source)).toEqual({ kind: 'query', query: 'up == 0', condition: {} });
  });

  it(
    'is none where it asks for nothing',
    everyRow(
      [
        ['is blank', { Query: ' ' }],
        ['is no text', { Query: 5 }],
        ['only counts results', { QueryResultsToAlarm: '5' }],
        ['lies too deep', { a: { b: { c: { d: { e: { Query: 'up' } } } } } }],
      ],
      (_, source) => {
        expect(parse(source)).toBeUndefined();
      },
    ),
  );

  it('is looked for five levels deep', () => {
    expect(parse({ a: { b: { c: { d: { Query: 'up' } } } } })).toMatchObject({ query: 'up' });
  });
});

describe('readDimensions', () => {
  it(
    'reads both spellings, in their order',
    everyRow(
      [
        ['small letters', [{ name: 'InstanceId', value: 'i-1' }]],
        ['capitals', [{ Name: 'InstanceId', Value: 'i-1' }]],
        ['a map', { InstanceId: 'i-1' }],
      ],
      (_, source) => {
        expect(readDimensions(source)).toEqual([{ name: 'InstanceId', value: 'i-1' }]);
      },
    ),
  );

  it(
    'reads none from anything else',
    everyRow(
      [
        [[{ name: 'InstanceId' }]],
        [[{ value: 'i-1' }]],
        [[{ name: '', value: 'i-1' }]],
        [['InstanceId', null, 5]],
        [{ InstanceId: null, Other: '' }],
        ['InstanceId'],
        [undefined],
      ],
      (source) => {
        expect(readDimensions(source)).toEqual([]);
      },
    ),
  );

  it('takes a number for its text', () => {
    expect(readDimensions({ Shard: 7 })).toEqual([{ name: 'Shard', value: '7' }]);
  });
});

describe('lowerKeys', () => {
  it('lowers the first letter of each key, one level deep', () => {
    expect(lowerKeys({ MetricStat: { Stat: 1 }, id: 2, '': 3 })).toEqual({
      metricStat: { Stat: 1 },
      id: 2,
      '': 3,
    });
  });
});

describe('what an owner wrote', () => {
  const math = (Label: string) =>
    parse({ Metrics: [{ Id: 'e1', Expression: 'm1', Label, ReturnData: true }] });

  it(
    'is a label, but not where the console wrote it',
    everyRow(
      [
        ['Expression1', undefined],
        ['expression', undefined],
        ['Expression 12', undefined],
        ['Query2', undefined],
        ['Errors', 'Errors'],
        ['My expression1', 'My expression1'],
        ['Expression1 of mine', 'Expression1 of mine'],
        ['Expression A', 'Expression A'],
      ],
      (label, expected) => {
        expect(math(label)).toEqual({
          kind: 'math',
          expression: 'm1',
          inputs: [],
          condition: {},
          ...(expected && { label: expected }),
        });
      },
    ),
  );

  it(
    'is a query over one metric, however it is spaced and quoted',
    everyRow(
      [
        ['  SELECT  AVG(CPU)  FROM  AWS/EC2', 'CPU', 'AWS/EC2'],
        ['SELECT AVG("CPU") FROM "AWS/EC2" WHERE a = b', 'CPU', 'AWS/EC2'],
        ['SELECT AVG(a.b-c/d) FROM SCHEMA( "My/Space", Host)', 'a.b-c/d', 'My/Space'],
        ['SELECT AVG(CPU) FROM SCHEMA(Shop#1:x, Host)', 'CPU', 'Shop#1:x'],
      ],
      (query, metricName, namespace) => {
        const trigger = parse({ Metrics: [{ Id: 'q1', Expression: query, ReturnData: true }] });
        expect(trigger).toEqual({
          kind: 'query',
          query,
          stat: { namespace, metricName, dimensions: [], statistic: 'Average' },
          condition: {},
        });
      },
    ),
  );

  it(
    'is metric math where a query or a band is only a part of it',
    everyRow(
      [['FIRST(SELECT AVG(CPU) FROM "AWS/EC2")'], ['m1 > ANOMALY_DETECTION_BAND(m1, 2)']],
      (expression) => {
        const Metrics = [{ Id: 'e1', Expression: expression, ReturnData: true }, metric('m1', 'A')];
        expect(parse({ Metrics })).toMatchObject({ kind: 'math', expression });
      },
    ),
  );
});

it('a band around no name is drawn around the only metric', () => {
  const band = { Id: 'ad1', Expression: 'ANOMALY_DETECTION_BAND("x")', ReturnData: true };
  expect(parse({ Metrics: [metric('m1', 'A'), band] })).toMatchObject({
    kind: 'anomaly',
    stat: { metricName: 'A' },
  });
});

it('a metric of another account names that', () => {
  const accountId = '123456789012';
  expect(parse({ ...cpu, AccountId: accountId })).toMatchObject({ stat: { accountId } });
  const Metrics = [metric('m1', 'A', { AccountId: accountId, ReturnData: true })];
  expect(parse({ Metrics })).toMatchObject({ stat: { accountId } });
  expect(parse({ ...cpu, Statistic: 'SUM' })).toMatchObject({ stat: { statistic: 'Sum' } });
});

it(
  'a query of logs names its one group',
  everyRow(
    [
      [['arn:aws:logs:eu-west-1:123456789012:log-group:/aws/lambda/till:*'], '/aws/lambda/till'],
      [['arn:aws:logs:eu-west-1:123456789012:log-group:till'], 'till'],
      [['/aws/lambda/till'], '/aws/lambda/till'],
      [['a:*b'], 'a:*b'],
      [['a/arn:aws:logs:1:log-group:b'], 'a/arn:aws:logs:1:log-group:b'],
      [['a', 'b'], undefined],
      [[7], undefined],
      [[], undefined],
    ] as const,
    (LogGroupIdentifiers, logGroup) => {
      expect(parse({ QueryString: 'fields @message', LogGroupIdentifiers })).toEqual({
        kind: 'query',
        query: 'fields @message',
        condition: {},
        ...(logGroup && { logGroup }),
      });
    },
  ),
);

it('a query is found behind objects that hold none', () => {
  expect(parse({ A: { b: { c: 1 } }, D: { Query: 'up' } })).toMatchObject({ query: 'up' });
});
