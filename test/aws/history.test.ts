import { afterEach, describe, expect, it } from 'vitest';
import type { Alarm, Condition, MetricStat, Trigger } from '../../src/alarm/alarm.ts';
import { createAccessTo } from '../../src/aws/accounts.ts';
import { createCallAws } from '../../src/aws/call.ts';
import { rememberClients } from '../../src/aws/cloudwatch-client.ts';
import { createFetchHistory } from '../../src/aws/history.ts';
import { createHttpsFetch } from '../../src/http/fetch.ts';
import {
  type AwsBehaviour,
  type AwsCallSeen,
  type AwsEndpoint,
  type AwsReply,
  startAwsEndpoint,
} from '../helpers/aws-endpoint.ts';
import { everyRow } from '../helpers/every-row.ts';

const SECRET = 'not-a-secret-but-never-to-be-seen';
const TOKEN = 'session-token-never-to-be-seen';
const CHANGED = Date.UTC(2026, 10, 22, 8, 0, 44, 318);
const EIGHT = Date.UTC(2026, 10, 22, 8);
const MINUTE = 60_000;

const cpu: MetricStat = {
  namespace: 'AWS/EC2',
  metricName: 'CPUUtilization',
  dimensions: [{ name: 'InstanceId', value: 'i-0123456789abcdef0' }],
  statistic: 'Average',
};
const condition: Condition = {
  comparison: 'GreaterThanThreshold',
  threshold: 80,
  period: 300,
  evaluationPeriods: 3,
};
const onCpu: Trigger = { kind: 'metric', stat: cpu, condition };
const composite: Trigger = { kind: 'composite', children: [] };

const alarm: Alarm = {
  name: 'web-1 CPU 80%',
  accountId: '123456789012',
  region: 'ap-northeast-2',
  partition: 'aws',
  state: 'ALARM',
  previousState: 'OK',
  changedAt: CHANGED,
  evaluation: { understood: true, values: [] },
  facts: [],
  trigger: onCpu,
};
const ok: Alarm = { ...alarm, state: 'OK', previousState: 'ALARM' };

/** AWS's JSON protocol: seconds since the epoch, and a body whatever comes. */
function json(value: unknown, status = 200): AwsReply {
  return {
    status,
    headers: { 'content-type': 'application/x-amz-json-1.0' },
    body: JSON.stringify(value),
  };
}

function datapoints(...points: readonly (readonly [minutes: number, fields: object])[]): AwsReply {
  const Datapoints = points.map(([minutes, fields]) => ({
    Timestamp: (EIGHT + minutes * MINUTE) / 1000,
    Unit: 'Percent',
    ...fields,
  }));
  return json({ Label: 'CPUUtilization', Datapoints });
}

function change(minutes: number, from: string, to: string, fields: object = {}): object {
  return {
    AlarmName: alarm.name,
    AlarmType: 'MetricAlarm',
    HistoryItemType: 'StateUpdate',
    HistorySummary: `Alarm updated from ${from} to ${to}`,
    HistoryData: JSON.stringify({
      version: '1.0',
      oldState: { stateValue: from, stateReason: 'Unchecked: Initial alarm creation' },
      newState: { stateValue: to, stateReason: 'Threshold Crossed: …' },
    }),
    Timestamp: EIGHT / 1000 + minutes * 60,
    ...fields,
  };
}

function changes(...items: readonly object[]): AwsReply {
  return json({ AlarmHistoryItems: items });
}

/** One answer for each operation; no alarm has changed unless told. */
function answering(replies: Readonly<Record<string, ReturnType<AwsBehaviour>>>): AwsBehaviour {
  return ({ operation }) =>
    replies[operation] ??
    (operation === 'DescribeAlarmHistory' ? changes() : json({ message: 'unexpected' }, 400));
}

/** What was asked about metrics. */
function ofMetrics(calls: readonly AwsCallSeen[]): readonly AwsCallSeen[] {
  return calls.filter(({ operation }) => operation !== 'DescribeAlarmHistory');
}

const PAST = { changes: [], isWatched: false };

const denied = (operation: string): AwsReply => ({
  status: 403,
  headers: {
    'content-type': 'application/x-amz-json-1.0',
    'x-amzn-query-error': 'AccessDenied;Sender',
  },
  body: JSON.stringify({
    __type: 'com.amazon.coral.service#AccessDeniedException',
    Message: `User: arn:aws:sts::123456789012:assumed-role/r/f is not authorized to perform: cloudwatch:${operation}`,
  }),
});

interface Line {
  readonly level: string;
  readonly fields: Record<string, unknown> | undefined;
}

let endpoint: AwsEndpoint | undefined;
afterEach(() => endpoint?.close());

async function arrange(behave: AwsBehaviour, { budget = 20_000, accountId = '123456789012' } = {}) {
  endpoint = await startAwsEndpoint(behave);
  const access = {
    region: 'us-east-1',
    accountId,
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: SECRET, sessionToken: TOKEN },
    endpointUrl: endpoint.url,
  };
  const lines: Line[] = [];
  const { fetch } = createHttpsFetch();
  const callAws = createCallAws(access, fetch);
  const fetchHistory = createFetchHistory({
    access,
    accessTo: createAccessTo({ access, role: undefined, callAws, log: () => {} }),
    clientFor: rememberClients(fetch),
    log: (level, _message, fields) => lines.push({ level, fields }),
    budget,
    now: () => CHANGED + 1_000,
  });
  return { access, fetchHistory, lines, calls: endpoint.calls };
}

function operations(calls: readonly AwsCallSeen[]): readonly string[] {
  return calls.map(({ operation }) => operation).sort();
}

describe('the history of a metric', () => {
  it("is asked for in the alarm's region, with its statistic and period", async () => {
    const { fetchHistory, calls } = await arrange(
      answering({ GetMetricStatistics: datapoints([-5, { Average: 97.6 }]) }),
    );
    await fetchHistory(alarm);
    const [asked, ...others] = ofMetrics(calls);
    expect(others).toEqual([]);
    expect(asked).toMatchObject({
      operation: 'GetMetricStatistics',
      headers: {
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-security-token': TOKEN,
        authorization: expect.stringMatching(
          /^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/\d{8}\/ap-northeast-2\/monitoring\/aws4_request/,
        ),
      },
    });
    expect(asked?.input).toEqual({
      Namespace: 'AWS/EC2',
      MetricName: 'CPUUtilization',
      Dimensions: [{ Name: 'InstanceId', Value: 'i-0123456789abcdef0' }],
      Statistics: ['Average'],
      Period: 300,
      StartTime: (EIGHT - 100 * MINUTE) / 1000,
      EndTime: EIGHT / 1000,
    });
  });

  it('comes oldest first, one datapoint a period, gaps left out', async () => {
    const { fetchHistory, lines } = await arrange(
      answering({
        GetMetricStatistics: datapoints(
          [-5, { Average: 97.6 }],
          [-20, { Average: 0 }],
          [-10, { Average: 88.1 }],
          [-10, { Average: 88.1, Unit: 'None' }],
          [-25, {}],
          [-30, { Average: 'NaN' }],
        ),
      }),
    );
    expect(await fetchHistory(alarm)).toEqual({
      ...PAST,
      period: 300,
      datapoints: [
        { at: EIGHT - 20 * MINUTE, value: 0 },
        { at: EIGHT - 10 * MINUTE, value: 88.1 },
        { at: EIGHT - 5 * MINUTE, value: 97.6 },
      ],
    });
    expect(lines).toEqual([]);
  });

  it('is asked for as an extended statistic where it is one, in the unit that the alarm names', async () => {
    const { fetchHistory, calls } = await arrange(
      answering({
        GetMetricStatistics: datapoints([-5, { ExtendedStatistics: { 'p99.9': 1.5 } }]),
      }),
    );
    const stat = { ...cpu, statistic: 'p99.9', unit: 'Milliseconds' };
    expect(await fetchHistory({ ...alarm, trigger: { ...onCpu, stat } })).toMatchObject({
      datapoints: [{ value: 1.5 }],
    });
    const [asked] = ofMetrics(calls);
    expect(asked?.input).toMatchObject({ ExtendedStatistics: ['p99.9'], Unit: 'Milliseconds' });
    expect(asked?.input).not.toHaveProperty('Statistics');
  });

  it("is asked for in the function's region where the alarm names none", async () => {
    const { fetchHistory, calls } = await arrange(answering({ GetMetricStatistics: datapoints() }));
    const { region: _, ...elsewhere } = alarm;
    await fetchHistory(elsewhere);
    for (const { headers } of calls)
      expect(headers['authorization']).toContain('/us-east-1/monitoring/');
    expect(calls).toHaveLength(2);
  });

  it('goes over the same connections for alarm after alarm', async () => {
    const { fetchHistory, calls } = await arrange(
      answering({ GetMetricStatistics: datapoints([-5, { Average: 1 }]) }),
    );
    await fetchHistory(alarm);
    await fetchHistory(alarm);
    expect(new Set(calls.map(({ connection }) => connection)).size).toBe(2);
    expect(calls).toHaveLength(4);
  });
});

describe('the history of a metric math expression', () => {
  const math: Trigger = {
    kind: 'math',
    expression: '100*m1/m2',
    inputs: [
      { ...cpu, id: 'm1', metricName: 'Errors', statistic: 'Sum', unit: 'Count' },
      { ...cpu, id: 'm2', metricName: 'Requests', statistic: 'Sum', period: 60 },
    ],
    condition,
  };
  const series = {
    Id: 'series_of_the_alarm',
    Timestamps: [EIGHT / 1000 - 300, EIGHT / 1000 - 600, EIGHT / 1000 - 900],
    Values: [3, 2],
  };

  it('is asked for with its inputs', async () => {
    const { fetchHistory, calls } = await arrange(
      answering({ GetMetricData: json({ MetricDataResults: [series] }) }),
    );
    expect(await fetchHistory({ ...alarm, trigger: math })).toEqual({
      ...PAST,
      period: 300,
      datapoints: [
        { at: EIGHT - 10 * MINUTE, value: 2 },
        { at: EIGHT - 5 * MINUTE, value: 3 },
      ],
    });
    const Dimensions = [{ Name: 'InstanceId', Value: 'i-0123456789abcdef0' }];
    const named = (MetricName: string) => ({ Namespace: 'AWS/EC2', MetricName, Dimensions });
    expect(ofMetrics(calls).map(({ input }) => input)).toEqual([
      {
        MetricDataQueries: [
          {
            Id: 'm1',
            MetricStat: { Metric: named('Errors'), Period: 300, Stat: 'Sum', Unit: 'Count' },
            ReturnData: false,
          },
          {
            Id: 'm2',
            MetricStat: { Metric: named('Requests'), Period: 60, Stat: 'Sum' },
            ReturnData: false,
          },
          { Id: 'series_of_the_alarm', Expression: '100*m1/m2', ReturnData: true },
        ],
        StartTime: (EIGHT - 100 * MINUTE) / 1000,
        EndTime: EIGHT / 1000,
      },
    ]);
  });

  it('is none where the expression gives several series, or none', async () => {
    const replies = [[series, { ...series, Label: 'b' }], [], [{ Id: 'series_of_the_alarm' }]];
    for (const MetricDataResults of replies) {
      const { fetchHistory } = await arrange(
        answering({ GetMetricData: json({ MetricDataResults }) }),
      );
      expect(await fetchHistory({ ...alarm, trigger: math })).toBeUndefined();
      await endpoint?.close();
    }
  });
});

describe('the history of an OK', () => {
  const rising = datapoints(
    [-60, { Average: 99.9 }],
    [-40, { Average: 85 }],
    [-20, { Average: 97.6 }],
    [-5, { Average: 12 }],
  );

  it('tells how long the alarm was in ALARM, and its peak', async () => {
    const { fetchHistory, calls } = await arrange(
      answering({
        GetMetricStatistics: rising,
        DescribeAlarmHistory: changes(
          change(0.738, 'ALARM', 'OK'),
          change(-30, 'OK', 'ALARM'),
          change(-90, 'ALARM', 'OK'),
          change(-95, 'OK', 'ALARM'),
        ),
      }),
    );
    expect(await fetchHistory(ok)).toMatchObject({
      alarmSince: EIGHT - 30 * MINUTE,
      peak: 97.6,
      datapoints: { length: 4 },
    });
    const asked = calls.find(({ operation }) => operation === 'DescribeAlarmHistory');
    expect(asked?.input).toEqual({
      AlarmName: 'web-1 CPU 80%',
      HistoryItemType: 'StateUpdate',
      EndDate: (CHANGED + 60 * MINUTE) / 1000,
      ScanBy: 'TimestampDescending',
      MaxRecords: 40,
    });
  });

  it('takes the beginning from the notification where that has it', async () => {
    const { fetchHistory, calls } = await arrange(answering({ GetMetricStatistics: rising }));
    const previousChangedAt = EIGHT - 30 * MINUTE;
    expect(await fetchHistory({ ...ok, previousChangedAt })).toMatchObject({
      alarmSince: previousChangedAt,
      peak: 97.6,
    });
    expect(operations(calls)).toEqual(['DescribeAlarmHistory', 'GetMetricStatistics']);
    const [asked] = calls.filter((call) => !ofMetrics(calls).includes(call));
    expect(asked?.input['StartDate']).toBe((CHANGED - 24 * 60 * MINUTE) / 1000);
  });

  const found: readonly [string, readonly object[], number | undefined][] = [
    [
      'the first ALARM where it was told more than once',
      [change(-10, 'ALARM', 'ALARM'), change(-30, 'OK', 'ALARM')],
      -30,
    ],
    [
      'nothing where no ALARM is among the changes',
      [change(-10, 'INSUFFICIENT_DATA', 'OK')],
      undefined,
    ],
    [
      'nothing where the beginning is not among the changes',
      [change(-10, 'ALARM', 'ALARM')],
      undefined,
    ],
    [
      'nothing from changes that cannot be read',
      [{ HistoryData: '{' }, { HistoryData: '7' }, {}],
      undefined,
    ],
    [
      'nothing from the changes of a contributor',
      [change(-10, 'OK', 'ALARM', { AlarmContributorId: 'a' })],
      undefined,
    ],
  ];
  it(
    'tells how long the ALARM lasted, and nothing that is not known',
    everyRow(found, async (_, items, minutes) => {
      const { fetchHistory } = await arrange(
        answering({ GetMetricStatistics: rising, DescribeAlarmHistory: changes(...items) }),
      );
      const history = await fetchHistory(ok);
      expect(history?.alarmSince).toBe(
        minutes === undefined ? undefined : EIGHT + minutes * MINUTE,
      );
      expect(history?.datapoints).toHaveLength(4);
    }),
  );

  it("of a contributor is asked for by the contributor's id", async () => {
    const of = (id: string) => ({ AlarmContributorId: id });
    const { fetchHistory, calls } = await arrange(({ operation, input }) =>
      operation === 'DescribeAlarmHistory' &&
      input['HistoryItemType'] === 'AlarmContributorStateUpdate'
        ? changes(change(-5, 'OK', 'ALARM', of('b')), change(-25, 'OK', 'ALARM', of('a')))
        : changes(change(-10, 'OK', 'ALARM')),
    );
    const contributor = [{ name: 'InstanceId', value: 'i-0aa' }];
    const trigger: Trigger = { kind: 'query', query: 'SELECT 1', condition };
    expect(await fetchHistory({ ...ok, trigger, contributor, contributorId: 'a' })).toMatchObject({
      alarmSince: EIGHT - 25 * MINUTE,
    });
    expect(calls.map(({ input }) => input['AlarmContributorId'])).toEqual(['a']);
  });

  it('of a contributor without an id counts its own changes alone', async () => {
    const own = { AlarmContributorAttributes: { InstanceId: 'i-0aa' } };
    const { fetchHistory } = await arrange(
      answering({
        DescribeAlarmHistory: changes(
          change(-5, 'OK', 'ALARM', { AlarmContributorAttributes: { InstanceId: 'i-0bb' } }),
          change(-10, 'OK', 'ALARM'),
          change(-40, 'OK', 'ALARM', { AlarmContributorId: 'a', ...own }),
        ),
      }),
    );
    const contributor = [{ name: 'InstanceId', value: 'i-0aa' }];
    const trigger: Trigger = { kind: 'query', query: 'SELECT 1', condition };
    expect(await fetchHistory({ ...ok, trigger, contributor })).toMatchObject({
      alarmSince: EIGHT - 40 * MINUTE,
    });
  });

  it('of a composite alarm has no datapoints', async () => {
    const { fetchHistory, calls } = await arrange(
      answering({ DescribeAlarmHistory: changes(change(-30, 'OK', 'ALARM')) }),
    );
    expect(await fetchHistory({ ...ok, trigger: composite })).toMatchObject({
      period: 0,
      datapoints: [],
      alarmSince: EIGHT - 30 * MINUTE,
    });
    expect(calls.map(({ input }) => input['AlarmTypes'])).toEqual([['CompositeAlarm']]);
  });

  it('keeps the half that could be had', async () => {
    const noStatistics = await arrange(
      answering({
        GetMetricStatistics: denied('GetMetricStatistics'),
        DescribeAlarmHistory: changes(change(-30, 'OK', 'ALARM')),
      }),
    );
    expect(await noStatistics.fetchHistory(ok)).toMatchObject({
      period: 300,
      datapoints: [],
      alarmSince: EIGHT - 30 * MINUTE,
    });
    await endpoint?.close();
    const late = await arrange(
      answering({ GetMetricStatistics: rising, DescribeAlarmHistory: 'hang' }),
      { budget: 1_000 },
    );
    const history = await late.fetchHistory(ok);
    expect(history?.datapoints).toHaveLength(4);
    expect(history).not.toHaveProperty('alarmSince');
    expect(late.lines).toMatchObject([
      { fields: { failures: ['DescribeAlarmHistory: no answer in time'] } },
    ]);
  });
});

describe("an alarm's own changes", () => {
  const flap = changes(
    change(-4, 'ALARM', 'OK'),
    change(-10, 'OK', 'ALARM'),
    change(-7, 'OK', 'ALARM', { AlarmContributorId: 'a' }),
  );

  it('are those of the day before an ALARM, asked for together with its metric', async () => {
    const { fetchHistory, calls } = await arrange(
      answering({ GetMetricStatistics: 'hang', DescribeAlarmHistory: flap }),
      { budget: 1_000 },
    );
    const history = await fetchHistory(alarm);
    expect(history?.changes).toEqual([
      { at: EIGHT - 4 * MINUTE, from: 'ALARM', to: 'OK' },
      { at: EIGHT - 10 * MINUTE, from: 'OK', to: 'ALARM' },
    ]);
    const asked = calls.find(({ operation }) => operation === 'DescribeAlarmHistory');
    expect(asked?.input).toMatchObject({
      AlarmName: alarm.name,
      HistoryItemType: 'StateUpdate',
      StartDate: (CHANGED - 24 * 60 * MINUTE) / 1000,
      MaxRecords: 100,
    });
  });

  it('are watched by the hourly run in the own region, but not those of a series', async () => {
    const { fetchHistory } = await arrange(answering({ DescribeAlarmHistory: flap }));
    const here = { ...alarm, region: 'us-east-1' };
    expect((await fetchHistory(here))?.isWatched).toBe(true);
    expect((await fetchHistory(alarm))?.isWatched).toBe(false);
    const contributor = [{ name: 'InstanceId', value: 'i-0aa' }];
    const series = { ...here, contributor, contributorId: 'a' };
    expect((await fetchHistory(series))?.isWatched).toBe(false);
  });
});

describe('without history', () => {
  const failures: readonly [string, ReturnType<AwsBehaviour>, string][] = [
    [
      'the right is missing',
      denied('GetMetricStatistics'),
      'the right cloudwatch:GetMetricStatistics is missing',
    ],
    [
      'the right is missing, told in the other way',
      json({ __type: 'AccessDenied', message: 'no' }, 403),
      'the right cloudwatch:GetMetricStatistics is missing',
    ],
    [
      'CloudWatch names an error that is no name',
      json({ __type: `a b ${'c'.repeat(100)}` }, 400),
      'unknown (HTTP 400)',
    ],
    ['CloudWatch fails', { status: 500, body: 'oops' }, 'unreadable answer (HTTP 500)'],
    [
      'CloudWatch fails in its own words',
      json({ __type: 'InternalServiceFault' }, 500),
      'InternalServiceFault (HTTP 500)',
    ],
    [
      'CloudWatch asks to slow down',
      json({ __type: 'ThrottlingException' }, 400),
      'ThrottlingException (HTTP 400)',
    ],
    ['the connection breaks', 'reset', 'ECONNRESET'],
    ['the answer is garbage', { body: '<html>not json</html>' }, 'unreadable answer (HTTP 200)'],
    [
      'the answer is cut off',
      { body: '{"Datapoints":[{"Average":1' },
      'unreadable answer (HTTP 200)',
    ],
  ];
  it(
    'the alarm goes on where a read fails, after one try and one line',
    everyRow(failures, async (_, reply, reason) => {
      const { fetchHistory, lines, calls } = await arrange(
        answering({ GetMetricStatistics: reply }),
      );
      expect(await fetchHistory(alarm)).toBeUndefined();
      expect(ofMetrics(calls)).toHaveLength(1);
      expect(lines).toEqual([
        {
          level: 'warn',
          fields: {
            name: alarm.name,
            region: 'ap-northeast-2',
            failures: [`GetMetricStatistics: ${reason}`],
          },
        },
      ]);
    }),
  );

  it('the alarm goes on where the answer takes too long', async () => {
    const { fetchHistory, lines } = await arrange(() => 'hang', { budget: 20 });
    expect(await fetchHistory(ok)).toBeUndefined();
    expect(lines).toMatchObject([
      {
        fields: {
          failures: [
            'GetMetricStatistics: no answer in time',
            'DescribeAlarmHistory: no answer in time',
          ],
        },
      },
    ]);
  });

  it('the alarm goes on where nobody listens', async () => {
    const { fetchHistory, lines } = await arrange(() => 'reset');
    await endpoint?.close();
    expect(await fetchHistory(alarm)).toBeUndefined();
    const failed = ['DescribeAlarmHistory', 'GetMetricStatistics'];
    expect(lines).toMatchObject([
      { fields: { failures: expect.arrayContaining(failed.map((one) => `${one}: ECONNREFUSED`)) } },
    ]);
  });

  it(
    'the alarm goes on without a word where CloudWatch has nothing',
    everyRow(
      [
        ['an empty answer', json({})],
        ['an answer without datapoints', datapoints()],
        ['an answer of other types', json({ Datapoints: [{ Timestamp: null, Average: null }] })],
      ],
      async (_, reply) => {
        const { fetchHistory, lines } = await arrange(() => reply);
        expect(await fetchHistory(alarm)).toBeUndefined();
        expect(lines).toEqual([]);
      },
    ),
  );

  const unasked: readonly [string, Alarm][] = [
    ['about the metric of a composite alarm in ALARM', { ...alarm, trigger: composite }],
    ["about the metric of a new alarm's first OK", { ...ok, previousState: 'INSUFFICIENT_DATA' }],
    ['at all of an alarm in another account', { ...ok, accountId: '999999999999' }],
  ];
  it.each(unasked)('nothing is asked %s', async (_, one) => {
    const { fetchHistory, lines, calls } = await arrange(() => json({}));
    expect(await fetchHistory(one)).toBeUndefined();
    expect(one.accountId === alarm.accountId ? ofMetrics(calls) : calls).toEqual([]);
    expect(lines).toEqual([]);
  });

  it('nothing is asked in an invalid region', async () => {
    const { fetchHistory, lines, calls } = await arrange(() => json({}));
    expect(await fetchHistory({ ...alarm, region: 'evil.example/' })).toBeUndefined();
    expect(calls).toEqual([]);
    expect(lines).toHaveLength(1);
  });

  it('no secret is in the log', async () => {
    for (const [, reply] of failures) {
      const { fetchHistory, lines } = await arrange(() => reply);
      await fetchHistory(ok);
      expect(lines).toHaveLength(1);
      expect(JSON.stringify(lines)).not.toMatch(new RegExp(`${SECRET}|${TOKEN}|AKIDEXAMPLE`));
      await endpoint?.close();
    }
  });
});
