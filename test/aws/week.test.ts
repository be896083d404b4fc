import { afterEach, describe, expect, it } from 'vitest';
import { createReadPast, createReadWeek } from '../../src/aws/week.ts';
import { createHttpsFetch } from '../../src/http/fetch.ts';
import { type AwsBehaviour, type AwsEndpoint, startAwsEndpoint } from '../helpers/aws-endpoint.ts';

const TOPIC = 'arn:aws:sns:ap-northeast-2:123456789012:alarms';
const TOLD = { topicArn: TOPIC, everyAlarm: false, watchers: [], ignore: [] };
const NOON = Date.UTC(2026, 10, 22, 12);
const WEEK = 7 * 86_400_000;

let endpoint: AwsEndpoint | undefined;
afterEach(() => endpoint?.close());

async function accessTo(behave: AwsBehaviour) {
  endpoint = await startAwsEndpoint(behave);
  const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'example' };
  return { region: 'ap-northeast-2', credentials, endpointUrl: endpoint.url };
}

function json(value: unknown) {
  const headers = { 'content-type': 'application/x-amz-json-1.0' };
  return { headers, body: JSON.stringify(value) };
}

const METRIC_ALARM = {
  AlarmName: 'web',
  AlarmArn: 'arn:aws:cloudwatch:ap-northeast-2:123456789012:alarm:web',
  AlarmDescription: 'CPU of web-1',
  ActionsEnabled: true,
  AlarmActions: [TOPIC],
  StateValue: 'OK',
  Namespace: 'AWS/EC2',
  MetricName: 'CPUUtilization',
  Dimensions: [{ Name: 'InstanceId', Value: 'i-0123456789abcdef0' }],
  Statistic: 'Average',
  Period: 300,
  EvaluationPeriods: 3,
  Threshold: 80,
  ComparisonOperator: 'GreaterThanThreshold',
};

describe('a week', () => {
  it('is every alarm that this stack tells, as it is set up, and what changed, page by page', async () => {
    const HistoryData = JSON.stringify({
      oldState: { stateValue: 'OK' },
      newState: { stateValue: 'ALARM' },
    });
    const access = await accessTo(({ operation, input }) => {
      const isSecond = input['NextToken'] === 'more';
      if (operation === 'DescribeAlarms')
        return json(
          isSecond
            ? { CompositeAlarms: [{ AlarmName: 'site', AlarmActions: [TOPIC], StateValue: 'OK' }] }
            : { MetricAlarms: [METRIC_ALARM, { AlarmName: 'other' }], NextToken: 'more' },
        );
      const item = { AlarmName: isSecond ? 'site' : 'web', Timestamp: NOON / 1000, HistoryData };
      return json({
        AlarmHistoryItems: [item, { AlarmName: 'unreadable', Timestamp: NOON / 1000 }],
        ...(isSecond ? {} : { NextToken: 'more' }),
      });
    });
    const readWeek = createReadWeek(access, TOLD, createHttpsFetch().fetch);
    const { alarms, updates } = await readWeek({ from: NOON - WEEK, to: NOON });
    expect(alarms.map(({ alarm }) => alarm.name)).toEqual(['web', 'site']);
    expect(alarms[0]?.limits).toEqual({
      comparison: 'GreaterThanThreshold',
      threshold: 80,
      period: 300,
      evaluationPeriods: 3,
      datapointsToAlarm: 3,
      treatMissingData: 'missing',
    });
    expect(alarms[0]?.setup).toMatchObject({ description: 'CPU of web-1', alarmActions: [TOPIC] });
    expect(alarms[1]).not.toHaveProperty('setup');
    const change = { at: NOON, from: 'OK', to: 'ALARM' };
    expect(updates).toEqual([
      { ...change, name: 'web' },
      { ...change, name: 'site' },
    ]);
  });

  it('is measured in calls of no more datapoints than CloudWatch gives', async () => {
    const access = await accessTo(() => json({ Datapoints: [] }));
    const readPast = createReadPast(access, createHttpsFetch().fetch);
    const stat = {
      namespace: 'AWS/EC2',
      metricName: 'CPUUtilization',
      dimensions: [],
      statistic: 'Average',
    };
    const setup = {
      name: 'web',
      actionsEnabled: true,
      alarmActions: [],
      okActions: [],
      insufficientDataActions: [],
      stat,
    };
    await readPast(setup, 300, { from: NOON - WEEK, to: NOON });
    const spans = endpoint?.calls.map(({ input }) => [input['StartTime'], input['EndTime']]);
    const middle = (NOON - WEEK) / 1000 + 1_440 * 300;
    expect(spans).toEqual([
      [(NOON - WEEK) / 1000, middle],
      [middle, NOON / 1000],
    ]);
  });
});
