import { CloudWatchClient, DescribeAlarmHistoryCommand } from '@aws-sdk/client-cloudwatch';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { createCallAws, endpointOf, isOwnAccount, loadAwsAccess } from '../../src/aws/call.ts';
import { signedHeaders } from '../../src/aws/signature.ts';
import { type AwsEndpoint, startAwsEndpoint } from '../helpers/aws-endpoint.ts';
import { everyRow } from '../helpers/every-row.ts';

const credentials = {
  accessKeyId: 'AKIDEXAMPLE',
  secretAccessKey: 'not-a-secret',
  sessionToken: 'a/session+token==',
};
const access = { region: 'eu-central-1', credentials };

describe('the signature', () => {
  /** What the SDK would send, signature and all, caught before it leaves. */
  async function signedBySdk(alarmName: string, region: string, sessionToken?: string) {
    const caught: { headers: Record<string, string>; body: Uint8Array }[] = [];
    const sdk = new CloudWatchClient({
      region,
      credentials: { ...credentials, ...(sessionToken === undefined ? {} : { sessionToken }) },
      maxAttempts: 1,
      requestHandler: {
        handle: async (request: { headers: Record<string, string>; body: Uint8Array }) => {
          caught.push(request);
          throw new Error('caught');
        },
      },
    });
    await sdk.send(new DescribeAlarmHistoryCommand({ AlarmName: alarmName })).catch(() => {});
    const [request] = caught;
    if (request === undefined) throw new Error('nothing was sent');
    return request;
  }

  it('is the one that the AWS SDK computes', async () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1 });
    const region = fc.constantFrom('eu-central-1', 'us-gov-west-1', 'ap-northeast-2');
    const token = fc.option(fc.stringMatching(/^[\w+/=]{1,40}$/), { nil: undefined });
    await fc.assert(
      fc.asyncProperty(text, region, token, async (name, where, sessionToken) => {
        const { headers, body } = await signedBySdk(name, where, sessionToken);
        const [, signedNames = ''] =
          /SignedHeaders=([^,]+)/.exec(headers['authorization'] ?? '') ?? [];
        const given = signedNames.split(';').map((header) => [header, headers[header] ?? '']);
        const { host = '', ...rest } = Object.fromEntries(given);
        const time = headers['x-amz-date'] ?? '';
        const [, y, mo, d, h, mi, s] = /(....)(..)(..)T(..)(..)(..)Z/.exec(time) ?? [];
        const mine = await signedHeaders(
          {
            service: 'monitoring',
            region: where,
            host,
            headers: rest,
            body: Buffer.from(body).toString(),
          },
          { ...credentials, sessionToken: sessionToken ?? credentials.sessionToken },
          Date.parse(`${y}-${mo}-${d}T${h}:${mi}:${s}Z`),
        );
        expect(mine['authorization']).toBe(headers['authorization']);
      }),
      { numRuns: 50 },
    );
  });

  it('does without a session token where the credentials have none', async () => {
    const headers = await signedHeaders(
      { service: 'ec2', region: 'eu-central-1', host: 'h', headers: {}, body: '' },
      { accessKeyId: 'a', secretAccessKey: 'b' },
      0,
    );
    expect(headers).not.toHaveProperty('x-amz-security-token');
    expect(headers['x-amz-date']).toBe('19700101T000000Z');
  });
});

describe('a call', () => {
  let endpoint: AwsEndpoint | undefined;
  afterEach(() => endpoint?.close());

  it('is a signed POST, and its answer comes back whatever the status', async () => {
    endpoint = await startAwsEndpoint(() => ({ status: 418, body: 'short and stout' }));
    const callAws = createCallAws({ ...access, endpointUrl: endpoint.url }, fetch);
    const answer = await callAws({
      service: 'ssm',
      region: 'eu-west-1',
      headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': 'AmazonSSM.GetIt' },
      body: '{"Name":"/a"}',
      signal: AbortSignal.timeout(10_000),
    });
    expect(answer).toEqual({ status: 418, text: 'short and stout' });
    expect(endpoint.calls).toMatchObject([
      {
        operation: 'GetIt',
        input: { Name: '/a' },
        headers: {
          host: new URL(endpoint.url).host,
          'x-amz-security-token': credentials.sessionToken,
          authorization: expect.stringContaining('/eu-west-1/ssm/aws4_request, SignedHeaders='),
        },
      },
    ]);
  });

  it('ends when its signal does', async () => {
    endpoint = await startAwsEndpoint(() => 'hang');
    const callAws = createCallAws({ ...access, endpointUrl: endpoint.url }, fetch);
    const request = { service: 'ssm', region: 'eu-west-1', headers: {}, body: '' };
    await expect(callAws({ ...request, signal: AbortSignal.timeout(20) })).rejects.toMatchObject({
      name: 'TimeoutError',
    });
  });

  it(
    'is not sent to a host that an invalid region would make',
    everyRow(
      ['', 'eu-west-1.evil.example', 'evil.example/', 'eu-west-1#', 'EU (Ireland)'],
      async (region) => {
        endpoint = await startAwsEndpoint(() => ({ body: '' }));
        const callAws = createCallAws({ ...access, endpointUrl: endpoint.url }, fetch);
        const request = {
          service: 'ssm',
          headers: {},
          body: '',
          signal: AbortSignal.timeout(10_000),
        };
        await expect(callAws({ ...request, region })).rejects.toThrow(RangeError);
        expect(endpoint.calls).toEqual([]);
      },
    ),
  );
});

describe('the endpoint', () => {
  it(
    "is that of the service in the region's partition",
    everyRow(
      [
        ['ec2', 'ap-northeast-2', 'https://ec2.ap-northeast-2.amazonaws.com'],
        ['monitoring', 'us-gov-west-1', 'https://monitoring.us-gov-west-1.amazonaws.com'],
        ['ssm', 'cn-north-1', 'https://ssm.cn-north-1.amazonaws.com.cn'],
      ],
      (service, region, url) => {
        expect(endpointOf(access, service, region)).toBe(url);
      },
    ),
  );

  it('is the emulated one where AWS is emulated', () => {
    const emulated = { ...access, endpointUrl: 'http://127.0.0.1:4566' };
    expect(endpointOf(emulated, 'ec2', 'eu-west-1')).toBe('http://127.0.0.1:4566');
  });
});

describe('the access to AWS', () => {
  const env = { AWS_REGION: 'eu-west-1', AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b' };

  it('is what Lambda puts into the environment', () => {
    const role = {
      ...env,
      AWS_SESSION_TOKEN: 'c',
      ACCOUNT_ID: '123456789012',
      AWS_ENDPOINT_URL: 'http://localhost',
    };
    expect(loadAwsAccess(role)).toEqual({
      region: 'eu-west-1',
      credentials: { accessKeyId: 'a', secretAccessKey: 'b', sessionToken: 'c' },
      accountId: '123456789012',
      endpointUrl: 'http://localhost',
    });
    expect(loadAwsAccess({ ...env, AWS_REGION: '', AWS_DEFAULT_REGION: 'us-east-1' })).toEqual({
      region: 'us-east-1',
      credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    });
  });

  it.each(['AWS_REGION', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'])(
    'is none without %s',
    (name) => {
      expect(loadAwsAccess({ ...env, [name]: undefined })).toBeUndefined();
    },
  );

  it('is to the own account alone, as far as accounts are known', () => {
    const own = { ...access, accountId: '111111111111' };
    expect(isOwnAccount(own, '111111111111')).toBe(true);
    expect(isOwnAccount(own, '222222222222')).toBe(false);
    expect(isOwnAccount(own, undefined)).toBe(true);
    expect(isOwnAccount(access, '222222222222')).toBe(true);
  });
});
