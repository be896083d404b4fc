import { afterEach, describe, expect, it } from 'vitest';
import { createReadNight } from '../../src/aws/night.ts';
import type { Scope } from '../../src/aws/told.ts';
import { DeniedError } from '../../src/errors.ts';
import { createHttpsFetch } from '../../src/http/fetch.ts';
import { type AwsBehaviour, type AwsEndpoint, startAwsEndpoint } from '../helpers/aws-endpoint.ts';

const TOPIC = 'arn:aws:sns:ap-northeast-2:123456789012:alarms';
const NOON = Date.UTC(2026, 10, 22, 12);
const HOUR = 3_600_000;
const TOLD: Scope = {
  topicArn: TOPIC,
  everyAlarm: false,
  stackName: 'told',
  watchers: ['told-ops-parked'],
  ignore: ['TargetTracking-*'],
};

let endpoint: AwsEndpoint | undefined;
afterEach(() => endpoint?.close());

async function read(told: Scope, behave: AwsBehaviour) {
  endpoint = await startAwsEndpoint(behave);
  const access = {
    region: 'ap-northeast-2',
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'example' },
    endpointUrl: endpoint.url,
  };
  return createReadNight(access, told, createHttpsFetch().fetch)(NOON - HOUR, NOON);
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
      described('told-ops-database'),
      described('TargetTracking-low', { AlarmActions: [] }),
      described('told-fleet-cpu', { AlarmActions: [] }),
    ];
    const suppressed = described('suppressed', { ActionsSuppressedBy: 'Alarm' });
    const answer: AwsBehaviour = ({ operation }) =>
      operation === 'DescribeAlarms'
        ? json({ MetricAlarms: alarms, CompositeAlarms: [suppressed] })
        : nothing;
    expect((await read(TOLD, answer)).burning.map(({ name }) => name)).toEqual([
      'told-ops-database',
      'told-fleet-cpu',
    ]);
    await endpoint?.close();
    const every = await read({ ...TOLD, everyAlarm: true }, answer);
    expect(every.burning.map(({ name }) => name)).toEqual([
      'others',
      'told-ops-database',
      'told-fleet-cpu',
    ]);
  });
});

function updated(name: string, at: number, fields: object = {}) {
  const newState = { stateValue: 'ALARM', stateReason: 'Threshold Crossed' };
  return {
    AlarmName: name,
    HistoryItemType: 'StateUpdate',
    Timestamp: at / 1000,
    HistorySummary: 'Alarm updated from OK to ALARM',
    HistoryData: JSON.stringify({ oldState: { stateValue: 'OK' }, newState }),
    ...fields,
  };
}

async function changes(told: Scope, items: readonly object[]) {
  const night = await read(told, ({ operation }) =>
    operation === 'DescribeAlarmHistory' ? json({ AlarmHistoryItems: items }) : nothing,
  );
  return night.changes;
}

describe('what was to reach the function', () => {
  const at = NOON - 1;

  it('is what CloudWatch did or could not do on our topic, with state and cause', async () => {
    const message = JSON.stringify({ default: JSON.stringify({ NewStateValue: 'OK' }) });
    const items = [
      failed('db', at),
      failed('web', at, TOPIC, {
        HistorySummary: `Successfully executed action ${TOPIC}`,
        HistoryData: JSON.stringify({ actionState: 'Succeeded', publishedMessage: message }),
      }),
      failed('other topic', at, `${TOPIC}-2`),
      failed('quiet', at, TOPIC, {
        HistorySummary: `${TOPIC}: actions suppressed by another alarm`,
      }),
      failed('edited', at, TOPIC, { HistoryItemType: 'ConfigurationUpdate' }),
      updated('db', at),
    ];
    expect(await changes(TOLD, items)).toEqual([
      { name: 'db', at, door: 'topic', isFailed: true, cause: 'not authorized' },
      { name: 'web', at, door: 'topic', isFailed: false, state: 'OK' },
    ]);
  });

  it('is every change that EventBridge brings: those of the fleet, or of every alarm', async () => {
    const contributor = {
      HistoryItemType: 'AlarmContributorStateUpdate',
      AlarmContributorAttributes: { InstanceId: 'i-0123456789abcdef0' },
    };
    const items = [updated('db', at), updated('told-fleet-cpu', at, contributor)];
    const change = {
      at,
      door: 'event',
      isFailed: false,
      state: 'ALARM',
      reason: 'Threshold Crossed',
    };
    const fleet = {
      ...change,
      name: 'told-fleet-cpu',
      contributor: [{ name: 'InstanceId', value: 'i-0123456789abcdef0' }],
    };
    expect(await changes(TOLD, items)).toEqual([fleet]);
    await endpoint?.close();
    const every = { ...TOLD, everyAlarm: true };
    expect(await changes(every, items)).toEqual([{ ...change, name: 'db' }, fleet]);
  });

  it('is read page by page', async () => {
    const { changes } = await read(TOLD, ({ operation, input }) => {
      if (operation !== 'DescribeAlarmHistory') return nothing;
      const isSecond = input['NextToken'] === 'more';
      const name = isSecond ? 'second' : 'first';
      return json({
        AlarmHistoryItems: [failed(name, at)],
        ...(isSecond ? {} : { NextToken: 'more' }),
      });
    });
    expect(changes.map(({ name }) => name)).toEqual(['first', 'second']);
  });
});

it('an answer that is missing is an error, so that the run comes again', async () => {
  const fail: AwsBehaviour = () => json({ __type: 'InternalServiceFault' }, 400);
  await expect(read(TOLD, fail)).rejects.not.toThrow(DeniedError);
});

it('a right that is missing is an error of its own, which names it', async () => {
  const message =
    'User: arn:aws:sts::123456789012:assumed-role/r/f is not authorized to perform: cloudwatch:DescribeAlarms on resource: x because no identity-based policy allows it';
  const refuse: AwsBehaviour = () => json({ __type: 'AccessDenied', message }, 400);
  await expect(read(TOLD, refuse)).rejects.toThrow(new DeniedError('cloudwatch:DescribeAlarms'));
  await endpoint?.close();
  const wordless: AwsBehaviour = () => json({ __type: 'AccessDeniedException' }, 400);
  await expect(read(TOLD, wordless)).rejects.toThrow(new DeniedError('cloudwatch:Describe*'));
});

it('a page that is refused because many ask is asked for again', async () => {
  const refused = new Set<string>();
  const { burning } = await read(TOLD, ({ operation }) => {
    if (!refused.has(operation)) {
      refused.add(operation);
      return json({ __type: 'ThrottlingException', message: 'Rate exceeded' }, 400);
    }
    return operation === 'DescribeAlarms' ? json({ MetricAlarms: [described('web')] }) : nothing;
  });
  expect(burning.map(({ name }) => name)).toEqual(['web']);
});

it('what a mute rule keeps quiet does not burn, and of many series each burns by itself', async () => {
  const query = { Expression: 'SELECT MAX(x) FROM y GROUP BY InstanceId', Id: 'q' };
  const arn = 'arn:aws:cloudwatch:ap-northeast-2:123456789012:alarm-mute-rule:deploy';
  const answer: AwsBehaviour = ({ operation }) =>
    json(
      {
        DescribeAlarms: {
          MetricAlarms: [
            described('quiet'),
            described('fleet', { Metrics: [query] }),
            described('web'),
          ],
        },
        ListAlarmMuteRules: { AlarmMuteRuleSummaries: [{ AlarmMuteRuleArn: arn }] },
        GetAlarmMuteRule: { Name: 'deploy', MuteTargets: { AlarmNames: ['quiet'] } },
        DescribeAlarmContributors: {
          AlarmContributors: ['i-0aa', 'i-0bb'].map((InstanceId, index) => ({
            ContributorId: InstanceId,
            ContributorAttributes: { InstanceId },
            StateReason: 'Threshold Crossed',
            StateTransitionedTimestamp: (NOON - (index + 1) * HOUR) / 1000,
          })),
        },
      }[operation] ?? {},
    );
  const { burning } = await read(TOLD, answer);
  expect(
    burning.map(({ name, contributor, changedAt }) => [name, contributor?.[0]?.value, changedAt]),
  ).toEqual([
    ['fleet', 'i-0aa', NOON - HOUR],
    ['fleet', 'i-0bb', NOON - 2 * HOUR],
    ['web', undefined, NOON - 4 * HOUR],
  ]);
  const asked = endpoint?.calls ?? [];
  const inputOf = (operation: string) => asked.find((call) => call.operation === operation)?.input;
  expect(inputOf('ListAlarmMuteRules')).toEqual({ Statuses: ['ACTIVE'] });
  expect(inputOf('GetAlarmMuteRule')).toEqual({ AlarmMuteRuleName: 'deploy' });
});

it('without the right to ask for mute rules and series, alarms burn all the same', async () => {
  const query = { Expression: 'SELECT MAX(x) FROM y GROUP BY InstanceId', Id: 'q' };
  const { burning } = await read(TOLD, ({ operation }) =>
    operation === 'DescribeAlarms'
      ? json({ MetricAlarms: [described('fleet', { Metrics: [query] })] })
      : operation === 'DescribeAlarmHistory'
        ? nothing
        : json({ __type: 'AccessDeniedException' }, 400),
  );
  expect(burning.map(({ name, contributor }) => [name, contributor])).toEqual([
    ['fleet', undefined],
  ]);
});
