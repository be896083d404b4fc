import { afterEach, expect, it } from 'vitest';
import { createReadRested } from '../../src/aws/rested.ts';
import { createHttpsFetch } from '../../src/http/fetch.ts';
import { type AwsBehaviour, type AwsEndpoint, startAwsEndpoint } from '../helpers/aws-endpoint.ts';

const TOPIC = 'arn:aws:sns:ap-northeast-2:123456789012:alarms';
const NOON = Date.UTC(2026, 10, 22, 12);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

let endpoint: AwsEndpoint | undefined;
afterEach(() => endpoint?.close());

async function read(behave: AwsBehaviour) {
  endpoint = await startAwsEndpoint(behave);
  const access = {
    region: 'ap-northeast-2',
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'example' },
    endpointUrl: endpoint.url,
  };
  const told = { topicArn: TOPIC, everyAlarm: false, watchers: ['own'], ignore: [] };
  return createReadRested(access, told, createHttpsFetch().fetch)(NOON - HOUR, NOON);
}

function json(value: unknown, status = 200) {
  const headers = { 'content-type': 'application/x-amz-json-1.0' };
  return { status, headers, body: JSON.stringify(value) };
}

/** In ALARM every other minute, so many times; the last change so many minutes before noon. */
function flaps(name: string, times: number, end = 40, fields: object = {}) {
  return Array.from({ length: 2 * times }, (_, index) => {
    const states = index % 2 === 0 ? ['ALARM', 'OK'] : ['OK', 'ALARM'];
    const [oldState, newState] = states.map((stateValue) => ({ stateValue }));
    return {
      AlarmName: name,
      HistoryItemType: 'StateUpdate',
      HistoryData: JSON.stringify({ oldState, newState }),
      Timestamp: (NOON - (end + index) * MINUTE) / 1000,
      ...fields,
    };
  });
}

function described(AlarmName: string, fields: object = {}) {
  const AlarmArn = `arn:aws:cloudwatch:ap-northeast-2:123456789012:alarm:${AlarmName}`;
  return { AlarmName, AlarmArn, ActionsEnabled: true, AlarmActions: [TOPIC], ...fields };
}

it('tells which of this stack’s alarms flapped and came to rest within the hour, page by page', async () => {
  const items = [...flaps('web', 5), ...flaps('site', 4), ...flaps('not ours', 4)];
  const others = [
    ...flaps('calm', 3),
    ...flaps('restless', 5, 20),
    ...flaps('long ago', 5, 100),
    ...flaps('series', 5, 40, { AlarmContributorId: 'a' }),
    ...flaps('own', 5),
    ...flaps('disabled', 5),
  ];
  const rested = await read(({ operation, input }) => {
    if (operation === 'DescribeAlarmHistory')
      return input['NextToken'] === 'more'
        ? json({ AlarmHistoryItems: [...items.slice(15), ...others] })
        : json({ AlarmHistoryItems: items.slice(0, 15), NextToken: 'more' });
    return json({
      MetricAlarms: [
        described('web'),
        described('not ours', { AlarmActions: [`${TOPIC}-2`] }),
        described('own'),
        described('disabled', { ActionsEnabled: false }),
      ],
      CompositeAlarms: [described('site', { AlarmActions: [], OKActions: [TOPIC] })],
    });
  });
  expect(rested.map(({ alarm, rest }) => [alarm.name, alarm.state, rest.flaps])).toEqual([
    ['web', 'OK', { count: 5, span: 9 * MINUTE }],
    ['site', 'OK', { count: 4, span: 7 * MINUTE }],
  ]);
  expect(rested[0]?.alarm).toMatchObject({
    changedAt: NOON - 40 * MINUTE,
    accountId: '123456789012',
  });
  const [first, , names] = endpoint?.calls ?? [];
  expect(first?.input).toMatchObject({
    HistoryItemType: 'StateUpdate',
    AlarmTypes: ['MetricAlarm', 'CompositeAlarm'],
    StartDate: (NOON - 3 * HOUR) / 1000,
  });
  expect(first?.input).not.toHaveProperty('EndDate');
  expect(names?.input['AlarmNames']).toEqual(['web', 'site', 'not ours', 'own', 'disabled']);
});

it('asks for no alarm where none came to rest', async () => {
  expect(await read(() => json({}))).toEqual([]);
  expect(endpoint?.calls.map(({ operation }) => operation)).toEqual(['DescribeAlarmHistory']);
});

it('is an error where CloudWatch does not answer, so that the run comes again', async () => {
  await expect(read(() => json({ __type: 'AccessDeniedException' }, 400))).rejects.toThrow();
});
