import { describe, expect, it } from 'vitest';
import { unitOf } from '../../src/alarm/units.ts';
import { everyRow } from '../helpers/every-row.ts';

const stat = (namespace: string, metricName: string, more: object = {}) => ({
  namespace,
  metricName,
  dimensions: [],
  ...more,
});

describe('unitOf', () => {
  it(
    "knows the unit of AWS's own metrics",
    everyRow(
      [
        ['AWS/EC2', 'CPUUtilization', 'Percent'],
        ['AWS/EC2', 'NetworkIn', 'Bytes'],
        ['AWS/EC2', 'StatusCheckFailed', 'Count'],
        ['AWS/RDS', 'ReadLatency', 'Seconds'],
        ['AWS/RDS', 'FreeStorageSpace', 'Bytes'],
        ['AWS/RDS', 'WriteIOPS', 'Count/Second'],
        ['AWS/RDS', 'ReadThroughput', 'Bytes/Second'],
        ['AWS/Lambda', 'Duration', 'Milliseconds'],
        ['AWS/SQS', 'ApproximateAgeOfOldestMessage', 'Seconds'],
        ['AWS/ApplicationELB', 'TargetResponseTime', 'Seconds'],
        ['CWAgent', 'mem_used_percent', 'Percent'],
      ],
      (namespace, metricName, unit) => {
        expect(unitOf(stat(namespace, metricName))).toBe(unit);
      },
    ),
  );

  it(
    'guesses no unit for other metrics',
    everyRow(
      [
        ['a metric of our own', stat('Checkout', 'CPUUtilization')],
        ['a metric that AWS does not have', stat('AWS/EC2', 'CPU')],
        ['a namespace that is a property of every object', stat('constructor', 'name')],
        ['a unit that CloudWatch does not know', stat('Checkout', 'Load', { unit: 'Bananas' })],
        ['no namespace', { metricName: 'CPUUtilization', dimensions: [] }],
      ],
      (_, metric) => {
        expect(unitOf(metric)).toBeUndefined();
      },
    ),
  );

  it('takes the unit that the alarm names before the one that AWS publishes', () => {
    expect(unitOf(stat('AWS/EC2', 'NetworkIn', { unit: 'Megabytes' }))).toBe('Megabytes');
    expect(unitOf(stat('Checkout', 'Load', { unit: 'Percent' }))).toBe('Percent');
    expect(unitOf(stat('AWS/EC2', 'NetworkIn', { unit: 'Bananas' }))).toBe('Bytes');
  });

  it('counts samples, whatever is measured', () => {
    expect(unitOf(stat('AWS/EC2', 'CPUUtilization', { statistic: 'SampleCount' }))).toBe('Count');
  });
});
