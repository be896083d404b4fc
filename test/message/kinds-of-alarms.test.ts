import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/json.ts';
import { alarmWith, dimensions, published, reasonOf, told } from '../helpers/told.ts';

/** What is right for whole kinds of alarms, each by several of its forms. */

interface Case {
  readonly trigger?: JsonObject;
  readonly more?: JsonObject;
  readonly says: readonly string[];
  readonly never?: readonly string[];
}

async function expectTold({ trigger = {}, more, says, never = [] }: Case): Promise<void> {
  const text = await told(published(alarmWith(trigger, more)));
  for (const said of says) expect(text).toContain(said);
  for (const wrong of ['undefined', 'NaN', ...never]) expect(text).not.toContain(wrong);
}

/** A metric of a resource at 1 above 0. */
function metricOf(Namespace: string, MetricName: string, of: Readonly<Record<string, string>>) {
  return { Namespace, MetricName, Dimensions: dimensions(of) };
}

const arn = (service: string, resource: string) =>
  `arn:aws:${service}:eu-west-1:111122223333:${resource}`;
const UUID = '1f2e3d4c-aaaa-bbbb-cccc-0123456789ab';

describe('a name that says something', () => {
  const rows: readonly (readonly [says: string, trigger: JsonObject])[] = [
    [
      'ExecutionsFailed of nightly-import at 1',
      metricOf('AWS/States', 'ExecutionsFailed', {
        StateMachineArn: arn('states', 'stateMachine:nightly-import'),
      }),
    ],
    [
      'ActivitiesTimedOut of approve-order at 1',
      metricOf('AWS/States', 'ActivitiesTimedOut', {
        ActivityArn: arn('states', 'activity:approve-order'),
      }),
    ],
    [
      'FailedJobs of nightly at 1',
      metricOf('AWS/Batch', 'FailedJobs', { JobQueue: arn('batch', 'job-queue/nightly') }),
    ],
    [
      'DaysToExpiry of certificate 1f2e3d4c at 1 day',
      metricOf('AWS/CertificateManager', 'DaysToExpiry', {
        CertificateArn: arn('acm', `certificate/${UUID}`),
      }),
    ],
    [
      'HealthyHostCount of api at 1',
      metricOf('AWS/ApplicationELB', 'HealthyHostCount', {
        TargetGroup: 'targetgroup/api/0123456789abcdef',
        LoadBalancer: 'app/api/fedcba9876543210',
      }),
    ],
    [
      'KafkaDataLogsDiskUsed of events / Broker ID 2 at 1%',
      metricOf('AWS/Kafka', 'KafkaDataLogsDiskUsed', {
        'Cluster Name': 'events',
        'Broker ID': '2',
      }),
    ],
    [
      'BlockedRequests of edge / eu-west-1 at 1',
      metricOf('AWS/WAFV2', 'BlockedRequests', {
        WebACL: 'edge',
        Rule: 'ALL',
        Region: 'eu-west-1',
      }),
    ],
    [
      'an alarm: HealthCheckStatus 1',
      metricOf('AWS/Route53', 'HealthCheckStatus', { HealthCheckId: UUID }),
    ],
    ['an alarm: Declined 1', metricOf('Shop', 'Declined', { TenantId: UUID })],
    ['an alarm: Declined 1', metricOf('Shop', 'Declined', {})],
  ];

  it('takes the place of an ARN, an id and a number, and the alarm’s own name where there is none', async () => {
    for (const [says, trigger] of rows) await expectTold({ trigger, says: [says] });
  });

  const EC2 = 'i-0fedcba9876543210';
  const instance = (Namespace: string, MetricName: string, of: Readonly<Record<string, string>>) =>
    metricOf(Namespace, MetricName, { ...of, InstanceId: EC2, ImageId: 'ami-0123456789abcdef0' });

  it('has what tells the metrics of one instance apart, and the details have every dimension', async () => {
    await expectTold({
      trigger: instance('CWAgent', 'disk_used_percent', {
        path: '/var/lib/docker',
        device: 'nvme0n1p1',
        fstype: 'xfs',
      }),
      says: [
        `disk_used_percent of ${EC2} (/var/lib/docker) at 1%`,
        'device: nvme0n1p1',
        'fstype: xfs',
      ],
    });
    await expectTold({
      trigger: instance('CWAgent', 'LogicalDisk % Free Space', {
        objectname: 'LogicalDisk',
        instance: 'C:',
      }),
      says: [`of ${EC2} (C:) at 1%`, 'objectname: LogicalDisk'],
    });
    await expectTold({
      trigger: instance('CWAgent', 'nvidia_smi_temperature_gpu', { index: '0', arch: 'Turing' }),
      says: [`of ${EC2} (index 0) at 1`, 'arch: Turing'],
    });
  });
});

describe('a value', () => {
  const at = (
    Namespace: string,
    MetricName: string,
    value: number,
    Threshold: number,
    of: Readonly<Record<string, string>> = { Name: 'x' },
  ) => ({
    trigger: { ...metricOf(Namespace, MetricName, of), Threshold },
    more: { NewStateReason: reasonOf(value, Threshold) },
  });

  it('has the unit of its metric, and the limit has the one in which somebody set it', async () => {
    const rows = [
      [at('AWS/ES', 'FreeStorageSpace', 18_432, 20_480), '18 GiB', '20 GiB'],
      [
        at('AWS/Billing', 'EstimatedCharges', 104.37, 100, { Currency: 'EUR' }),
        '104.37 EUR',
        '100 EUR',
      ],
      [at('AWS/SQS', 'ApproximateAgeOfOldestMessage', 93_784, 86_400), '1 day 2 hours', '1 day'],
      [
        at('AWS/Kinesis', 'GetRecords.IteratorAgeMilliseconds', 7_200_000, 3_600_000),
        '2 hours',
        '1 hour',
      ],
      [at('AWS/RDS', 'FreeableMemory', 2 ** 28, 2 ** 29), '256 MiB', '512 MiB'],
      [at('AWS/RDS', 'FreeStorageSpace', 9_621_151_744, 10 * 2 ** 30), '8.96 GiB', '10 GiB'],
      [at('Shop', 'QueueLatencyMilliseconds', 250, 100), '250 ms', '100 ms'],
      [at('Shop', 'PayloadBytes', 2_000_000, 1_000_000), '2 MB', '1 MB'],
    ] as const;
    for (const [row, value, limit] of rows) await expectTold({ ...row, says: [value, limit] });
  });
});

describe('missing data', () => {
  const treated = (text: string) => ({ NewStateReason: `Threshold Crossed: ${text}.` });
  const trigger = { Period: 300, EvaluationPeriods: 3, Threshold: 80 };

  it('that raised an ALARM is told with the limit, in every wording and spelling', async () => {
    const none =
      'no datapoints were received for 3 periods and 3 missing datapoints were treated as [Breaching]';
    const says = [
      'ALARM: no data for',
      'No datapoints for *3 periods of 5 minutes*',
      'as breaching',
      'above *80%*',
    ];
    const unknown = '3 datapoints were unknown and treated as [Breaching]';
    await expectTold({ trigger, more: treated(none), says });
    await expectTold({ trigger, more: treated(unknown), says });
    for (const TreatMissingData of [
      'breaching',
      '- TreatMissingData:                    breaching',
    ]) {
      const more = { NewStateReason: 'Insufficient Data: 3 datapoints were unknown.' };
      await expectTold({ trigger: { ...trigger, TreatMissingData }, more, says });
    }
  });

  it('beside a value that breached is told, too', async () => {
    const more = treated(
      '1 out of the last 3 datapoints [93.4 (23/11/26 02:04:00)] was greater than the threshold (80.0) and ' +
        '2 missing datapoints were treated as [Breaching] (minimum 3 datapoints for OK -> ALARM transition)',
    );
    const says = ['No datapoints for *2 periods of 5 minutes*', 'as breaching'];
    await expectTold({ trigger, more, says });
  });

  it('during an ALARM is no recovery', async () => {
    const more = {
      NewStateReason: 'Insufficient Data: 3 datapoints were unknown.',
      OldStateValue: 'ALARM',
      NewStateValue: 'INSUFFICIENT_DATA',
    };
    await expectTold({ trigger, more, says: ['NO DATA: ', 'was in ALARM, not recovered'] });
  });
});

describe('what the reason leaves out', () => {
  it('is not claimed: without a reason there is the limit alone', async () => {
    const trigger = { Threshold: 80, Period: 300, EvaluationPeriods: 3 };
    const never = ['since', '3 of', 'for *'];
    await expectTold({
      trigger,
      more: { NewStateReason: '' },
      says: ['Limit: above *80%*'],
      never,
    });
  });

  it('is counted back from the datapoints that it lists, where every period breached', async () => {
    const recent = '[99 (23/11/26 02:09:00), 98 (23/11/26 02:04:00), 97 (23/11/26 01:59:00)]';
    const crossed = (text: string) =>
      `Threshold Crossed: ${text} greater than the threshold (80.0). The most recent datapoints which crossed the threshold: ${recent}.`;
    const trigger = { Threshold: 80, Period: 300, EvaluationPeriods: 5 };
    const says = ['above the limit since <!date^1795398540^'];
    await expectTold({ trigger, more: { NewStateReason: crossed('5 datapoints were') }, says });
    const some = crossed('4 out of the last 5 datapoints were');
    await expectTold({ trigger, more: { NewStateReason: some }, says: [], never: ['since'] });
  });

  it('is read from the recorded datapoints', async () => {
    const point = (minute: string, value: number) => ({
      timestamp: `2026-11-23T02:${minute}:00.000+0000`,
      value,
    });
    const NewStateReasonData = JSON.stringify({
      period: 300,
      threshold: 80,
      evaluatedDatapoints: [point('09', 99), point('04', 98), point('00', 12)],
    });
    const NewStateReason =
      'Threshold Crossed: 2 datapoints were greater than the threshold (80.0).';
    const says = ['99%', 'since <!date^1795399440^'];
    await expectTold({
      trigger: { Threshold: 80 },
      more: { NewStateReason, NewStateReasonData },
      says,
    });
  });

  it('an OK whose newest datapoint still breaches is not called back', async () => {
    const NewStateReason =
      'Threshold Crossed: 1 out of the last 3 datapoints [99 (23/11/26 02:09:00), 40 (23/11/26 02:04:00), 41 (23/11/26 01:59:00)] was not greater than the threshold (80.0).';
    const more = { NewStateReason, NewStateValue: 'OK', OldStateValue: 'ALARM' };
    await expectTold({
      trigger: { Threshold: 80 },
      more,
      says: ['at 99%'],
      never: ['no longer', 'No longer', 'back to'],
    });
  });

  it('the list of 2014 is oldest first', async () => {
    const NewStateReason =
      'Threshold Crossed: 3 datapoints were not greater than the threshold (70.0). The most recent datapoints: [39.0, 40.3].';
    const more = { NewStateReason, NewStateValue: 'OK', OldStateValue: 'ALARM' };
    await expectTold({ trigger: { Threshold: 70 }, more, says: ['back to 40.3%'] });
  });
});

describe('an alarm that is seconds old', () => {
  it('says so', async () => {
    const more = { AlarmConfigurationUpdatedTimestamp: '2026-11-23T02:13:50.977+0000' };
    await expectTold({ more, says: ['created or changed *14 seconds* before'] });
  });
});

describe('a metric of another account', () => {
  it('is told with its own account', async () => {
    await expectTold({
      trigger: {
        MetricName: undefined,
        Metrics: [
          {
            Id: 'm1',
            AccountId: '444455556666',
            ReturnData: true,
            MetricStat: {
              Period: 300,
              Stat: 'Average',
              Metric: {
                Namespace: 'AWS/SQS',
                MetricName: 'NumberOfMessagesSent',
                Dimensions: dimensions({ QueueName: 'orders' }),
              },
            },
          },
        ],
      },
      says: ['444455556666', 'alarm in 111122223333', '%2F444455556666%2Forders'],
    });
  });
});

describe('a log alarm', () => {
  const log = (...LogGroupIdentifiers: readonly string[]) => ({
    MetricName: undefined,
    ScheduledQueryConfiguration: { QueryString: 'filter @message like /ERROR/' },
    LogGroupIdentifiers,
  });

  it('leads to its log group, where it reads just one', async () => {
    const group = 'arn:aws:logs:eu-west-1:111122223333:log-group:/ecs/shop:*';
    for (const name of ['/ecs/shop', group])
      await expectTold({ trigger: log(name), says: ['log-group/$252Fecs$252Fshop/log-events'] });
    await expectTold({ trigger: log('/a', '/b'), says: ['/a\n/b'], never: ['log-events'] });
  });
});
