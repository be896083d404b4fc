import { describe, it } from 'vitest';
import type { JsonObject } from '../../src/json.ts';
import { alarmOf, type Case, expectTold, type Measured, measured } from '../helpers/cases.ts';
import { everyRow } from '../helpers/every-row.ts';
import { dimensions, published } from '../helpers/told.ts';

/** Alarms in the forms that public bug reports show, each kind by several of its forms. */

type Row = readonly [what: string, one: Case];

/** The headline of an alarm over one metric; its name is in brackets behind it. */
function headed(
  what: string,
  headline: string,
  [namespace, metric, given]: readonly [string, string, Measured],
  says: readonly string[] = [],
): Row {
  const event = alarmOf(namespace, metric, given);
  return [what, { event, push: [`🔴 ALARM: ${headline} (an alarm)`], says }];
}

const arn = (service: string, resource: string) =>
  `arn:aws:${service}:eu-west-1:111122223333:${resource}`;
const UUID = '5a4b3c2d-aaaa-bbbb-cccc-0123456789ab';
const EC2 = 'i-0abcdef1234567890';

describe('a name', () => {
  const machine = arn('states', 'stateMachine:reports-excel-to-csv-weekly-export');
  const rows: readonly Row[] = [
    headed(
      'of a state machine is shown whole, and leads to it',
      'ExecutionsFailed of reports-excel-to-csv-weekly-export at 1 > 0',
      ['AWS/States', 'ExecutionsFailed', { of: { StateMachineArn: machine } }],
      [`#/statemachines/view/${encodeURIComponent(machine)}`],
    ),
    headed('of a version of one has its machine', 'ExecutionsFailed of orders:12 at 1 > 0', [
      'AWS/States',
      'ExecutionsFailed',
      { of: { StateMachineArn: arn('states', 'stateMachine:orders:12') } },
    ]),
    headed('of an alias of a function is said once', 'Errors of pay:live at 1 > 0', [
      'AWS/Lambda',
      'Errors',
      { of: { FunctionName: 'pay', Resource: 'pay:live' } },
    ]),
    headed(
      'of a run of a job is no headline',
      'glue.driver.aggregate.numFailedTasks of nightly at 1 > 0',
      [
        'Glue',
        'glue.driver.aggregate.numFailedTasks',
        { of: { JobName: 'nightly', JobRunId: `jr_${'0a'.repeat(32)}`, Type: 'count' } },
      ],
    ),
    headed('of load balancer and target group is said once', 'HealthyHostCount of web at 1 < 3', [
      'AWS/ApplicationELB',
      'HealthyHostCount',
      {
        of: {
          TargetGroup: 'targetgroup/web/00112233445566aa',
          LoadBalancer: 'app/web/aa66554433221100',
        },
        limit: 3,
        isBelow: true,
      },
    ]),
    [
      'that is a UUID is left to the alarm, and leads to the health check',
      {
        event: alarmOf('AWS/Route53', 'HealthCheckStatus', {
          of: { HealthCheckId: UUID },
          value: 0,
          limit: 1,
          isBelow: true,
          more: { AlarmName: 'www.example.net-awsroute53-Low-HealthCheckStatus' },
        }),
        push: [
          '🔴 ALARM: www.example.net-awsroute53-Low-HealthCheckStatus: HealthCheckStatus 0 < 1',
        ],
        says: [`route53/healthchecks/home?region=eu-west-1#/details/${UUID}`],
      },
    ],
    [
      'that is the id of a key is, too',
      {
        event: alarmOf('AWS/KMS', 'SecondsUntilKeyMaterialExpiration', {
          of: { KeyId: UUID },
          value: 86_400,
          limit: 172_800,
          isBelow: true,
        }),
        push: ['🔴 ALARM: an alarm: SecondsUntilKeyMaterialExpiration 1 day < 2 days'],
      },
    ],
  ];
  it('says what it is the name of', everyRow(rows, expectTold));
});

describe('a dimension beside the instance', () => {
  const of = (metric: string, more: Readonly<Record<string, string>>, namespace = 'CWAgent') =>
    [
      namespace,
      metric,
      { of: { InstanceId: EC2, ImageId: 'ami-0abcdef1234567890', ...more } },
    ] as const;
  const rows: readonly Row[] = [
    headed(
      'of a disk of five',
      `disk_used_percent of ${EC2} (/srv/data) at 1% > 0%`,
      of('disk_used_percent', {
        InstanceType: 't3.large',
        path: '/srv/data',
        device: 'nvme1n1',
        fstype: 'xfs',
      }),
      ['path: /srv/data', 'device: nvme1n1', 'fstype: xfs', 'InstanceType: t3.large'],
    ),
    headed(
      'of a disk of Windows',
      `LogicalDisk % Free Space of ${EC2} (D:) at 1% > 0%`,
      of('LogicalDisk % Free Space', { instance: 'D:', objectname: 'LogicalDisk' }),
      ['instance: D:'],
    ),
    headed(
      'of a process',
      `procstat_lookup_pid_count of ${EC2} (nginx) at 1 > 0`,
      of('procstat_lookup_pid_count', { pattern: 'nginx', pid_finder: 'native' }),
    ),
    headed(
      'of a disk of a machine elsewhere',
      'disk_used_percent of till-7 (/) at 1% > 0%',
      [
        'CWAgent',
        'disk_used_percent',
        { of: { fstype: 'xfs', path: '/', host: 'till-7', device: 'sda1' } },
      ],
      ['device: sda1', 'fstype: xfs'],
    ),
    headed(
      'of a queue of RabbitMQ, but for its usual host',
      'MessageReadyCount of bills / refunds at 1 > 0',
      [
        'AWS/AmazonMQ',
        'MessageReadyCount',
        { of: { Broker: 'bills', VirtualHost: '/', Queue: 'refunds' } },
      ],
      ['VirtualHost: /'],
    ),
    headed('of a quota that has no class', 'CallCount of EC2 / RunInstances at 1 > 0', [
      'AWS/Usage',
      'CallCount',
      { of: { Service: 'EC2', Resource: 'RunInstances', Type: 'API', Class: 'None' } },
    ]),
    headed(
      'of a network interface',
      `net_drop_in of ${EC2} (eth1) at 1 > 0`,
      of('net_drop_in', { interface: 'eth1' }),
    ),
  ];
  it('is in the push text and in the details', everyRow(rows, expectTold));
});

describe('a metric of another account', () => {
  const ofAccount = (trigger: JsonObject): JsonObject =>
    published(
      measured('', '', {
        trigger: { MetricName: undefined, Namespace: undefined, Dimensions: undefined, ...trigger },
        value: 97.2,
        limit: 90,
      }),
    );
  const stat = (Namespace: string, MetricName: string, of: Readonly<Record<string, string>>) => ({
    Period: 300,
    Stat: 'Average',
    Metric: { Namespace, MetricName, Dimensions: dimensions(of) },
  });
  const AccountId = '555566667777';
  const others = ['555566667777', 'alarm in 111122223333', "accountId~'555566667777"];
  const rows: readonly Row[] = [
    [
      'of an instance',
      {
        event: ofAccount({
          Metrics: [
            {
              Id: 'a',
              AccountId,
              ReturnData: true,
              MetricStat: stat('AWS/EC2', 'CPUUtilization', { InstanceId: EC2 }),
            },
          ],
        }),
        push: [`🔴 ALARM: CPU of ${EC2} at 97.2% > 90% (an alarm)`],
        says: others,
      },
    ],
    [
      'of a queue, which is in its account',
      {
        event: ofAccount({
          Metrics: [
            {
              Id: 'a',
              AccountId,
              ReturnData: true,
              MetricStat: stat('AWS/SQS', 'NumberOfMessagesSent', { QueueName: 'jobs' }),
            },
          ],
        }),
        push: ['🔴 ALARM: NumberOfMessagesSent of jobs at 97.2 > 90 (an alarm)'],
        says: [...others, '%2F555566667777%2Fjobs'],
      },
    ],
    [
      'of the inputs of an expression',
      {
        event: ofAccount({
          Metrics: [
            { Id: 'e', Expression: 'a / b', Label: 'Share', ReturnData: true },
            {
              Id: 'a',
              AccountId,
              ReturnData: false,
              MetricStat: stat('AWS/RDS', 'ReadIOPS', { DBInstanceIdentifier: 'db-7' }),
            },
            {
              Id: 'b',
              AccountId,
              ReturnData: false,
              MetricStat: stat('AWS/RDS', 'WriteIOPS', { DBInstanceIdentifier: 'db-7' }),
            },
          ],
        }),
        push: ['🔴 ALARM: Share of db-7 at 97.2 > 90 (an alarm)'],
        says: others,
      },
    ],
  ];
  it('is told with its own', everyRow(rows, expectTold));
});

describe('a unit', () => {
  const at = (
    value: number,
    limit: number,
    of: Readonly<Record<string, string>> = { Name: 'x' },
  ) => ({
    of,
    value,
    limit,
  });
  const rows: readonly Row[] = [
    headed(
      'of OpenSearch, whose MiB are GiB',
      'FreeStorageSpace of search-prod at 18 GiB < 20 GiB',
      [
        'AWS/ES',
        'FreeStorageSpace',
        {
          ...at(18_432, 20_480, { DomainName: 'search-prod', ClientId: '111122223333' }),
          isBelow: true,
        },
      ],
    ),
    headed('of a bill in dollars', 'EstimatedCharges at 104.37 USD > 100 USD', [
      'AWS/Billing',
      'EstimatedCharges',
      at(104.37, 100, { Currency: 'USD' }),
    ]),
    headed('of a bill in euros', 'EstimatedCharges of AmazonEC2 at 1,234.5 EUR > 1,000 EUR', [
      'AWS/Billing',
      'EstimatedCharges',
      at(1234.5, 1000, { ServiceName: 'AmazonEC2', Currency: 'EUR' }),
    ]),
    headed('of long seconds', 'ApproximateAgeOfOldestMessage of jobs at 1 day 2 hours > 1 day', [
      'AWS/SQS',
      'ApproximateAgeOfOldestMessage',
      at(93_784, 86_400, { QueueName: 'jobs' }),
    ]),
    headed('of Firehose', 'DeliveryToS3.DataFreshness of x at 1 hour 30 minutes > 15 minutes', [
      'AWS/Firehose',
      'DeliveryToS3.DataFreshness',
      at(5_400, 900),
    ]),
    headed(
      'of Kinesis',
      'GetRecords.IteratorAgeMilliseconds of x at 1 hour 30 minutes > 15 minutes',
      ['AWS/Kinesis', 'GetRecords.IteratorAgeMilliseconds', at(5_400_000, 900_000)],
    ),
    headed('of a model', 'InvocationLatency of x at 45 s > 30 s', [
      'AWS/Bedrock',
      'InvocationLatency',
      at(45_000, 30_000),
    ]),
    headed(
      'of a proxy, in microseconds',
      'DatabaseConnectionsBorrowLatency of x at 250 ms > 100 ms',
      ['AWS/RDS', 'DatabaseConnectionsBorrowLatency', at(250_000, 100_000)],
    ),
    headed('of an endpoint', 'DiskUtilization of x at 91.5% > 90%', [
      '/aws/sagemaker/Endpoints',
      'DiskUtilization',
      at(91.5, 90),
    ]),
    headed('of a canary', 'SuccessPercent of x at 40% < 90%', [
      'CloudWatchSynthetics',
      'SuccessPercent',
      { ...at(40, 90), isBelow: true },
    ]),
    headed('of a rate', 'Hits of x at 53/s > 50/s', [
      'Shop',
      'Hits',
      { ...at(53, 50), trigger: { Unit: 'Count/Second' } },
    ]),
    headed('of a name that ends in it', 'CPU (%) of x at 91.3% > 90%', [
      'Shop',
      'CPU (%)',
      at(91.3, 90),
    ]),
    headed('of a name’s suffix', 'DiskFreeGiB of x at 3.2 GiB < 5 GiB', [
      'Shop',
      'DiskFreeGiB',
      { ...at(3.2, 5), isBelow: true },
    ]),
    headed('of a limit in whole GiB', 'FreeableMemory of x at 256 MiB < 512 MiB', [
      'AWS/RDS',
      'FreeableMemory',
      { ...at(2 ** 28, 2 ** 29), isBelow: true },
    ]),
    headed('of a certificate', 'DaysToExpiry of certificate 5a4b3c2d at 14 days < 30 days', [
      'AWS/CertificateManager',
      'DaysToExpiry',
      { ...at(14, 30, { CertificateArn: arn('acm', `certificate/${UUID}`) }), isBelow: true },
    ]),
  ];
  it('is the one that AWS documents or its owner named', everyRow(rows, expectTold));
});

describe('an expression', () => {
  const input = (
    Id: string,
    MetricName: string,
    of: Readonly<Record<string, string>>,
    AccountId?: string,
  ) => ({
    Id,
    AccountId,
    ReturnData: false,
    MetricStat: {
      Period: 60,
      Stat: 'Sum',
      Metric: { Namespace: 'AWS/SQS', MetricName, Dimensions: dimensions(of) },
    },
  });
  const evaluated = (Label: string, inputs: readonly JsonObject[], Expression = 'a / b') =>
    alarmOf('', '', {
      value: 7.31,
      limit: 5,
      trigger: {
        MetricName: undefined,
        Namespace: undefined,
        Dimensions: undefined,
        Metrics: [{ Id: 'e', Expression, Label, ReturnData: true, Period: 60 }, ...inputs],
      },
    });
  const jobs = { QueueName: 'jobs' };
  const ofJobs = [input('a', 'Failed', jobs), input('b', 'Sent', jobs)];
  const query = 'SELECT SUM(Errors) FROM "AWS/Lambda"';
  const rows: readonly Row[] = [
    [
      'whose label ends in a percent sign is a percentage',
      {
        event: evaluated('Failures (%)', ofJobs),
        push: [
          '🔴 ALARM: Failures of jobs at 7.31% > 5% (an alarm)',
          'Above *5%* in the last *minute*.',
        ],
      },
    ],
    [
      'whose label ends in a unit is in that',
      {
        event: evaluated('Time to first byte (ms)', ofJobs),
        push: ['🔴 ALARM: Time to first byte of jobs at 7.31 ms > 5 ms (an alarm)'],
      },
    ],
    [
      'that nobody has named is called as its alarm is, not as the console calls every one',
      {
        event: evaluated('Expression1', ofJobs),
        push: ['🔴 ALARM: an alarm (jobs) at 7.31 > 5'],
        never: ['Expression1'],
      },
    ],
    [
      'over two other accounts says whose each input is',
      {
        event: evaluated('All jobs', [
          input('a', 'Sent', jobs, '555566667777'),
          input('b', 'Sent', { QueueName: 'mail' }, '666677778888'),
        ]),
        push: ['🔴 ALARM: an alarm: All jobs 7.31 > 5'],
        says: ['a = Sent of jobs (555566667777)', 'b = Sent of mail (666677778888)'],
      },
    ],
    [
      'that is a query has the name that its owner gave it',
      {
        event: evaluated('Errors of all functions', [], query),
        push: ['🔴 ALARM: an alarm: Errors of all functions 7.31 > 5'],
      },
    ],
    [
      'that is one without a name has that of its metric',
      { event: evaluated('Query1', [], query), push: ['🔴 ALARM: an alarm: Errors 7.31 > 5'] },
    ],
    [
      'over many series has their limit',
      {
        event: alarmOf('', '', {
          limit: 80,
          trigger: {
            MetricName: undefined,
            Namespace: undefined,
            Metrics: [{ Id: 'q', Expression: `${query} GROUP BY FunctionName`, ReturnData: true }],
          },
          more: { NewStateReason: '3 out of 14 time series evaluated to ALARM' },
        }),
        push: ['🔴 ALARM: an alarm', '*3 of 14* series are in ALARM. Limit: above *80*.'],
      },
    ],
  ];
  it('is told as its owner thinks of it', everyRow(rows, expectTold));
});

describe('a composite alarm', () => {
  const ofChildren = (
    states: Readonly<Record<string, string>>,
    AlarmRule: string,
    NewStateReason: string,
  ) =>
    published({
      ...measured('', '', { more: { AlarmName: 'till is down', NewStateReason } }),
      Trigger: undefined,
      AlarmRule,
      TriggeringChildren: Object.entries(states).map(([name, Value]) => ({
        Arn: arn('cloudwatch', `alarm:${name}`),
        State: { Value },
      })),
    });
  const moved = (name: string, state: string) =>
    `${arn('cloudwatch', `alarm:${name}`)} transitioned to ${state} at Monday 23 November, 2026 02:14:04 UTC`;
  const rows: readonly Row[] = [
    [
      'of a child that has no data says so',
      {
        event: ofChildren(
          { heartbeat: 'INSUFFICIENT_DATA' },
          'INSUFFICIENT_DATA(heartbeat)',
          moved('heartbeat', 'INSUFFICIENT_DATA'),
        ),
        push: ['🔴 ALARM: till is down', 'heartbeat (NO DATA)'],
        says: ['|heartbeat> (NO DATA)'],
      },
    ],
    [
      'of a child that has to be in ALARM and is OK, too',
      {
        event: ofChildren({}, 'NOT ALARM(open)', moved('open', 'OK')),
        push: ['🔴 ALARM: till is down', 'open (OK)'],
      },
    ],
    [
      'of both has the one that is in ALARM without a word',
      {
        event: ofChildren(
          { pay: 'ALARM', heartbeat: 'INSUFFICIENT_DATA' },
          'ALARM(pay) AND INSUFFICIENT_DATA(heartbeat)',
          moved('pay', 'ALARM'),
        ),
        push: ['🔴 ALARM: till is down', 'pay, heartbeat (NO DATA)'],
      },
    ],
    [
      'of children in ALARM names them',
      {
        event: ofChildren({ pay: 'ALARM' }, 'ALARM(pay)', moved('pay', 'ALARM')),
        push: ['🔴 ALARM: till is down', 'In ALARM: pay'],
      },
    ],
  ];
  it('names the children that moved it, and their state', everyRow(rows, expectTold));
});

describe('a statistic', () => {
  const extended = (ExtendedStatistic: string, value: number, limit: number): Measured => ({
    of: { FunctionName: 'pay' },
    value,
    limit,
    trigger: { StatisticType: 'ExtendedStatistic', Statistic: undefined, ExtendedStatistic },
  });
  const rows: readonly Row[] = [
    headed(
      'that ranks is a share of the datapoints, whatever they measure',
      'Duration (PR(1000:)) of pay at 12.2% > 5%',
      ['AWS/Lambda', 'Duration', extended('PR(1000:)', 12.2, 5)],
      ['PR(1000:) of 1 minute'],
    ),
    headed('that counts some of them is a count', 'Duration (TC(1000:)) of pay at 120 > 100', [
      'AWS/Lambda',
      'Duration',
      extended('TC(1000:)', 120, 100),
    ]),
    headed(
      'that counts all of them is one, too',
      'Duration (sample count) of pay at 120 > 100',
      [
        'AWS/Lambda',
        'Duration',
        {
          of: { FunctionName: 'pay' },
          value: 120,
          limit: 100,
          trigger: { Statistic: 'SAMPLECOUNT' },
        },
      ],
      ['sample count of 1 minute'],
    ),
    headed(
      'that leaves out the extremes has the unit of the metric, and its own name',
      'Duration of pay at 2.93 s > 2.5 s',
      ['AWS/Lambda', 'Duration', extended('TM(10%:90%)', 2931.2, 2500)],
      ['TM(10%:90%) of 1 minute'],
    ),
    headed(
      'of the middle half, too',
      'Duration of pay at 2.93 s > 2.5 s',
      ['AWS/Lambda', 'Duration', extended('IQM', 2931.2, 2500)],
      ['IQM of 1 minute'],
    ),
  ];
  it('is told in the unit of what it gives', everyRow(rows, expectTold));
});

describe('a reason', () => {
  const cpu = (NewStateReason: string, more: JsonObject = {}, trigger: JsonObject = {}) =>
    alarmOf('AWS/EC2', 'CPUUtilization', {
      of: { InstanceId: EC2 },
      limit: 80,
      trigger: { Period: 300, EvaluationPeriods: 3, ...trigger },
      more: { NewStateReason: `Threshold Crossed: ${NewStateReason}`, ...more },
    });
  const ok = { NewStateValue: 'OK', OldStateValue: 'ALARM' };
  const rows: readonly Row[] = [
    [
      'of 2014 lists the oldest first',
      {
        event: cpu(
          '3 datapoints were not greater than the threshold (80.0). The most recent datapoints: [61.0, 40.3].',
          ok,
        ),
        push: [`🟢 Resolved: CPU of ${EC2} back to 40.3% (an alarm)`, 'No longer above *80%*.'],
      },
    ],
    [
      'of 2014 of an ALARM does so, too',
      {
        event: cpu(
          '3 datapoints were greater than the threshold (80.0). The most recent datapoints: [85.0, 91.5].',
        ),
        push: [
          `🔴 ALARM: CPU of ${EC2} at 91.5% > 80% for 15 minutes (an alarm)`,
          'Above *80%* for *15 minutes* (3 of 3 periods).',
        ],
      },
    ],
    [
      'of 2016 counts one datapoint, and nothing is made of the others',
      {
        event: cpu('1 datapoint (97.2) was greater than the threshold (80.0).'),
        push: [
          `🔴 ALARM: CPU of ${EC2} at 97.2% > 80% (an alarm)`,
          'Above *80%* in *1* period of 5 minutes.',
        ],
      },
    ],
    [
      'that says of how many says so of each',
      {
        event: cpu(
          '2 out of the last 5 datapoints [97.2 (23/11/26 02:09:00), 95.1 (23/11/26 01:54:00)] were greater than the threshold (80.0) (minimum 2 datapoints for OK -> ALARM transition).',
          {},
          { EvaluationPeriods: 5, DatapointsToAlarm: 2 },
        ),
        push: [
          `🔴 ALARM: CPU of ${EC2} at 97.2% > 80% (an alarm)`,
          'Above *80%* in *2 of the last 5* periods of 5 minutes; newest *97.2%*.',
        ],
      },
    ],
    [
      'whose datapoint is hours older than the alarm looks back gives no time',
      {
        event: cpu(
          '1 out of the last 1 datapoints [97.2 (22/11/26 20:09:00)] was greater than the threshold (80.0) (minimum 1 datapoint for OK -> ALARM transition).',
          {},
          { EvaluationPeriods: 1 },
        ),
        push: [`🔴 ALARM: CPU of ${EC2} at 97.2% > 80% (an alarm)`],
        never: ['above the limit since'],
      },
    ],
    [
      'of a query over logs is read, however the results are called',
      {
        event: cpu(
          '1 out of the last 1 scheduled query results [97.2 (23/11/26 02:10:00)] was greater than the threshold (80.0).',
          {},
          { EvaluationPeriods: 1 },
        ),
        push: [
          `🔴 ALARM: CPU of ${EC2} at 97.2% > 80% (an alarm)`,
          'Above *80%* in the last *5 minutes*.',
        ],
      },
    ],
  ];
  it('is told as far as it goes', everyRow(rows, expectTold));
});

describe('missing data', () => {
  const none =
    'Threshold Crossed: no datapoints were received for 1 period and 1 missing datapoint was treated as [Breaching].';
  const rows: readonly Row[] = [
    [
      'of a target group has the limit',
      {
        event: alarmOf('AWS/ApplicationELB', 'HealthyHostCount', {
          of: {
            TargetGroup: 'targetgroup/web/00112233445566aa',
            LoadBalancer: 'app/web/aa66554433221100',
          },
          limit: 3,
          isBelow: true,
          trigger: { TreatMissingData: 'breaching' },
          more: { NewStateReason: none },
        }),
        push: [
          '🔴 ALARM: no data for HealthyHostCount of web (an alarm)',
          'No datapoints for *1 minute*. This alarm treats missing data as breaching. Limit: below *3*.',
        ],
      },
    ],
    [
      'of an alarm that is seconds old says so',
      {
        event: alarmOf('Shop/Jobs', 'ExportOk', {
          of: { Job: 'export' },
          limit: 1,
          isBelow: true,
          trigger: { TreatMissingData: 'breaching', Period: 86_400 },
          more: {
            NewStateReason: none,
            OldStateValue: 'INSUFFICIENT_DATA',
            AlarmConfigurationUpdatedTimestamp: '2026-11-23T02:13:50.977+0000',
          },
        }),
        push: ['🔴 ALARM: no data for ExportOk of export (an alarm)'],
        says: ['This alarm was created or changed *14 seconds* before.'],
      },
    ],
    [
      'that ends with the first OK of a new alarm says so in one line',
      {
        event: alarmOf('Shop/Jobs', 'ExportOk', {
          of: { Job: 'export' },
          more: {
            NewStateValue: 'OK',
            OldStateValue: 'INSUFFICIENT_DATA',
            AlarmConfigurationUpdatedTimestamp: '2026-11-23T02:12:04.977+0000',
          },
        }),
        push: ['🟢 OK: ExportOk of export at 1'],
        says: ['This alarm was created or changed *2 minutes* before'],
        never: ['or data is arriving again'],
      },
    ],
    [
      'during an ALARM is no recovery',
      {
        event: alarmOf('Shop/Jobs', 'Rows', {
          of: { Job: 'export' },
          more: {
            NewStateReason: 'Insufficient Data: 2 datapoints were unknown.',
            NewStateValue: 'INSUFFICIENT_DATA',
            OldStateValue: 'ALARM',
          },
        }),
        push: ['🟠 NO DATA: Rows of export (was in ALARM, not recovered) (an alarm)'],
      },
    ],
  ];
  it('is told with what the alarm makes of it', everyRow(rows, expectTold));
});

describe('an alarm in Korean', () => {
  const settings = { LANGUAGE: 'ko' };
  const rows: readonly Row[] = [
    [
      'has money with the code of its currency apart',
      {
        event: alarmOf('AWS/Billing', 'EstimatedCharges', {
          of: { ServiceName: 'AmazonRDS', Currency: 'KRW' },
          value: 1_234_567,
          limit: 1_000_000,
        }),
        push: ['🔴 경보: AmazonRDS EstimatedCharges 1,234,567 KRW > 1,000,000 KRW (an alarm)'],
        settings,
      },
    ],
    [
      'says of one period that it had no data, not that it was one in a row',
      {
        event: alarmOf('Shop/Jobs', 'Rows', {
          of: { Job: 'export' },
          trigger: { Period: 300 },
          more: {
            NewStateReason: 'Insufficient Data: 1 datapoint was unknown.',
            NewStateValue: 'INSUFFICIENT_DATA',
          },
        }),
        push: [
          '⚪ 데이터 없음: export Rows (an alarm)',
          '*5분* 동안 데이터가 들어오지 않았습니다.',
        ],
        settings,
      },
    ],
    [
      'has the state of a composite alarm’s child',
      {
        event: published({
          ...measured('', '', { more: { NewStateReason: '' } }),
          Trigger: undefined,
          AlarmRule: 'INSUFFICIENT_DATA(heartbeat)',
          TriggeringChildren: [
            { Arn: arn('cloudwatch', 'alarm:heartbeat'), State: { Value: 'INSUFFICIENT_DATA' } },
          ],
        }),
        push: ['🔴 경보: an alarm', 'heartbeat (데이터 없음)'],
        settings,
      },
    ],
    [
      'has the limit of many series',
      {
        event: alarmOf('', '', {
          limit: 80,
          trigger: {
            MetricName: undefined,
            Namespace: undefined,
            Metrics: [{ Id: 'q', Expression: 'SELECT MAX(Lag) FROM Shop GROUP BY Topic' }],
          },
          more: { NewStateReason: '3 out of 14 time series evaluated to ALARM' },
        }),
        push: ['🔴 경보: an alarm', '시계열 *14개 중 3개가* 경보 상태입니다. 임계값: *80* 초과.'],
        settings,
      },
    ],
  ];
  it('reads as a Korean would write it', everyRow(rows, expectTold));
});

describe('a description', () => {
  const described = (AlarmDescription: string) =>
    alarmOf('AWS/Lambda', 'Errors', {
      of: { FunctionName: 'pay' },
      value: 91,
      limit: 90,
      more: { AlarmDescription },
    });
  const push = ['🔴 ALARM: Errors of pay at 91 > 90 (an alarm)'];
  const kibana =
    'https://logs.example.net/app/discover#/?_g=(time:(from:now-1d,to:now))&_a=(query:(match_phrase:(level:error)))';
  const insights =
    "https://eu-west-1.console.aws.amazon.com/cloudwatch/home?region=eu-west-1#logsV2:logs-insights?queryDetail=~(end~0~start~-3600~editorString~'fields*20*40message~source~(~'*2faws*2flambda*2fpay))";
  const rows: readonly Row[] = [
    [
      'whose runbook comes after the logs',
      {
        event: described(
          `Impact: nobody can pay. Logs: ${kibana} Runbook: https://wiki.example.net/pay (Dashboard: https://grafana.example.net/d/pay)`,
        ),
        push: [...push, 'Impact: nobody can pay.'],
        says: [
          '*<https://wiki.example.net/pay|Runbook>*',
          `<${kibana}|Logs>`,
          '<https://grafana.example.net/d/pay|Dashboard>',
        ],
      },
    ],
    [
      'with a URL of Logs Insights, apostrophes and brackets in it',
      {
        event: described(insights),
        push: [...push, 'Above *90* in the last *minute*.'],
        says: [`*<${insights}|Runbook>*`],
      },
    ],
    [
      'in Korean, in Markdown, and with a label in bold',
      {
        event: described('결제 실패. [런북](https://wiki.example.net/ko/pay)'),
        push: [...push, '결제 실패.'],
        says: ['*<https://wiki.example.net/ko/pay|Runbook>*'],
      },
    ],
    [
      'of one bracket after the other',
      {
        event: described(`${'('.repeat(1_000)} http://a.b/c`),
        push,
        says: ['<http://a.b/c|Runbook>'],
      },
    ],
  ];
  it('gives its links whole, the runbook first', everyRow(rows, expectTold));

  const tagged = (tags: JsonObject, AlarmDescription: string | null = null): JsonObject =>
    alarmOf('AWS/Lambda', 'Errors', {
      of: { FunctionName: 'pay' },
      value: 91,
      limit: 90,
      more: { AlarmDescription, AlarmTags: tags, AlarmTagsStatus: 'SUCCESS' },
    });
  const ofTags: readonly Row[] = [
    [
      'has the one of a tag',
      {
        event: tagged({ Team: 'pay', RunbookUrl: 'https://wiki.example.net/pay' }),
        push,
        says: ['*<https://wiki.example.net/pay|Runbook>*', 'Team: pay'],
      },
    ],
    [
      'has its own before that of a tag',
      {
        event: tagged({ runbook: 'https://wiki.example.net/all' }, 'https://wiki.example.net/pay'),
        push,
        says: ['*<https://wiki.example.net/pay|Runbook>*', 'https://wiki.example.net/all'],
      },
    ],
    [
      'takes no tag for one that is no URL',
      { event: tagged({ runbook: 'ask Kim' }), push, says: ['ask Kim'], never: ['|Runbook>'] },
    ],
  ];
  it('that names no runbook', everyRow(ofTags, expectTold));
});
