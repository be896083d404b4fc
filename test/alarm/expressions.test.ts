import { describe, expect, it } from 'vitest';
import { contributorStat, isComplete, statisticOf } from '../../src/alarm/expressions.ts';
import { everyRow } from '../helpers/every-row.ts';

describe('an expression', () => {
  it(
    'is complete only where every input that it names is there',
    everyRow(
      [
        ['m1', ['m1'], true],
        ['100 * m1 / m2', ['m1', 'm2'], true],
        ['100 * m1 / m2', ['m1'], false],
        ['e1 + m1', ['m1'], false],
        ['IF(m1 > 5e3 AND m2 < 2, m1, 0)', ['m1', 'm2'], true],
        ['FILL(METRICS("errors"), REPEAT)', [], true],
        [`METRICS('m9') + m1`, ['m1'], true],
        ['m1_total', ['m1'], false],
        ['', [], true],
        ['ANOMALY_DETECTION_BAND(m1, 2)', [undefined], false],
      ],
      (expression, ids, expected) => {
        expect(isComplete(expression, ids)).toBe(expected);
      },
    ),
  );
});

describe('the one metric of a series', () => {
  const contributor = [
    { name: 'Team', value: 'web' },
    { name: 'InstanceId', value: 'i-1' },
    { name: 'Host', value: 'a' },
  ];
  const busiest = {
    namespace: 'AWS/EC2',
    metricName: 'CPUUtilization',
    dimensions: [{ name: 'InstanceId', value: 'i-1' }],
    statistic: 'Maximum',
  };

  it(
    'is what the query reads, however it is written',
    everyRow(
      [
        'SELECT MAX(CPUUtilization) FROM SCHEMA("AWS/EC2", InstanceId)',
        'select max(CPUUtilization) from schema("AWS/EC2",InstanceId) group by InstanceId',
        ' SELECT  MAX\n( "CPUUtilization" )\tFROM SCHEMA ( "AWS/EC2" , "InstanceId" ) GROUP BY InstanceId',
        'SELECT MAX("CPUUtilization")FROM SCHEMA( AWS/EC2 ,InstanceId ) WHERE Team = \'web\'',
      ],
      (query) => {
        expect(contributorStat(query, contributor)).toEqual(busiest);
      },
    ),
  );

  it('is of every dimension of the schema, in its order', () => {
    const query = 'SELECT AVG(Load) FROM SCHEMA("Shop", Host, "Team")';
    expect(contributorStat(query, contributor)).toEqual({
      namespace: 'Shop',
      metricName: 'Load',
      dimensions: [
        { name: 'Host', value: 'a' },
        { name: 'Team', value: 'web' },
      ],
      statistic: 'Average',
    });
  });

  it(
    'is none where the query may find another',
    everyRow(
      [
        'SELECT MAX(CPUUtilization) FROM SCHEMA("AWS/EC2", InstanceId, ImageId)',
        'SELECT MAX(CPUUtilization) FROM "AWS/EC2"',
        'SELECT MAX(CPUUtilization) FROM SCHEMA("AWS/EC2")',
        'SELECT MEDIAN(CPUUtilization) FROM SCHEMA("AWS/EC2", InstanceId)',
        'EXPLAIN SELECT MAX(CPUUtilization) FROM SCHEMA("AWS/EC2", InstanceId)',
        'max(CPUUtilization)',
        '',
      ],
      (query) => {
        expect(contributorStat(query, contributor)).toBeUndefined();
      },
    ),
  );

  it('is none where the alarm names no series', () => {
    const query = 'SELECT MAX(CPUUtilization) FROM SCHEMA("AWS/EC2", InstanceId)';
    expect(contributorStat(query)).toBeUndefined();
  });
});

it(
  'the aggregate of a query is a statistic, in either case of letters',
  everyRow(
    [
      ['AVG', 'Average'],
      ['COUNT', 'SampleCount'],
      ['MAX', 'Maximum'],
      ['MIN', 'Minimum'],
      ['sum', 'Sum'],
      ['MEDIAN', undefined],
      [undefined, undefined],
    ],
    (aggregate, statistic) => {
      expect(statisticOf(aggregate)).toBe(statistic);
    },
  ),
);
