import { describe, expect, it } from 'vitest';
import {
  parseActionAlarm,
  parseEventBridgeAlarm,
  silenceOf,
} from '../../src/parse/state-change.ts';
import { everyRow } from '../helpers/every-row.ts';

const ARN = 'arn:aws:cloudwatch:us-east-2:123456789012:alarm:web CPU';
const detail = {
  alarmName: 'web CPU',
  state: {
    value: 'OK',
    reason: 'Unchecked: Initial alarm creation',
    timestamp: '2026-11-22T08:30:44.318+0000',
  },
  previousState: { value: 'ALARM', timestamp: '2026-11-22T08:00:44.318+0000' },
  configuration: {
    description: 'Slow.',
    metrics: [{ id: 'm1', metricStat: { metric: { name: 'Load' }, period: 60 }, returnData: true }],
  },
};
const event = {
  'detail-type': 'CloudWatch Alarm State Change',
  source: 'aws.cloudwatch',
  account: '123456789012',
  region: 'us-east-2',
  time: '2026-11-22T08:30:44Z',
  resources: [ARN],
  detail,
};
const action = {
  alarmArn: ARN,
  accountId: '123456789012',
  region: 'us-east-2',
  time: '2026-11-22T08:30:44.318+0000',
  alarmData: detail,
};
const alarm = {
  name: 'web CPU',
  arn: ARN,
  description: 'Slow.',
  accountId: '123456789012',
  partition: 'aws',
  region: 'us-east-2',
  regionName: 'US East (Ohio)',
  state: 'OK',
  previousState: 'ALARM',
  previousChangedAt: Date.parse('2026-11-22T08:00:44.318Z'),
  changedAt: Date.parse('2026-11-22T08:30:44.318Z'),
  reason: 'Unchecked: Initial alarm creation',
  evaluation: { understood: true, values: [], unchecked: true },
  trigger: {
    kind: 'metric',
    stat: { id: 'm1', metricName: 'Load', dimensions: [], period: 60 },
    condition: { period: 60 },
  },
  facts: [],
};

describe('an event of EventBridge', () => {
  it('is read', () => {
    expect(parseEventBridgeAlarm(event)).toEqual(alarm);
  });

  it(
    'is none of ours when it is of another kind',
    everyRow(
      [
        'CloudWatch Alarm Configuration Change',
        'My CloudWatch Alarm State Change',
        'CloudWatch Alarm State Changed',
        '',
        undefined,
      ],
      (kind) => {
        expect(parseEventBridgeAlarm({ ...event, 'detail-type': kind })).toBeUndefined();
      },
    ),
  );

  it('of a contributor names the one series', () => {
    const contributor = {
      ...event,
      'detail-type': 'CloudWatch Alarm Contributor State Change',
      detail: { ...detail, alarmContributor: { id: 'x', attributes: { InstanceId: 'i-1' } } },
    };
    expect(parseEventBridgeAlarm(contributor)).toEqual({
      ...alarm,
      contributor: [{ name: 'InstanceId', value: 'i-1' }],
      contributorId: 'x',
    });
  });

  it('of a contributor that is OK says that it was in ALARM', () => {
    const { previousState: _, ...rest } = detail;
    const of = (value: string, more: object = {}) =>
      parseEventBridgeAlarm({
        ...event,
        'detail-type': 'CloudWatch Alarm Contributor State Change',
        detail: { ...rest, state: { value }, ...more },
      })?.previousState;
    const alarmContributor = { id: 'x', attributes: { InstanceId: 'i-1' } };
    expect(of('OK', { alarmContributor })).toBe('ALARM');
    expect(of('ALARM', { alarmContributor })).toBeUndefined();
    expect(of('OK', { alarmContributor, previousState: { value: 'OK' } })).toBe('OK');
    expect(of('OK')).toBeUndefined();
  });

  it('without resources has account and region of its own', () => {
    const { arn: _, ...known } = alarm;
    expect(parseEventBridgeAlarm({ ...event, resources: [5] })).toEqual(known);
    expect(parseEventBridgeAlarm({ ...event, resources: [], region: 'global' })).toMatchObject({
      partition: 'aws',
    });
  });

  it('has the time of the event where the state has none', () => {
    const { timestamp: _, ...state } = detail.state;
    expect(parseEventBridgeAlarm({ ...event, detail: { ...detail, state } })?.changedAt).toBe(
      Date.parse('2026-11-22T08:30:44Z'),
    );
  });

  it('has the name of the ARN where it has none', () => {
    const { alarmName: _, ...rest } = detail;
    expect(parseEventBridgeAlarm({ ...event, detail: rest })?.name).toBe('web CPU');
    expect(parseEventBridgeAlarm({ ...event, resources: [], detail: rest })).toBeUndefined();
  });

  it('without a state that we know is no state change', () => {
    expect(parseEventBridgeAlarm({ ...event, detail: { ...detail, state: {} } })).toBeUndefined();
  });

  it('keeps what it tells beyond that', () => {
    const more = {
      ...detail,
      alarmTags: { team: 'a' },
      alarmTagsStatus: 'SUCCESS',
      operation: 'x',
    };
    expect(parseEventBridgeAlarm({ ...event, detail: more })?.facts).toEqual([
      { name: 'Alarm tags Team', value: 'a' },
    ]);
  });

  it.each([
    ['as text', (data: object) => JSON.stringify(data)],
    ['as it is', (data: object) => data],
  ])('of a composite alarm has its children from the reason data, %s', (_, write) => {
    const reasonData = write({ triggeringAlarms: [{ arn: ARN, state: { value: 'ALARM' } }] });
    const composite = {
      ...detail,
      state: { ...detail.state, reasonData },
      configuration: { alarmRule: 'ALARM(x)' },
    };
    expect(parseEventBridgeAlarm({ ...event, detail: composite })?.trigger).toEqual({
      kind: 'composite',
      rule: 'ALARM(x)',
      children: [{ name: 'web CPU', arn: ARN, state: 'ALARM' }],
    });
  });

  it('of a composite alarm without reason data has the child that the reason names', () => {
    const reason = `${ARN} transitioned to ALARM at Friday 22 July, 2022 15:57:45 UTC`;
    const composite = {
      ...detail,
      state: { ...detail.state, reason },
      configuration: { alarmRule: 'ALARM(x)' },
    };
    expect(parseEventBridgeAlarm({ ...event, detail: composite })?.trigger).toMatchObject({
      children: [{ name: 'web CPU', state: 'ALARM' }],
    });
  });
});

describe('the action of an alarm', () => {
  it('is read', () => {
    expect(parseActionAlarm(action)).toEqual(alarm);
  });

  it.each([[{}], [{ alarmData: 'x' }], [{ alarmData: {} }]])('is not %j', (source) => {
    expect(parseActionAlarm(source)).toBeUndefined();
  });

  it('without ARN has account, region and time of its own', () => {
    const { timestamp: _, ...state } = detail.state;
    const { arn: __, ...known } = alarm;
    const { alarmArn: ___, ...rest } = action;
    expect(parseActionAlarm({ ...rest, alarmData: { ...detail, state } })).toEqual(known);
  });
});

/** A change at 08:00 UTC, and a rule that mutes from `start` to `end`. */
function muted(start: string, end: string) {
  const time = (clock: string) => `2026-11-22T${clock}:00.000+0000`;
  const window = { muteWindowStart: time(start), muteWindowEnd: time(end) };
  return { state: { timestamp: time('08:00') }, muteDetail: { mutedByArn: 'x', ...window } };
}

describe('silenceOf', () => {
  it(
    'tells of every change but those that CloudWatch mutes',
    everyRow(
      [
        ['suppressed', { state: { actionsSuppressedBy: 'WaitPeriod' } }, 'actions suppressed'],
        ['muted', { state: {}, muteDetail: { mutedByArn: 'x' } }, 'muted by an alarm mute rule'],
        [
          'muted within its state',
          { state: { muteDetail: { mutedByArn: 'x' } } },
          'muted by an alarm mute rule',
        ],
        [
          'muted at the edges of the window',
          muted('08:00', '08:00'),
          'muted by an alarm mute rule',
        ],
        ['before the window', muted('08:01', '09:00'), undefined],
        ['after the window', muted('07:00', '07:59'), undefined],
        ['with details of no rule', { state: {}, muteDetail: {} }, undefined],
        ['neither', { state: { actionsSuppressedBy: '' }, muteDetail: null }, undefined],
      ],
      (_, change, why) => {
        expect(silenceOf({ detail: change })).toBe(why);
      },
    ),
  );
});

it('a mute rule whose window or time is not known mutes', () => {
  const time = (clock: string) => `2026-11-22T${clock}:00.000+0000`;
  const why = (mute: object, state: object = { timestamp: time('08:00') }) =>
    silenceOf({ detail: { state, muteDetail: { mutedByArn: 'x', ...mute } } });
  const MUTED = 'muted by an alarm mute rule';
  expect(why({ muteWindowStart: time('07:00') })).toBe(MUTED);
  expect(why({ muteWindowEnd: time('09:00') })).toBe(MUTED);
  expect(why({ muteWindowStart: time('07:00'), muteWindowEnd: time('09:00') }, {})).toBe(MUTED);
  expect(why({ muteWindowStart: time('09:00') })).toBeUndefined();
  expect(why({ muteWindowEnd: time('07:00') })).toBeUndefined();
});

it('a change has what its reason data tells, and the reason before', () => {
  const state = { ...detail.state, reason: 'Fire drill', reasonData: '{"recentDatapoints":[7]}' };
  const told = parseEventBridgeAlarm({
    ...event,
    detail: { ...detail, state, previousState: { value: 'OK', reason: 'All was well' } },
  });
  expect(told).toMatchObject({ previousReason: 'All was well', evaluation: { values: [7] } });
});
