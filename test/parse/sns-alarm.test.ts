import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/json.ts';
import { parseAlarm, readContributor } from '../../src/parse/sns-alarm.ts';
import { everyRow } from '../helpers/every-row.ts';

const ARN = 'arn:aws:cloudwatch:us-east-2:123456789012:alarm:web: CPU';
const least = { AlarmName: 'web: CPU', NewStateValue: 'ALARM' };

describe('parseAlarm', () => {
  it('reads what SNS brings', () => {
    const alarm = parseAlarm({
      ...least,
      AlarmArn: ARN,
      AlarmDescription: 'Slow.',
      AWSAccountId: '999999999999',
      Region: 'US East (Ohio)',
      NewStateReason: 'Unchecked: Initial alarm creation',
      StateChangeTime: '2026-11-22T08:00:44.318+0000',
      OldStateValue: 'INSUFFICIENT_DATA',
      Trigger: { MetricName: 'Load' },
    });
    expect(alarm).toEqual({
      name: 'web: CPU',
      arn: ARN,
      description: 'Slow.',
      accountId: '123456789012',
      partition: 'aws',
      region: 'us-east-2',
      regionName: 'US East (Ohio)',
      state: 'ALARM',
      previousState: 'INSUFFICIENT_DATA',
      changedAt: Date.parse('2026-11-22T08:00:44.318Z'),
      reason: 'Unchecked: Initial alarm creation',
      evaluation: { understood: true, values: [], unchecked: true },
      trigger: { kind: 'metric', stat: { metricName: 'Load', dimensions: [] }, condition: {} },
      facts: [],
    });
  });

  it('needs no more than a name and a state', () => {
    expect(parseAlarm(least)).toEqual({
      name: 'web: CPU',
      partition: 'aws',
      state: 'ALARM',
      evaluation: { understood: false, values: [] },
      facts: [],
    });
  });

  it('takes the name from the ARN', () => {
    expect(parseAlarm({ NewStateValue: 'OK', AlarmArn: ARN })?.name).toBe('web: CPU');
  });

  it(
    'takes nothing else for an alarm',
    everyRow(
      [
        [{}],
        [{ AlarmName: 'a' }],
        [{ AlarmName: 'a', NewStateValue: 'alarmed' }],
        [{ NewStateValue: 'ALARM' }],
        [{ NewStateValue: 'ALARM', AlarmName: ' ', AlarmArn: 'no ARN' }],
      ],
      (source) => {
        expect(parseAlarm(source)).toBeUndefined();
      },
    ),
  );

  it(
    'finds the region by its name where there is no ARN',
    everyRow(
      [
        [
          'a name of today',
          'EU (Ireland)',
          { region: 'eu-west-1', regionName: 'Europe (Ireland)' },
        ],
        ['a code', 'eu-west-1', { region: 'eu-west-1', regionName: 'Europe (Ireland)' }],
        ['a code that is new', 'xx-moon-1', { region: 'xx-moon-1' }],
        ['a name that is new', 'Moon (Base)', { regionName: 'Moon (Base)' }],
        ['nothing', undefined, {}],
      ],
      (_, Region, expected) => {
        const { region, regionName } = parseAlarm({ ...least, Region }) ?? {};
        expect(JSON.parse(JSON.stringify({ region, regionName }))).toEqual(expected);
      },
    ),
  );

  it('believes the ARN before the display name', () => {
    const alarm = parseAlarm({ ...least, AlarmArn: ARN, Region: 'EU (Ireland)' });
    expect(alarm).toMatchObject({ region: 'us-east-2', regionName: 'US East (Ohio)' });
  });

  it.each([
    ['cn-north-1', 'aws-cn'],
    ['us-gov-west-1', 'aws-us-gov'],
  ])('knows that %s belongs to %s', (Region, partition) => {
    expect(parseAlarm({ ...least, Region })?.partition).toBe(partition);
  });

  it('takes the account of an old message, which has no ARN', () => {
    expect(parseAlarm({ ...least, AWSAccountId: '123456789012' })?.accountId).toBe('123456789012');
  });

  it('is composite with a rule, and with children alone', () => {
    expect(
      parseAlarm({ ...least, AlarmRule: 'ALARM(a)', Trigger: { MetricName: 'x' } }),
    ).toMatchObject({
      trigger: { kind: 'composite', rule: 'ALARM(a)', children: [] },
    });
    expect(parseAlarm({ ...least, TriggeringChildren: ['a'] })?.trigger).toEqual({
      kind: 'composite',
      children: [{ name: 'a' }],
    });
    expect(parseAlarm({ ...least, TriggeringChildren: 'a' })?.trigger).toBeUndefined();
  });

  it('reads criteria that stand beside the trigger', () => {
    const EvaluationCriteria = { PromQLCriteria: { Query: 'up == 0' } };
    expect(parseAlarm({ ...least, EvaluationCriteria })?.trigger).toMatchObject({
      query: 'up == 0',
    });
  });

  it('takes values from reason data, should SNS ever bring any', () => {
    const NewStateReasonData = { recentDatapoints: [5], threshold: 4 };
    expect(parseAlarm({ ...least, NewStateReasonData })?.evaluation.values).toEqual([5]);
  });

  it('keeps every field that it does not know, and no other', () => {
    const known = {
      ...least,
      AlarmArn: ARN,
      AlarmConfigurationUpdatedTimestamp: 'x',
      OKActions: ['x'],
      AlarmActions: ['x'],
      InsufficientDataActions: ['x'],
      AlarmTagsStatus: 'SUCCESS',
      AlarmContributorId: 'x',
      AlarmContributorAttributes: { InstanceId: 'i-1' },
      Trigger: { MetricName: 'Load', Something: 'x' },
    };
    expect(parseAlarm({ ...known, AlarmTags: { team: 'a' }, LogLines: ['b'] })?.facts).toEqual([
      { name: 'Alarm tags Team', value: 'a' },
      { name: 'Log lines', value: 'b' },
      { name: 'Something', value: 'x' },
    ]);
  });

  it('knows no key by what every object has', () => {
    const odd: unknown = JSON.parse('{"constructor":"a","__proto__":"b","toString":"c"}');
    const { facts = [] } = parseAlarm({ ...least, Odd: odd, constructor: 'd' }) ?? {};
    expect(facts.map(({ value }) => value).toSorted()).toEqual(['a', 'b', 'c', 'd']);
  });

  it('keeps a trigger that it cannot read', () => {
    expect(parseAlarm({ ...least, Trigger: { NewThing: { Level: 5 } } })?.facts).toEqual([
      { name: 'Trigger New thing Level', value: '5' },
    ]);
  });
});

describe('readContributor', () => {
  it(
    'reads it from every form',
    everyRow(
      [
        ['AlarmContributorAttributes', { AlarmContributorAttributes: { InstanceId: 'i-1' } }],
        ['ContributorAttributes', { ContributorAttributes: { InstanceId: 'i-1' } }],
        ['AlarmContributor', { AlarmContributor: { Attributes: { InstanceId: 'i-1' } } }],
        ['a list', { contributorattributes: [{ Name: 'InstanceId', Value: 'i-1' }] }],
      ],
      (_, source) => {
        expect(readContributor(source)).toEqual({
          contributor: [{ name: 'InstanceId', value: 'i-1' }],
        });
      },
    ),
  );

  it('reads its id, wherever that stands, and none that CloudWatch would refuse', () => {
    const attributes = { InstanceId: 'i-1' };
    const idOf = (source: JsonObject) => readContributor(source).contributorId;
    expect(idOf({ alarmContributor: { id: 'x', attributes } })).toBe('x');
    expect(idOf({ AlarmContributor: { Id: 'x', Attributes: attributes } })).toBe('x');
    expect(idOf({ AlarmContributorId: 'x', AlarmContributorAttributes: attributes })).toBe('x');
    expect(idOf({ ContributorId: 'x', ContributorAttributes: attributes })).toBe('x');
    expect(idOf({ alarmContributor: { id: 'x'.repeat(17), attributes } })).toBeUndefined();
  });

  it(
    'reads none from anything else',
    everyRow(
      [
        [{}],
        [{ alarmContributor: { id: 'x' } }],
        [{ AlarmContributorAttributes: {} }],
        [{ ContributorAttributesOld: { a: 'b' } }],
      ],
      (source) => {
        expect(readContributor(source)).toEqual({});
      },
    ),
  );
});

describe('what DescribeAlarms returns, and flat forms of other programs', () => {
  const metric = { MetricName: 'Load', Namespace: 'AWS/EC2', Period: 60, Threshold: 5 };

  it('are read as a notification is', () => {
    const alarm = parseAlarm({
      AlarmName: 'web: CPU',
      StateValue: 'ALARM',
      StateReason: 'Fire drill',
      StateReasonData: '{"recentDatapoints":[7]}',
      StateUpdatedTimestamp: '2026-11-22T08:00:00Z',
      AlarmConfigurationUpdatedTimestamp: '2026-11-20T08:00:00Z',
      Team: 'shop',
      ...metric,
    });
    expect(alarm).toEqual({
      name: 'web: CPU',
      partition: 'aws',
      state: 'ALARM',
      changedAt: Date.parse('2026-11-22T08:00:00Z'),
      configuredAt: Date.parse('2026-11-20T08:00:00Z'),
      reason: 'Fire drill',
      evaluation: { understood: false, values: [7] },
      trigger: {
        kind: 'metric',
        stat: { metricName: 'Load', namespace: 'AWS/EC2', dimensions: [], period: 60 },
        condition: { period: 60, threshold: 5 },
      },
      facts: [{ name: 'Team', value: 'shop' }],
    });
  });

  it('are read when they list metrics, and in small letters', () => {
    const Metrics = [{ Id: 'e1', Expression: 'm1 * 2', ReturnData: true }];
    const alarm = parseAlarm({ alarmName: 'a', stateValue: 'OK', metrics: Metrics });
    expect(alarm).toMatchObject({ name: 'a', state: 'OK', facts: [] });
    expect(alarm?.trigger).toMatchObject({ kind: 'math', expression: 'm1 * 2' });
  });

  it('have a trigger of their own before the keys beside it', () => {
    const alarm = parseAlarm({ ...least, Trigger: { MetricName: 'Load' }, MetricName: 'Other' });
    expect(alarm?.trigger).toMatchObject({ stat: { metricName: 'Load' } });
    expect(alarm?.facts).toEqual([{ name: 'Metric name', value: 'Other' }]);
  });

  it('keep a limit that belongs to no metric', () => {
    const alarm = parseAlarm({ ...least, Threshold: 5 });
    expect(alarm?.trigger).toBeUndefined();
    expect(alarm?.facts).toEqual([{ name: 'Threshold', value: '5' }]);
  });

  it('have the name in capitals before one in small letters', () => {
    expect(parseAlarm({ ...least, alarmName: 'b' })?.name).toBe('web: CPU');
  });
});

it('a composite alarm has the child that its reason names', () => {
  const NewStateReason = `${ARN} transitioned to ALARM at Friday 22 July, 2022 15:57:45 UTC`;
  expect(parseAlarm({ ...least, AlarmRule: 'x', NewStateReason })?.trigger).toMatchObject({
    children: [{ name: 'web: CPU', arn: ARN, state: 'ALARM' }],
  });
});

it('a query is told once, wherever it stands', () => {
  const Logs = { Insights: { QueryString: ' up == 0 ', Limit: 5 } };
  const alarm = parseAlarm({ ...least, Trigger: { Logs } });
  expect(alarm?.facts).toEqual([{ name: 'Logs Insights Limit', value: '5' }]);
});

it('what stands beside the known keys within criteria and children is kept', () => {
  const { facts } =
    parseAlarm({
      ...least,
      EvaluationCriteria: { PromQLCriteria: { Query: 'up', Extra: 1 }, More: 2 },
      TriggeringChildren: [
        { Arn: 'a', State: { Value: 'OK', Timestamp: 't', Reason: 'r', Odd: 3 }, Other: 4 },
        { AlarmArn: 'b', alarmName: 'c' },
        'd',
      ],
    }) ?? {};
  expect(facts).toEqual([
    { name: 'Evaluation criteria Prom QL criteria Extra', value: '1' },
    { name: 'Evaluation criteria More', value: '2' },
    { name: 'Triggering children State Odd', value: '3' },
    { name: 'Triggering children Other', value: '4' },
  ]);
});

it('a contributor is taken from its own keys alone', () => {
  const attributes = { InstanceId: 'i-1' };
  expect(readContributor({ MyAlarmContributor: { attributes } })).toEqual({});
  expect(readContributor({ AlarmContributorOld: { attributes } })).toEqual({});
  expect(readContributor({ ContributorIdOld: 'x', ContributorAttributes: attributes })).toEqual({
    contributor: [{ name: 'InstanceId', value: 'i-1' }],
  });
  const longest = 'x'.repeat(16);
  expect(
    readContributor({ ContributorId: longest, ContributorAttributes: attributes }).contributorId,
  ).toBe(longest);
});
