import { afterEach, describe, expect, it } from 'vitest';
import type { Alarm } from '../../src/alarm/alarm.ts';
import { createFetchCulprit } from '../../src/aws/culprit.ts';
import { createHttpsFetch } from '../../src/http/fetch.ts';
import {
  type AwsBehaviour,
  type AwsCallSeen,
  type AwsEndpoint,
  type AwsReply,
  startAwsEndpoint,
} from '../helpers/aws-endpoint.ts';

const ID = 'i-0123456789abcdef0';
const DOCUMENT = 'alarms-CulpritDocument-Xy12';
const CHANGED = Date.UTC(2026, 10, 22, 8, 0, 44);
const MINUTE = 60_000;

const alarm: Alarm = {
  name: 'web-1 CPU 80%',
  accountId: '123456789012',
  region: 'us-east-1',
  partition: 'aws',
  state: 'ALARM',
  changedAt: CHANGED,
  evaluation: { understood: true, values: [97] },
  facts: [],
  trigger: {
    kind: 'metric',
    stat: {
      namespace: 'AWS/EC2',
      metricName: 'CPUUtilization',
      dimensions: [{ name: 'InstanceId', value: ID }],
      statistic: 'Average',
    },
    condition: { comparison: 'GreaterThanThreshold', threshold: 80, period: 300 },
  },
};

const OUTPUT = 'culprit 1 linux\ncores 2\nload 8.20\nprocess 812 91.2 app java\nend\n';
const MACHINE = {
  cores: 2,
  load: 8.2,
  processes: [{ pid: 812, share: 91.2, user: 'app', name: 'java' }],
};

const json = (value: unknown, status = 200): AwsReply => ({ status, body: JSON.stringify(value) });
const refusal = (code: string, status = 400): AwsReply =>
  json(
    { __type: `com.amazon.coral.service#${code}`, message: `arn:aws:iam::1:role/secret` },
    status,
  );
const invocation = (Status: string, StandardOutputContent = ''): AwsReply =>
  json({ Status, StandardOutputContent });

/** Seconds, as AWS's JSON has them. */
const minutesBefore = (minutes: number) => (CHANGED - minutes * MINUTE) / 1000;

function event(
  EventName: string,
  minutes: number,
  { by, ...record }: Readonly<Record<string, unknown>> = {},
): object {
  const CloudTrailEvent = JSON.stringify({ eventSource: 'ec2.amazonaws.com', ...record });
  const EventTime = minutesBefore(minutes);
  return { EventName, EventTime, ReadOnly: 'false', Username: by, CloudTrailEvent };
}

function tags(entries: Readonly<Record<string, string>>): AwsReply {
  const items = Object.entries(entries).map(
    ([key, value]) =>
      `<item><resourceId>${ID}</resourceId><key>${key}</key><value>${value}</value></item>`,
  );
  return {
    body: `<DescribeTagsResponse><tagSet>${items.join('')}</tagSet></DescribeTagsResponse>`,
  };
}

const QUIET: Readonly<Record<string, ReturnType<AwsBehaviour>>> = {
  SendCommand: json({ Command: { CommandId: '0a1b2c3d-0000-4000-8000-000000000001' } }),
  GetCommandInvocation: invocation('Success', OUTPUT),
  GetMetricStatistics: json({ Datapoints: [] }),
  LookupEvents: json({ Events: [] }),
  DescribeTags: tags({}),
};

type Replies = Readonly<
  Record<
    string,
    ReturnType<AwsBehaviour> | ((call: AwsCallSeen, count: number) => ReturnType<AwsBehaviour>)
  >
>;

interface Line {
  readonly level: string;
  readonly failures: readonly string[];
}

let endpoint: AwsEndpoint | undefined;
afterEach(() => endpoint?.close());

async function arrange(replies: Replies = {}, { budget = 3_500, accountId = '123456789012' } = {}) {
  const counts = new Map<string, number>();
  endpoint = await startAwsEndpoint((call) => {
    const count = (counts.get(call.operation) ?? 0) + 1;
    counts.set(call.operation, count);
    const reply = replies[call.operation] ?? QUIET[call.operation] ?? json({}, 400);
    return typeof reply === 'function' ? reply(call, count) : reply;
  });
  const lines: Line[] = [];
  const ask = createFetchCulprit({
    access: {
      region: 'us-east-1',
      accountId,
      credentials: { accessKeyId: 'a', secretAccessKey: 'not-a-secret' },
      endpointUrl: endpoint.url,
    },
    fetch: createHttpsFetch().fetch,
    document: DOCUMENT,
    budget,
    now: () => CHANGED + 2_000,
    log: (level, _message, fields) =>
      lines.push({ level, failures: (fields?.['failures'] as string[]) ?? [] }),
  });
  const fetchCulprit = (one: Alarm, instanceId: string, isAlone = Promise.resolve(true)) =>
    ask(one, instanceId, isAlone);
  return { fetchCulprit, lines, calls: endpoint.calls };
}

const of = (calls: readonly AwsCallSeen[], operation: string) =>
  calls.filter((call) => call.operation === operation);

describe('the processes', () => {
  it('are those that the document of the stack prints on that instance, without a parameter', async () => {
    const { fetchCulprit, calls, lines } = await arrange({
      GetCommandInvocation: (_call, count) =>
        [refusal('InvocationDoesNotExist'), invocation('Pending'), invocation('InProgress')][
          count - 1
        ] ?? invocation('Success', OUTPUT),
    });
    expect(await fetchCulprit(alarm, ID)).toEqual({ machine: MACHINE });
    expect(of(calls, 'SendCommand').map(({ input }) => input)).toEqual([
      { DocumentName: DOCUMENT, InstanceIds: [ID], TimeoutSeconds: 30 },
    ]);
    const looks = of(calls, 'GetCommandInvocation');
    expect(looks).toHaveLength(4);
    expect(looks[0]?.input).toMatchObject({ InstanceId: ID, PluginName: 'Linux' });
    expect(looks[0]?.headers['authorization']).toContain('/us-east-1/ssm/aws4_request');
    expect(lines).toEqual([]);
  });

  it('come from the step for Windows where the one for Linux was skipped, however SSM says so', async () => {
    const skipped = [
      invocation(
        'Success',
        'Step execution skipped due to unsatisfied preconditions: \'"StringEquals": [platformType, Linux]\'. Step name: Linux',
      ),
      invocation('Success'),
      invocation('Skipped', 'anything'),
    ];
    for (const linux of skipped) {
      const { fetchCulprit, calls } = await arrange({
        GetCommandInvocation: ({ input }) =>
          input['PluginName'] === 'Windows'
            ? invocation('Success', OUTPUT.replace('linux', 'windows').replaceAll('\n', '\r\n'))
            : linux,
      });
      expect(await fetchCulprit(alarm, ID)).toEqual({ machine: MACHINE });
      expect(of(calls, 'GetCommandInvocation').map(({ input }) => input['PluginName'])).toEqual([
        'Linux',
        'Windows',
      ]);
      await endpoint?.close();
    }
  });

  it.each<[string, Replies, string]>([
    ['there is no agent', { SendCommand: refusal('InvalidInstanceId') }, 'needs the agent'],
    ['it is denied', { SendCommand: refusal('AccessDeniedException') }, 'right is missing'],
    ['the document is gone', { SendCommand: refusal('InvalidDocument') }, 'document of the stack'],
    ['SSM is throttled', { SendCommand: refusal('ThrottlingException') }, 'SSM answered 400 Thr'],
    ['SSM is down', { SendCommand: { status: 503, body: '<html>' } }, 'SSM answered 503'],
    ['the answer is torn', { GetCommandInvocation: 'reset' }, 'ECONNRESET'],
    ['no id is given', { SendCommand: json({ Command: {} }) }, 'unknown'],
    ['the script fails', { GetCommandInvocation: invocation('Failed', OUTPUT) }, 'ended as Failed'],
    ['the agent gives up', { GetCommandInvocation: invocation('TimedOut') }, 'ended as TimedOut'],
    ['the answer is foreign', { GetCommandInvocation: invocation('Success', 'hi') }, 'unreadable'],
    [
      'every step is skipped',
      { GetCommandInvocation: invocation('Success', 'Step execution skipped: mac') },
      'no step for this platform',
    ],
  ])('are missing where %s, and the rest is not', async (_what, replies, why) => {
    const { fetchCulprit, lines } = await arrange({
      ...replies,
      LookupEvents: json({ Events: [event('RebootInstances', 3, { by: 'kim' })] }),
    });
    const changes = [{ what: 'RebootInstances', by: 'kim', at: CHANGED - 3 * MINUTE }];
    expect(await fetchCulprit(alarm, ID)).toEqual({ changes });
    expect(lines).toHaveLength(1);
    expect(lines[0]?.failures.join()).toContain(why === 'unknown' ? 'processes: Error' : why);
    expect(JSON.stringify(lines)).not.toContain('secret');
  });

  it('are waited for no longer than the budget, whatever hangs', async () => {
    for (const operation of [
      'SendCommand',
      'GetCommandInvocation',
      'LookupEvents',
      'DescribeTags',
    ]) {
      const { fetchCulprit, lines } = await arrange({ [operation]: 'hang' }, { budget: 1_500 });
      const began = performance.now();
      await fetchCulprit(alarm, ID);
      expect(performance.now() - began).toBeLessThan(1_700);
      expect(lines.length).toBeLessThanOrEqual(1);
      await endpoint?.close();
    }
  });

  it('are left out if the agent never ends, and what else is known is told', async () => {
    const { fetchCulprit, lines } = await arrange(
      {
        GetCommandInvocation: invocation('InProgress'),
        LookupEvents: json({ Events: [event('StopInstances', 5)] }),
      },
      { budget: 2_000 },
    );
    expect(await fetchCulprit(alarm, ID)).toEqual({
      changes: [{ what: 'StopInstances', at: CHANGED - 5 * MINUTE }],
    });
    expect(lines[0]?.failures).toEqual(['processes: no answer in time']);
  });
});

describe('what is asked', () => {
  const elsewhere: readonly (readonly [string, Alarm])[] = [
    ['an OK', { ...alarm, state: 'OK' }],
    ['an alarm of another account', { ...alarm, accountId: '210987654321' }],
    ['an alarm of another region', { ...alarm, region: 'eu-west-1' }],
    ['an alarm that is six minutes old', { ...alarm, changedAt: CHANGED - 6 * MINUTE }],
    [
      'another metric',
      {
        ...alarm,
        trigger: {
          kind: 'metric',
          stat: { namespace: 'AWS/EC2', metricName: 'NetworkIn', dimensions: [] },
          condition: {},
        },
      },
    ],
  ];

  it('is nothing, but for a fresh CPU alarm of this account and region', async () => {
    const { fetchCulprit, calls } = await arrange();
    for (const [what, one] of elsewhere) expect(await fetchCulprit(one, ID), what).toBeUndefined();
    expect(calls).toEqual([]);
  });

  it('is nothing for an alarm that comes with others, and nothing is asked before that is known', async () => {
    const { fetchCulprit, calls } = await arrange();
    expect(await fetchCulprit(alarm, ID, Promise.resolve(false))).toBeUndefined();
    expect(calls).toEqual([]);
  });

  it('is the instance of the fleet that went off', async () => {
    const { fetchCulprit, calls } = await arrange();
    const fleet: Alarm = {
      ...alarm,
      trigger: {
        kind: 'query',
        query: 'SELECT AVG(CPUUtilization) FROM SCHEMA("AWS/EC2", InstanceId) GROUP BY InstanceId',
        condition: { threshold: 80 },
      },
      contributor: [{ name: 'InstanceId', value: ID }],
    };
    expect(await fetchCulprit(fleet, ID)).toEqual({ machine: MACHINE });
    expect(of(calls, 'SendCommand')).toHaveLength(1);
  });
});

describe('the credits', () => {
  const metric = (values: Readonly<Record<string, readonly number[]>>) => (call: AwsCallSeen) => {
    const name = String(
      call.input['MetricName'] ?? new URLSearchParams(call.body).get('MetricName'),
    );
    const points = values[name] ?? [];
    return json({
      Datapoints: points.map((Average, index) => ({
        Timestamp: Date.UTC(2026, 10, 22, 8) / 1000 - (points.length - 1 - index) * 300,
        Average,
      })),
    });
  };

  it('are those of an instance that has some, and gone since the first period without', async () => {
    const spent = metric({ CPUCreditBalance: [20, 9, 0, 0, 0], CPUSurplusCreditBalance: [0, 0] });
    const { fetchCulprit } = await arrange({ GetMetricStatistics: spent });
    const goneSince = Date.UTC(2026, 10, 22, 7, 50);
    expect(await fetchCulprit(alarm, ID)).toMatchObject({
      credits: { balance: 0, goneSince, isUnlimited: false },
    });
  });

  it('are borrowed in unlimited mode, and just a number while there are some', async () => {
    const borrowed = metric({ CPUCreditBalance: [0], CPUSurplusCreditBalance: [3] });
    const first = await arrange({ GetMetricStatistics: borrowed });
    expect(await first.fetchCulprit(alarm, ID)).toMatchObject({ credits: { isUnlimited: true } });
    await endpoint?.close();
    const second = await arrange({ GetMetricStatistics: metric({ CPUCreditBalance: [45.7] }) });
    expect(await second.fetchCulprit(alarm, ID)).toMatchObject({
      credits: { balance: 45.7, isUnlimited: false },
    });
  });

  it('are missing without the right, and the processes are not', async () => {
    const { fetchCulprit, lines } = await arrange({
      GetMetricStatistics: refusal('AccessDeniedException', 403),
    });
    expect(await fetchCulprit(alarm, ID)).toEqual({ machine: MACHINE });
    expect(lines[0]?.failures[0]).toContain('credits: ');
  });
});

describe('what changed', () => {
  it('are the writes of the last hour on the instance, newest first, three at most', async () => {
    const { fetchCulprit, calls } = await arrange({
      LookupEvents: json({
        Events: [
          event('RebootInstances', 3, { by: 'kim' }),
          event('RunInstances', 50, { userIdentity: { invokedBy: 'autoscaling.amazonaws.com' } }),
          event('AttachVolume', 20, { by: 'lee' }),
          event('ModifyInstanceAttribute', 30, { by: 'lee' }),
        ],
      }),
    });
    expect((await fetchCulprit(alarm, ID))?.changes).toEqual([
      { what: 'RebootInstances', by: 'kim', at: CHANGED - 3 * MINUTE },
      { what: 'AttachVolume', by: 'lee', at: CHANGED - 20 * MINUTE },
      { what: 'ModifyInstanceAttribute', by: 'lee', at: CHANGED - 30 * MINUTE },
    ]);
    expect(of(calls, 'LookupEvents').map(({ input }) => input)).toEqual([
      {
        LookupAttributes: [{ AttributeKey: 'ResourceName', AttributeValue: ID }],
        StartTime: CHANGED / 1000 - 3_600,
        EndTime: CHANGED / 1000,
      },
    ]);
  });

  it('leave out what only reads, what failed, what the instance does itself, and what this function sends', async () => {
    const parameters = { documentName: DOCUMENT, instanceIds: [ID] };
    const { fetchCulprit } = await arrange({
      LookupEvents: json({
        Events: [
          { ...event('DescribeInstances', 1, { by: 'kim' }), ReadOnly: 'true' },
          event('StopInstances', 1, { by: 'kim', errorCode: 'Client.UnauthorizedOperation' }),
          event('UpdateInstanceInformation', 1, { by: ID }),
          event('SendCommand', 1, { by: 'notifier', requestParameters: parameters }),
          event('SendCommand', 2, { by: 'ci', requestParameters: { documentName: 'other' } }),
          { EventName: 'no time' },
          'no event',
        ],
      }),
    });
    expect((await fetchCulprit(alarm, ID))?.changes).toEqual([
      { what: 'SendCommand', by: 'ci', at: CHANGED - 2 * MINUTE },
    ]);
  });

  it('are those of its Auto Scaling group and the deployments that its tags name, too', async () => {
    const deployment = (application: string, group: string, minutes: number) =>
      event('CreateDeployment', minutes, {
        by: 'ci-bot',
        eventSource: 'codedeploy.amazonaws.com',
        requestParameters: { applicationName: application, deploymentGroupName: group },
      });
    const { fetchCulprit, calls } = await arrange({
      DescribeTags: tags({ 'aws:autoscaling:groupName': 'CodeDeploy_blue_d-AB12', app: 'shop' }),
      LookupEvents: ({ input }) => {
        const asked = JSON.stringify(input['LookupAttributes']);
        if (asked.includes('CreateDeployment'))
          return json({
            Events: [
              deployment('shop', 'x', 17),
              deployment('y', 'blue', 25),
              deployment('other', 'other', 1),
              event('CreateDeployment', 2, { by: 'api', eventSource: 'apigateway.amazonaws.com' }),
            ],
          });
        if (asked.includes('CodeDeploy_blue'))
          return json({ Events: [event('SetDesiredCapacity', 40, { by: 'lee' })] });
        return json({ Events: [] });
      },
    });
    expect((await fetchCulprit(alarm, ID))?.changes).toEqual([
      { what: 'CreateDeployment', by: 'ci-bot', at: CHANGED - 17 * MINUTE },
      { what: 'CreateDeployment', by: 'ci-bot', at: CHANGED - 25 * MINUTE },
      { what: 'SetDesiredCapacity', by: 'lee', at: CHANGED - 40 * MINUTE },
    ]);
    expect(of(calls, 'LookupEvents')).toHaveLength(3);
  });

  it('are those that are known where a later look-up hangs', async () => {
    const { fetchCulprit } = await arrange(
      {
        DescribeTags: tags({ Name: 'web-1' }),
        LookupEvents: (_call, count) =>
          count === 1 ? json({ Events: [event('RebootInstances', 3, { by: 'kim' })] }) : 'hang',
      },
      { budget: 2_000 },
    );
    expect((await fetchCulprit(alarm, ID))?.changes).toHaveLength(1);
  });
});
