import { afterEach, describe, expect, it } from 'vitest';
import { readNightWith } from '../../src/aws/night.ts';
import type { Told } from '../../src/aws/told.ts';
import { createHttpsFetch } from '../../src/http/fetch.ts';
import { type AwsBehaviour, type AwsEndpoint, startAwsEndpoint } from '../helpers/aws-endpoint.ts';

const TOPIC = 'arn:aws:sns:ap-northeast-2:123456789012:alarms';
const NOON = Date.UTC(2026, 10, 22, 12);
const HOUR = 3_600_000;
const TOLD: Told = { topicArn: TOPIC, everyAlarm: false, stackName: 'told' };

let endpoint: AwsEndpoint | undefined;
afterEach(() => endpoint?.close());

async function read(told: Told, behave: AwsBehaviour) {
  endpoint = await startAwsEndpoint(behave);
  const access = {
    region: 'ap-northeast-2',
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'example' },
    endpointUrl: endpoint.url,
  };
  return readNightWith(access, told, createHttpsFetch().fetch)(NOON - HOUR, NOON);
}

function json(value: unknown, status = 200) {
  const headers = { 'content-type': 'application/x-amz-json-1.0' };
  return { status, headers, body: JSON.stringify(value) };
}

function described(name: string, fields: object = {}) {
  return {
    AlarmName: name,
    AlarmArn: `arn:aws:cloudwatch:ap-northeast-2:123456789012:alarm:${name}`,
    ActionsEnabled: true,
    AlarmActions: [TOPIC],
    StateValue: 'ALARM',
    StateReason: 'Threshold Crossed',
    StateTransitionedTimestamp: (NOON - 4 * HOUR) / 1000,
    StateUpdatedTimestamp: NOON / 1000,
    ...fields,
  };
}

function failed(name: string, at: number, arn = TOPIC, fields: object = {}) {
  return {
    AlarmName: name,
    HistoryItemType: 'Action',
    Timestamp: at / 1000,
    HistorySummary: `Failed to execute action ${arn}. Received error: "not authorized"`,
    ...fields,
  };
}

const nothing = json({});

describe('the alarms that burn', () => {
  it('are those that this stack tells, page by page, since they changed', async () => {
    const pages = [
      { MetricAlarms: [described('web')], NextToken: 'more' },
      { CompositeAlarms: [described('site')] },
    ];
    const { burning } = await read(TOLD, ({ operation, input }) => {
      if (operation !== 'DescribeAlarms') return nothing;
      return json(pages[input['NextToken'] === 'more' ? 1 : 0]);
    });
    expect(burning.map(({ name }) => name)).toEqual(['web', 'site']);
    expect(burning[0]).toMatchObject({ changedAt: NOON - 4 * HOUR, region: 'ap-northeast-2' });
    const [first] = endpoint?.calls.filter((call) => call.operation === 'DescribeAlarms') ?? [];
    expect(first?.input).toMatchObject({
      StateValue: 'ALARM',
      AlarmTypes: ['MetricAlarm', 'CompositeAlarm'],
    });
  });

  it('are without what is disabled, suppressed, not ours, or our own watchers', async () => {
    const alarms = [
      described('disabled', { ActionsEnabled: false }),
      described('others', { AlarmActions: [`${TOPIC}-2`] }),
      described('told-ops-parked'),
      described('told-fleet-cpu', { AlarmActions: [] }),
    ];
    const suppressed = described('suppressed', { ActionsSuppressedBy: 'Alarm' });
    const answer: AwsBehaviour = ({ operation }) =>
      operation === 'DescribeAlarms'
        ? json({ MetricAlarms: alarms, CompositeAlarms: [suppressed] })
        : nothing;
    expect((await read(TOLD, answer)).burning.map(({ name }) => name)).toEqual(['told-fleet-cpu']);
    await endpoint?.close();
    const every = await read({ ...TOLD, everyAlarm: true }, answer);
    expect(every.burning.map(({ name }) => name)).toEqual(['others', 'told-fleet-cpu']);
  });
});

describe('what CloudWatch could not send', () => {
  it('is what failed on our topic within the hour, with its cause', async () => {
    const items = [
      failed('db', NOON - 1),
      failed('told twice', NOON),
      failed('early', NOON - HOUR),
      failed('other topic', NOON - 1, `${TOPIC}-2`),
      failed('sent', NOON - 1, TOPIC, { HistorySummary: `Successfully executed action ${TOPIC}` }),
    ];
    const { missed } = await read(TOLD, ({ operation }) =>
      operation === 'DescribeAlarmHistory' ? json({ AlarmHistoryItems: items }) : nothing,
    );
    expect(missed).toEqual([
      { name: 'db', at: NOON - 1, cause: 'not authorized' },
      { name: 'early', at: NOON - HOUR, cause: 'not authorized' },
    ]);
  });

  it('is not asked for without a topic', async () => {
    await read({ everyAlarm: true }, () => nothing);
    expect(endpoint?.calls.map(({ operation }) => operation)).toEqual(['DescribeAlarms']);
  });
});

it('an answer that is missing is an error, so that the run comes again', async () => {
  const refuse: AwsBehaviour = () => json({ __type: 'AccessDeniedException' }, 400);
  await expect(read(TOLD, refuse)).rejects.toThrow();
});
