import { afterEach, describe, expect, it } from 'vitest';
import type { Alarm } from '../../src/alarm/alarm.ts';
import { createAccessTo } from '../../src/aws/accounts.ts';
import { createCallAws } from '../../src/aws/call.ts';
import { createReads } from '../../src/aws/reads.ts';
import { NO_STACK } from '../../src/aws/told.ts';
import { createHttpsFetch } from '../../src/http/fetch.ts';
import { type AwsBehaviour, type AwsEndpoint, startAwsEndpoint } from '../helpers/aws-endpoint.ts';

const OWN = '111111111111';
const SPOKE = '222222222222';
const NOW = Date.UTC(2026, 10, 22, 8);
const HOUR = 3_600_000;

let endpoint: AwsEndpoint | undefined;
afterEach(() => endpoint?.close());

interface Options {
  readonly role?: string | undefined;
  readonly region?: string;
  readonly budget?: number;
}

async function arrange(
  behave: AwsBehaviour,
  { role = 'cloudwatch-to-slack-read', region = 'eu-west-1', budget = 10_000 }: Options = {},
) {
  endpoint = await startAwsEndpoint(behave);
  const access = {
    region,
    accountId: OWN,
    credentials: { accessKeyId: 'AKIDOWN', secretAccessKey: 'own-secret' },
    endpointUrl: endpoint.url,
  };
  const lines: unknown[] = [];
  let time = NOW;
  const { fetch } = createHttpsFetch();
  const accessTo = createAccessTo({
    access,
    role: role === '' ? undefined : role,
    callAws: createCallAws(access, fetch),
    log: (level, _message, fields) => lines.push({ level, ...fields }),
    budget,
    now: () => time,
  });
  const pass = (ms: number) => {
    time += ms;
  };
  return { access, accessTo, lines, pass, fetch, calls: endpoint.calls };
}

/** As STS answers. */
function credentials(id: string, expires: number) {
  return {
    body: `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult>
  <AssumedRoleUser><Arn>arn:aws:sts::${SPOKE}:assumed-role/r/s</Arn></AssumedRoleUser>
  <Credentials><AccessKeyId>${id}</AccessKeyId><SecretAccessKey>secret&amp;${id}</SecretAccessKey>
    <SessionToken>token+/=</SessionToken><Expiration>${new Date(expires).toISOString()}</Expiration></Credentials>
</AssumeRoleResult></AssumeRoleResponse>`,
  };
}

const REFUSAL = {
  status: 403,
  body: '<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>User: arn is not authorized</Message></Error></ErrorResponse>',
};

describe('the access to an account', () => {
  it('is the own one where the alarm is at home, or does not say', async () => {
    const { access, accessTo, calls } = await arrange(() => 'reset');
    expect(await accessTo(OWN)).toBe(access);
    expect(await accessTo(undefined)).toBe(access);
    expect(calls).toEqual([]);
  });

  it('is none elsewhere without a role, and none to what is no account', async () => {
    const without = await arrange(() => 'reset', { role: '' });
    expect(await without.accessTo(SPOKE)).toBeUndefined();
    const { accessTo, calls } = await arrange(() => 'reset');
    for (const none of ['', '22222222222', '2222222222222', 'arn:aws:iam', '22222222222x']) {
      expect(await accessTo(none)).toBeUndefined();
    }
    expect([without.calls, calls]).toEqual([[], []]);
  });

  it("is by the other account's role, asked for once however many alarms wait", async () => {
    const { accessTo, calls } = await arrange(() => credentials('ASIA1', NOW + HOUR));
    const both = await Promise.all([accessTo(SPOKE), accessTo(SPOKE)]);
    expect(both[1]).toBe(both[0]);
    expect(both[0]).toMatchObject({
      region: 'eu-west-1',
      accountId: SPOKE,
      credentials: {
        accessKeyId: 'ASIA1',
        secretAccessKey: 'secret&ASIA1',
        sessionToken: 'token+/=',
      },
    });
    expect(calls).toHaveLength(1);
    expect(Object.fromEntries(new URLSearchParams(calls[0]?.body))).toEqual({
      Action: 'AssumeRole',
      Version: '2011-06-15',
      RoleArn: `arn:aws:iam::${SPOKE}:role/cloudwatch-to-slack-read`,
      RoleSessionName: 'cloudwatch-to-slack',
      DurationSeconds: '3600',
    });
    expect(calls[0]?.headers['authorization']).toContain('/eu-west-1/sts/aws4_request');
  });

  it('is by a role of the same partition', async () => {
    const china = await arrange(() => credentials('a', NOW + HOUR), { region: 'cn-north-1' });
    await china.accessTo(SPOKE);
    expect(new URLSearchParams(china.calls[0]?.body).get('RoleArn')).toMatch(/^arn:aws-cn:iam::/);
  });

  it('is renewed five minutes before it ends, once', async () => {
    let asked = 0;
    const { accessTo, pass, calls } = await arrange(() => {
      asked += 1;
      return credentials(`ASIA${asked}`, NOW + asked * HOUR);
    });
    const idOf = async () => (await accessTo(SPOKE))?.credentials.accessKeyId;
    expect(await idOf()).toBe('ASIA1');
    pass(HOUR - 300_001);
    expect(await idOf()).toBe('ASIA1');
    pass(1);
    expect(await Promise.all([idOf(), idOf()])).toEqual(['ASIA2', 'ASIA2']);
    expect(calls).toHaveLength(2);
  });

  it('is none where it is refused, said once and not asked for again for ten minutes', async () => {
    const { accessTo, lines, pass, calls } = await arrange(() => REFUSAL);
    expect(await accessTo(SPOKE)).toBeUndefined();
    expect(await accessTo(SPOKE)).toBeUndefined();
    expect(calls).toHaveLength(1);
    expect(lines).toEqual([{ level: 'warn', accountId: SPOKE, reason: 'AccessDenied' }]);
    pass(600_000);
    expect(await accessTo(SPOKE)).toBeUndefined();
    expect(calls).toHaveLength(2);
  });

  it('is none where the answer is late, lost, or not from STS', async () => {
    const answers: readonly ReturnType<AwsBehaviour>[] = [
      'hang',
      'reset',
      { body: '<html>' },
      { body: credentials('a', NOW).body.replace(/<Expiration>.*<\/Expiration>/, '') },
      { status: 500, body: '' },
    ];
    for (const reply of answers) {
      const { accessTo, lines } = await arrange(() => reply, { budget: 200 });
      expect(await accessTo(SPOKE)).toBeUndefined();
      expect(lines).toHaveLength(1);
      expect(JSON.stringify(lines)).not.toContain('secret');
      await endpoint?.close();
    }
  });
});

describe("an alarm of another account's", () => {
  const alarm: Alarm = {
    name: 'web-1 CPU',
    partition: 'aws',
    accountId: SPOKE,
    region: 'ap-northeast-2',
    state: 'ALARM',
    changedAt: NOW,
    evaluation: { understood: true, values: [] },
    facts: [],
    trigger: {
      kind: 'metric',
      stat: {
        namespace: 'AWS/EC2',
        metricName: 'CPUUtilization',
        dimensions: [],
        statistic: 'Average',
      },
      condition: { period: 300 },
    },
  };
  const instance = 'i-0123456789abcdef0';
  const stack = { ...NO_STACK, spokeRole: 'cloudwatch-to-slack-read' };

  const behave: AwsBehaviour = ({ operation }) => {
    if (operation === 'AssumeRole') return credentials('ASIASPOKE', Date.now() + HOUR);
    if (operation === 'GetMetricStatistics') {
      return {
        headers: { 'content-type': 'application/x-amz-json-1.0' },
        body: JSON.stringify({ Datapoints: [{ Timestamp: NOW / 1000, Average: 97 }] }),
      };
    }
    const item = `<item><resourceId>${instance}</resourceId><key>Name</key><value>web-1</value></item>`;
    return { body: item };
  };

  it("has the history and the instance's name, read with that account's role and region", async () => {
    const { access, fetch, calls } = await arrange(behave);
    const reads = createReads(access, fetch, () => {}, stack);
    const [history, name] = await Promise.all([
      reads.fetchHistory(alarm),
      reads.fetchInstanceName(alarm, instance),
    ]);
    expect([history?.datapoints, name]).toEqual([[{ at: NOW, value: 97 }], 'web-1']);
    const signed = calls.map(({ operation, headers }) => [
      operation,
      /Credential=([^,]+)\/\d{8}\/([^,]+)\/aws4_request/
        .exec(headers['authorization'] ?? '')
        ?.slice(1),
    ]);
    expect(Object.fromEntries(signed)).toEqual({
      AssumeRole: ['AKIDOWN', 'eu-west-1/sts'],
      GetMetricStatistics: ['ASIASPOKE', 'ap-northeast-2/monitoring'],
      DescribeAlarmHistory: ['ASIASPOKE', 'ap-northeast-2/monitoring'],
      DescribeTags: ['ASIASPOKE', 'ap-northeast-2/ec2'],
    });
    expect(calls).toHaveLength(4);
  });

  it('has neither where the role is refused, and is not asked about', async () => {
    const { access, fetch, calls } = await arrange(() => REFUSAL);
    const reads = createReads(access, fetch, () => {}, stack);
    expect(await reads.fetchHistory(alarm)).toBeUndefined();
    expect(await reads.fetchInstanceName(alarm, instance)).toBeUndefined();
    expect(calls.map(({ operation }) => operation)).toEqual(['AssumeRole']);
  });
});
