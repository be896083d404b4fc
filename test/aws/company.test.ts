import { afterEach, describe, expect, it } from 'vitest';
import type { Alarm } from '../../src/alarm/alarm.ts';
import type { AccessTo } from '../../src/aws/accounts.ts';
import { createCallAws } from '../../src/aws/call.ts';
import { rememberClients } from '../../src/aws/cloudwatch-client.ts';
import { createPostpone, createReadBurning, createReadCompany } from '../../src/aws/company.ts';
import { createPlaceFor } from '../../src/aws/place.ts';
import type { Scope } from '../../src/aws/told.ts';
import { BusyError } from '../../src/errors.ts';
import { createHttpsFetch } from '../../src/http/fetch.ts';
import { type AwsBehaviour, type AwsEndpoint, startAwsEndpoint } from '../helpers/aws-endpoint.ts';

const OWN = '123456789012';
const SHOP = '210987654321';
const STRANGER = '111122223333';
const EIGHT = Date.UTC(2026, 10, 22, 8);
const QUEUE = 'https://sqs.ap-northeast-2.amazonaws.com/123456789012/undelivered';

let endpoint: AwsEndpoint | undefined;
afterEach(() => endpoint?.close());

const TOPIC = 'arn:aws:sns:ap-northeast-2:123456789012:alarms';
const EVERY_ALARM: Scope = { everyAlarm: true, watchers: ['told-ops-parked'], ignore: ['Target*'] };

async function start(behave: AwsBehaviour, told = EVERY_ALARM) {
  endpoint = await startAwsEndpoint(behave);
  const access = {
    region: 'ap-northeast-2',
    accountId: OWN,
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'example' },
    endpointUrl: endpoint.url,
  };
  const { fetch } = createHttpsFetch();
  // One account has a role for this function, another one has none.
  const accessTo: AccessTo = async (accountId = OWN) =>
    accountId === STRANGER ? undefined : { ...access, accountId };
  const placeFor = createPlaceFor(access, accessTo, rememberClients(fetch));
  return {
    readCompany: createReadCompany(told, placeFor),
    readBurning: createReadBurning(told, placeFor),
    postpone: createPostpone(access, QUEUE, createCallAws(access, fetch)),
  };
}

const web: Alarm = {
  name: 'web',
  partition: 'aws',
  state: 'ALARM',
  changedAt: EIGHT,
  evaluation: { understood: false, values: [] },
  facts: [],
};

function json(value: unknown, status = 200) {
  const headers = { 'content-type': 'application/x-amz-json-1.0' };
  return { status, headers, body: JSON.stringify(value) };
}

function page(...names: readonly string[]) {
  const MetricAlarms = names.map((AlarmName) => ({
    AlarmName,
    ActionsEnabled: true,
    StateValue: 'ALARM',
    StateTransitionedTimestamp: EIGHT / 1000 - 1,
  }));
  return json({ MetricAlarms, NextToken: 'more' });
}

/** That an alarm went from one state into another, so many milliseconds before eight. */
function updated(name: string, before: number, fields: object = {}, [from, to] = ['ALARM', 'OK']) {
  return {
    AlarmName: name,
    HistoryItemType: 'StateUpdate',
    Timestamp: (EIGHT - before) / 1000,
    HistoryData: JSON.stringify({ oldState: { stateValue: from }, newState: { stateValue: to } }),
    ...fields,
  };
}

function acted(name: string, before: number, topic = TOPIC) {
  const HistorySummary = `Successfully executed action ${topic}`;
  return updated(name, before, { HistoryItemType: 'Action', HistorySummary });
}

describe('the company of an alarm', () => {
  it('is read only until three before it are known, and never without an end', async () => {
    const crowded = await start(() => page('a', 'b', 'c', 'd'));
    expect(await crowded.readCompany(web)).toHaveLength(4);
    expect(endpoint?.calls).toHaveLength(1);
    await endpoint?.close();
    const alone = await start(() => page('a'));
    expect(await alone.readCompany(web)).toHaveLength(10);
    expect(endpoint?.calls).toHaveLength(10);
  });

  it('is read where a page is as large as CloudWatch makes it', async () => {
    const names = Array.from({ length: 100 }, (_, index) => `${index}`.padEnd(255, 'x'));
    const { MetricAlarms } = JSON.parse(page(...names).body);
    const large = MetricAlarms.map((one: object) => ({
      ...one,
      StateReasonData: 'x'.repeat(4_000),
    }));
    const { readCompany } = await start(() => json({ MetricAlarms: large }));
    expect(await readCompany(web)).toHaveLength(100);
  });

  it('is asked for where the alarm is, but not where nothing may be read', async () => {
    const { readCompany, readBurning } = await start(() => page('a', 'b', 'c', 'd'));
    for (const place of [{ accountId: SHOP }, { region: 'us-east-1' }])
      expect(await readCompany({ ...web, ...place })).toHaveLength(4);
    const scopes = endpoint?.calls.map(({ headers }) => headers['authorization']?.split('/')[2]);
    expect(scopes).toEqual(['ap-northeast-2', 'us-east-1']);
    expect(await readCompany({ ...web, accountId: STRANGER })).toEqual([]);
    expect(await readBurning({ accountId: STRANGER })).toBeUndefined();
    expect(endpoint?.calls).toHaveLength(2);
  });

  it('is all that is not ignored where a spoke forwards every change', async () => {
    const told = { ...EVERY_ALARM, everyAlarm: false, topicArn: TOPIC };
    const { readCompany } = await start(
      () =>
        json({
          MetricAlarms: JSON.parse(page('a', 'Target-a', 'told-ops-parked').body).MetricAlarms,
        }),
      told,
    );
    expect(await readCompany(web)).toEqual([]);
    const elsewhere = await readCompany({ ...web, accountId: SHOP });
    expect(elsewhere.map(({ name }) => name)).toEqual(['a', 'told-ops-parked']);
  });
});

describe('the company of one series of an alarm', () => {
  const series: Alarm = { ...web, contributor: [{ name: 'InstanceId', value: 'i-1' }] };
  const changed = (value: string, states: readonly [string, string]) =>
    updated('web', 9_000, { AlarmContributorAttributes: { InstanceId: value } }, [...states]);

  it('is the series that changed alike in the minute before', async () => {
    const items = [changed('i-2', ['OK', 'ALARM']), changed('i-3', ['ALARM', 'OK'])];
    const { readCompany } = await start(() => json({ AlarmHistoryItems: items }));
    expect(await readCompany(series)).toEqual([
      {
        name: 'web',
        contributor: [{ name: 'InstanceId', value: 'i-2' }],
        changedAt: EIGHT - 9_000,
      },
    ]);
    expect(endpoint?.calls.map(({ operation, input }) => [operation, input])).toEqual([
      [
        'DescribeAlarmHistory',
        {
          AlarmName: 'web',
          HistoryItemType: 'AlarmContributorStateUpdate',
          StartDate: EIGHT / 1000 - 60,
          EndDate: EIGHT / 1000 + 2,
          ScanBy: 'TimestampAscending',
          MaxRecords: 100,
        },
      ],
    ]);
  });
});

const recovered: Alarm = { ...web, state: 'OK' };

describe('the company of an alarm that recovered', () => {
  const namesFor = async (items: readonly object[], told: Scope, alarm = recovered) => {
    const { readCompany } = await start(() => json({ AlarmHistoryItems: items }), told);
    const company = await readCompany(alarm);
    await endpoint?.close();
    return company?.map(({ name }) => name);
  };

  it('is asked for in one call: what changed in the minute before, the oldest first', async () => {
    const { readCompany } = await start(() => json({ AlarmHistoryItems: [updated('db', 9_000)] }));
    expect(await readCompany(recovered)).toEqual([{ name: 'db', changedAt: EIGHT - 9_000 }]);
    expect(endpoint?.calls.map(({ operation, input }) => [operation, input])).toEqual([
      [
        'DescribeAlarmHistory',
        {
          AlarmTypes: ['MetricAlarm', 'CompositeAlarm'],
          StartDate: EIGHT / 1000 - 60,
          EndDate: EIGHT / 1000 + 2,
          ScanBy: 'TimestampAscending',
          MaxRecords: 100,
        },
      ],
    ]);
  });

  it('is what went into the same state, without the watchers, what is ignored, and single series', async () => {
    const items = [
      updated('db', 9_000),
      updated('no data', 9_000, {}, ['ALARM', 'INSUFFICIENT_DATA']),
      updated('off again', 9_000, {}, ['OK', 'ALARM']),
      updated('same state', 9_000, {}, ['OK', 'OK']),
      updated('told-ops-parked', 9_000),
      updated('TargetTracking-low', 9_000),
      updated('series', 9_000, { AlarmContributorId: 'a' }),
      updated('edited', 9_000, { HistoryItemType: 'ConfigurationUpdate' }),
    ];
    expect(await namesFor(items, EVERY_ALARM)).toEqual(['db']);
    const lost: Alarm = { ...web, state: 'INSUFFICIENT_DATA' };
    expect(await namesFor(items, EVERY_ALARM, lost)).toEqual(['no data']);
  });

  it('is what our topic got, where EventBridge does not bring every alarm, and the latest changes', async () => {
    const told = { ...EVERY_ALARM, everyAlarm: false, topicArn: TOPIC, stackName: 'told' };
    const items = [
      updated('ours', 40_000),
      acted('ours', 39_900),
      updated('TargetTracking-ours', 40_000),
      acted('TargetTracking-ours', 39_900),
      updated('theirs', 40_000),
      acted('theirs', 39_900, `${TOPIC}-2`),
    ];
    const fleet = updated('told-fleet-cpu', 40_000);
    const latest = updated('not written down yet', 1_000);
    expect(await namesFor(items, told)).toEqual(['ours', 'TargetTracking-ours']);
    expect(await namesFor([fleet, updated('theirs', 40_000), latest], told)).toEqual([
      'told-fleet-cpu',
      'not written down yet',
    ]);
  });

  it('is read only until three before it are known, and five pages at the most', async () => {
    const reply = (...names: readonly string[]) =>
      json({ AlarmHistoryItems: names.map((name) => updated(name, 9_000)), NextToken: 'more' });
    const crowded = await start(() => reply('a', 'b', 'c', 'd'));
    expect(await crowded.readCompany(recovered)).toHaveLength(4);
    expect(endpoint?.calls).toHaveLength(1);
    await endpoint?.close();
    const quiet = await start(() => reply());
    expect(await quiet.readCompany(recovered)).toEqual([]);
    expect(endpoint?.calls).toHaveLength(5);
  });

  it('is not asked for where nobody knows when it recovered', async () => {
    const { readCompany } = await start(() => json({}));
    const { changedAt: _, ...timeless } = recovered;
    expect(await readCompany(timeless)).toEqual([]);
    expect(endpoint?.calls).toEqual([]);
  });
});

describe('where CloudWatch is asked more than it answers', () => {
  const refuse: AwsBehaviour = () => json({ __type: 'ThrottlingException' }, 400);

  it('an ALARM asks twice, others once, before it is a BusyError', async () => {
    for (const [alarm, calls] of [
      [web, 2],
      [recovered, 1],
    ] as const) {
      const { readCompany } = await start(refuse);
      await expect(readCompany(alarm)).rejects.toThrow(BusyError);
      expect(endpoint?.calls).toHaveLength(calls);
      await endpoint?.close();
    }
  });

  it('an ALARM takes the second answer', async () => {
    const { readCompany } = await start((call) =>
      endpoint?.calls.length === 1 ? refuse(call) : json({ MetricAlarms: [] }),
    );
    expect(await readCompany(web)).toEqual([]);
  });

  it('an ALARM that got a page before gets an error, not a BusyError: it asks for many itself', async () => {
    const { readCompany } = await start((call) =>
      endpoint?.calls.length === 1 ? page('a') : refuse(call),
    );
    await expect(readCompany(web)).rejects.not.toThrow(BusyError);
    expect(endpoint?.calls).toHaveLength(2);
  });

  it('another refusal is an error, and so is an answer that does not come in time', async () => {
    for (const alarm of [web, recovered]) {
      const { readCompany } = await start(() => json({ __type: 'AccessDeniedException' }, 400));
      await expect(readCompany(alarm)).rejects.not.toThrow(BusyError);
      expect(endpoint?.calls).toHaveLength(1);
      await endpoint?.close();
      const slow = await start(() => 'hang');
      await expect(slow.readCompany(alarm)).rejects.not.toThrow(BusyError);
      await endpoint?.close();
    }
  });
});

describe('what is still in ALARM', () => {
  it('is all of it, but nothing where that is more than is read', async () => {
    const last = await start(({ input }) =>
      input['NextToken'] ? json({ MetricAlarms: [] }) : page('a', 'b', 'c', 'd'),
    );
    expect((await last.readBurning({}))?.map(({ name }) => name)).toEqual(['a', 'b', 'c', 'd']);
    await endpoint?.close();
    const endless = await start(() => page('a'));
    expect(await endless.readBurning({})).toBeUndefined();
    expect(endpoint?.calls).toHaveLength(10);
  });
});

describe('an alarm that is put back', () => {
  it('goes to the queue as it came, with a delay', async () => {
    const { postpone } = await start(() => ({ body: '{}' }));
    await postpone({ AlarmName: 'web' });
    expect(endpoint?.calls[0]?.headers['x-amz-target']).toBe('AmazonSQS.SendMessage');
    expect(JSON.parse(endpoint?.calls[0]?.body ?? '')).toEqual({
      QueueUrl: QUEUE,
      MessageBody: '{"AlarmName":"web"}',
      DelaySeconds: 20,
    });
  });

  it('is an error where the queue refuses it', async () => {
    const { postpone } = await start(() => ({ status: 403, body: '{}' }));
    await expect(postpone({})).rejects.toThrow('403');
  });
});
