import { afterEach, describe, expect, it } from 'vitest';
import { createCloudWatchClient } from '../../src/aws/cloudwatch-client.ts';
import { haveCalled } from '../../src/aws/has-called.ts';
import { BusyError } from '../../src/errors.ts';
import { createHttpsFetch } from '../../src/http/fetch.ts';
import { buildAlarm, EIGHT } from '../helpers/alarms.ts';
import { type AwsBehaviour, type AwsEndpoint, startAwsEndpoint } from '../helpers/aws-endpoint.ts';

const MINUTE = 60_000;
const RULE = 'arn:aws:cloudwatch:ap-northeast-2:123456789012:alarm-mute-rule:deploy';

let endpoint: AwsEndpoint | undefined;
afterEach(() => endpoint?.close());

function json(value: unknown, status = 200) {
  const headers = { 'content-type': 'application/x-amz-json-1.0' };
  return { status, headers, body: JSON.stringify(value) };
}

/** It went off so many times before eight, every five minutes. */
function historyOf(times: number) {
  return Array.from({ length: 2 * times }, (_, index) => {
    const states = index % 2 === 0 ? ['ALARM', 'OK'] : ['OK', 'ALARM'];
    const [oldState, newState] = states.map((stateValue) => ({ stateValue }));
    return {
      HistoryItemType: 'StateUpdate',
      Timestamp: (EIGHT - (index + 1) * 2.5 * MINUTE) / 1000,
      HistoryData: JSON.stringify({ oldState, newState }),
    };
  });
}

/** Whether one of these, in the order in which they went off, has called. `flapping` and `muted`: their names. */
async function ask(
  names: readonly string[],
  {
    flapping = [''],
    muted = [''],
    isHome = true,
    behave = undefined as AwsBehaviour | undefined,
  } = {},
) {
  const answer: AwsBehaviour = ({ operation, input }) =>
    json(
      {
        DescribeAlarmHistory: {
          AlarmHistoryItems: flapping.includes(String(input['AlarmName'])) ? historyOf(6) : [],
        },
        ListAlarmMuteRules: { AlarmMuteRuleSummaries: [{ AlarmMuteRuleArn: RULE }] },
        GetAlarmMuteRule: { MuteTargets: { AlarmNames: muted } },
      }[operation] ?? {},
    );
  endpoint = await startAwsEndpoint(behave ?? answer);
  const access = {
    region: 'ap-northeast-2',
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'example' },
    endpointUrl: endpoint.url,
  };
  const client = createCloudWatchClient(access, access.region, createHttpsFetch().fetch);
  const earlier = names.map((name, index) => ({ name, changedAt: EIGHT - 9_000 + index }));
  try {
    return await haveCalled({ client, isHome }, earlier.toReversed(), buildAlarm({ name: 'web' }));
  } finally {
    await endpoint.close();
  }
}

describe('of those that went off a moment before', () => {
  it('one that was told has called, not one that flaps or is muted', async () => {
    expect(await ask(['db'])).toBe(true);
    expect(await ask(['db'], { flapping: ['db'] })).toBe(false);
    expect(await ask(['db'], { muted: ['db'] })).toBe(false);
    expect(await ask(['db', 'site'], { flapping: ['db'], muted: ['site'] })).toBe(false);
    expect(await ask(['db', 'site'], { flapping: ['db'] })).toBe(true);
  });

  it('the first three are looked at', async () => {
    const flapping = ['a', 'b', 'c'];
    expect(await ask([...flapping, 'told'], { flapping })).toBe(false);
    expect(await ask(['told', ...flapping], { flapping })).toBe(true);
  });

  it('one that flaps has called where nothing is folded: elsewhere', async () => {
    expect(await ask(['db'], { flapping: ['db'], isHome: false })).toBe(true);
  });

  it('none counts as muted where the rules may not be read', async () => {
    const behave: AwsBehaviour = ({ operation }) =>
      operation === 'DescribeAlarmHistory' ? json({}) : json({ __type: 'AccessDenied' }, 400);
    expect(await ask(['db'], { behave })).toBe(true);
  });

  it('nothing is known where CloudWatch refuses because many ask', async () => {
    const behave: AwsBehaviour = () => json({ __type: 'ThrottlingException' }, 400);
    await expect(ask(['db'], { behave })).rejects.toThrow(BusyError);
  });
});
