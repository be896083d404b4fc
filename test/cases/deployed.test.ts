import { describe, it } from 'vitest';
import type { JsonObject } from '../../src/json.ts';
import { type Case, expectTold, measured } from '../helpers/cases.ts';
import { everyRow } from '../helpers/every-row.ts';
import { published } from '../helpers/told.ts';

/** What arrives where the stack tells every alarm of the account, with the settings that the template makes. */

const HOME = '111122223333/eu-west-1';
const settings = {
  EVENTBRIDGE_COVERS: HOME,
  EVENTBRIDGE_EXCLUDES: 'prod-ops-parked,prod-ops-undelivered,prod-ops-heartbeat',
  HEARTBEAT_ALARM: 'prod-ops-heartbeat',
  STACK_NAME: 'prod',
  IGNORE: 'TargetTracking-*',
};

type Row = readonly [what: string, one: Case];

interface Change {
  readonly state?: 'ALARM' | 'OK';
  readonly reason?: string;
  readonly series?: Readonly<Record<string, string>>;
  readonly more?: JsonObject;
  readonly metrics?: readonly JsonObject[];
  readonly partition?: string;
  readonly region?: string;
}

const stat = (namespace: string, name: string, dimensions: Readonly<Record<string, string>>) => ({
  id: 'm',
  metricStat: { metric: { namespace, name, dimensions }, period: 60, stat: 'Average' },
  returnData: true,
});
const QUERY =
  'SELECT AVG(CPUUtilization) FROM SCHEMA("AWS/EC2", InstanceId) WHERE tag.env = \'live\' GROUP BY InstanceId ORDER BY AVG() DESC';
const ONE =
  'Threshold Crossed: 1 out of the last 1 datapoints [97.64 (23/11/26 02:12:00)] was greater than the threshold (80.0) (minimum 1 datapoint for OK -> ALARM transition).';

/** A state change as EventBridge brings it. */
function change(alarmName: string, given: Change = {}): JsonObject {
  const {
    state = 'ALARM',
    reason = ONE,
    series,
    more,
    partition = 'aws',
    region = 'eu-west-1',
  } = given;
  const metrics = given.metrics ?? [
    stat('AWS/RDS', 'CPUUtilization', { DBInstanceIdentifier: 'bills-1' }),
  ];
  const was = { value: state === 'OK' ? 'ALARM' : 'OK', timestamp: '2026-11-23T02:10:04.919+0000' };
  return {
    'detail-type': `CloudWatch Alarm ${series ? 'Contributor ' : ''}State Change`,
    source: 'aws.cloudwatch',
    account: '111122223333',
    time: '2026-11-23T02:14:04Z',
    region,
    resources: [`arn:${partition}:cloudwatch:${region}:111122223333:alarm:${alarmName}`],
    detail: {
      alarmName,
      ...(series
        ? { alarmContributor: { id: '1a2b', attributes: series } }
        : { previousState: was }),
      state: { value: state, reason, timestamp: '2026-11-23T02:14:04.919+0000' },
      configuration: { metrics },
      ...more,
    },
  };
}

/** The same alarm as its action publishes it. */
function action(AlarmName: string, Timestamp = '2026-11-23T02:14:05Z'): JsonObject {
  const message = measured('AWS/RDS', 'CPUUtilization', {
    of: { DBInstanceIdentifier: 'bills-1' },
    value: 97.64,
    limit: 80,
    more: { AlarmName },
  });
  const Sns = { Type: 'Notification', Message: JSON.stringify(message), Timestamp };
  return { Records: [{ EventSource: 'aws:sns', Sns }] };
}

describe('the fleet', () => {
  const InstanceId = 'i-0abcdef1234567890';
  const metrics = [{ id: 'q', expression: QUERY, returnData: true, period: 300 }];
  const rows: readonly Row[] = [
    [
      'as a whole is left to its series',
      {
        event: change('prod-fleet-cpu', {
          metrics,
          reason: '1 out of 6 time series evaluated to ALARM',
        }),
        push: undefined,
        settings,
      },
    ],
    [
      'as a whole is so in its OK, too',
      {
        event: change('prod-fleet-cpu', {
          metrics,
          state: 'OK',
          reason: '6 time series evaluated to OK',
        }),
        push: undefined,
        settings,
      },
    ],
    [
      'has each instance told once, its number of periods as the reason says it',
      {
        event: change('prod-fleet-cpu', {
          metrics,
          series: { InstanceId },
          reason:
            'Threshold Crossed: 3 datapoints were greater than the threshold (80.0). The most recent datapoints which crossed the threshold: [97.1 (23/11/26 02:09:00)].',
        }),
        push: [
          `🔴 ALARM: CPU of ${InstanceId} at 97.1% > 80% (prod-fleet-cpu)`,
          'Above *80%* in *3* periods of 5 minutes.',
        ],
        never: ['3 of the last 3'],
        settings,
      },
    ],
    [
      'has an instance that vanished told as no data',
      {
        event: change('prod-fleet-cpu', {
          metrics,
          series: { InstanceId },
          state: 'OK',
          reason: 'No data was returned for this contributor',
        }),
        push: [`🟠 NO DATA: CPU of ${InstanceId} (was in ALARM, not recovered) (prod-fleet-cpu)`],
        never: ['🟢', 'Resolved'],
        settings,
      },
    ],
    [
      'has one that recovered told as resolved',
      {
        event: change('prod-fleet-cpu', {
          metrics,
          series: { InstanceId },
          state: 'OK',
          reason:
            'Threshold Crossed: 1 datapoint [12.0 (23/11/26 02:12:00)] was not greater than the threshold (80.0).',
        }),
        push: [`🟢 Resolved: CPU of ${InstanceId} back to 12% (prod-fleet-cpu)`],
        settings,
      },
    ],
    [
      'of another metric that is grouped is told so, too',
      {
        event: change('queues', {
          metrics: [
            {
              id: 'q',
              expression: 'SELECT MAX(Depth) FROM SCHEMA("Shop", Queue) GROUP BY Queue',
              returnData: true,
              period: 60,
            },
          ],
          series: { Queue: 'bills' },
          reason:
            'Threshold Crossed: 1 datapoint [12.0 (23/11/26 02:12:00)] was greater than the threshold (10.0).',
        }),
        push: ['🔴 ALARM: Depth of bills at 12 > 10 (queues)'],
        settings,
      },
    ],
  ];
  it('is told by each of its instances', everyRow(rows, expectTold));
});

describe('a mute window', () => {
  const muteDetail = {
    mutedByArn: 'arn:aws:cloudwatch:eu-west-1:111122223333:alarm-mute-rule:night',
    muteWindowStart: '2026-11-23T02:00:00.000+0000',
    muteWindowEnd: '2026-11-23T04:00:00.000+0000',
  };
  const rows: readonly Row[] = [
    [
      'keeps what changes within it quiet',
      { event: change('slow', { more: { muteDetail } }), push: undefined, settings },
    ],
    [
      'keeps nothing quiet that changes after it',
      {
        event: change('slow', {
          more: { muteDetail: { ...muteDetail, muteWindowEnd: '2026-11-23T02:10:00.000+0000' } },
        }),
        push: ['🔴 ALARM: CPUUtilization of bills-1 at 97.6% > 80% (slow)'],
        settings,
      },
    ],
    [
      'that ends leaves an alarm that still burns, and that is told',
      {
        event: action('slow', '2026-11-23T04:00:05.000Z'),
        push: [
          '🔴 Still in ALARM: CPUUtilization of bills-1 at 97.6% > 80% (slow)',
          'Above *80%* in the last *minute*.',
        ],
        says: ['Has been in ALARM for *1 hour 46 minutes*.'],
        now: '2026-11-23T04:00:06Z',
        settings,
      },
    ],
    [
      'is not the only time at which an action is taken again',
      {
        event: action('slow', '2026-11-23T03:14:05.000Z'),
        push: ['🔴 경보 지속 중: bills-1 CPUUtilization 97.6% > 80% (slow)'],
        says: ['*1시간째* 경보 상태입니다.'],
        settings: { LANGUAGE: 'ko' },
      },
    ],
    [
      'is not what a message of the same moment tells of',
      { event: action('slow'), push: undefined, settings },
    ],
  ];
  it('is kept, and no longer', everyRow(rows, expectTold));
});

describe('a name', () => {
  const push = (name: string) => [`🔴 ALARM: CPUUtilization of bills-1 at 97.6% > 80% (${name})`];
  const tracking = 'TargetTracking-service/live/web-AlarmLow-5a4b3c2d-aaaa-bbbb-cccc-0123456789ab';
  const rows: readonly Row[] = [
    [
      'that begins like one of the stack’s own watchers is told',
      { event: change('prod-ops-database'), push: push('prod-ops-database'), settings },
    ],
    [
      'so begun is told once where it comes by the topic as well',
      { event: action('prod-ops-database'), push: undefined, settings },
    ],
    [
      'so begun is told by the topic where that is all there is',
      {
        event: action('prod-ops-database'),
        push: push('prod-ops-database'),
        settings: { STACK_NAME: 'prod' },
      },
    ],
    ['of a watcher is not', { event: change('prod-ops-parked'), push: undefined, settings }],
    [
      'of a target tracking alarm is ignored',
      { event: change(tracking), push: undefined, settings },
    ],
    [
      'that another pattern of Ignore fits is ignored',
      { event: change('dev-web'), push: undefined, settings: { ...settings, IGNORE: 'x*, dev-*' } },
    ],
  ];
  it('is told or ignored by what it is', everyRow(rows, expectTold));
});

describe('a partition', () => {
  const cpu = {
    metrics: [stat('AWS/EC2', 'CPUUtilization', { InstanceId: 'i-0abcdef1234567890' })],
  };
  const push = ['🔴 ALARM: CPU of i-0abcdef1234567890 at 97.6% > 80% (hot)'];
  const rows: readonly Row[] = [
    [
      'of Europe’s own has its own console',
      {
        event: change('hot', { ...cpu, partition: 'aws-eusc', region: 'eusc-de-east-1' }),
        push,
        says: [
          'https://eusc-de-east-1.console.amazonaws-eusc.eu/cloudwatch/home?region=eusc-de-east-1#alarmsV2:alarm/hot',
        ],
        never: ['console.aws.amazon.com'],
        settings,
      },
    ],
    [
      'of China, too',
      {
        event: change('hot', { ...cpu, partition: 'aws-cn', region: 'cn-north-1' }),
        push,
        says: [
          'https://cn-north-1.console.amazonaws.cn/cloudwatch/home?region=cn-north-1#alarmsV2:alarm/hot',
        ],
        never: ['console.aws.amazon.com'],
        settings,
      },
    ],
    [
      'of a government, too',
      {
        event: change('hot', { ...cpu, partition: 'aws-us-gov', region: 'us-gov-west-1' }),
        push,
        says: ['https://us-gov-west-1.console.amazonaws-us-gov.com/'],
        never: ['console.aws.amazon.com'],
        settings,
      },
    ],
    [
      'that nobody knows has no links into another',
      {
        event: change('hot', { ...cpu, partition: 'aws-iso', region: 'us-iso-east-1' }),
        push,
        never: ['https://'],
        settings,
      },
    ],
  ];
  it('has its own links, or none', everyRow(rows, expectTold));
});

describe('what comes by both doors', () => {
  const message = published(measured('A', 'B'));
  const rows: readonly Row[] = [
    ['of this account is told by EventBridge', { event: message, push: undefined, settings }],
    [
      'of another account is told by the topic',
      {
        event: message,
        push: ['🔴 ALARM: an alarm: B 1 > 0'],
        settings: { ...settings, EVENTBRIDGE_COVERS: '999988887777/eu-west-1' },
      },
    ],
  ];
  it('is told once', everyRow(rows, expectTold));
});
