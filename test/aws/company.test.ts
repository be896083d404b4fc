import { afterEach, describe, expect, it } from 'vitest';
import type { Alarm } from '../../src/alarm/alarm.ts';
import { createCallAws } from '../../src/aws/call.ts';
import { createPostpone, createReadCompany } from '../../src/aws/company.ts';
import { BusyError } from '../../src/errors.ts';
import { createHttpsFetch } from '../../src/http/fetch.ts';
import { type AwsBehaviour, type AwsEndpoint, startAwsEndpoint } from '../helpers/aws-endpoint.ts';

const EIGHT = Date.UTC(2026, 10, 22, 8);
const QUEUE = 'https://sqs.ap-northeast-2.amazonaws.com/123456789012/undelivered';

let endpoint: AwsEndpoint | undefined;
afterEach(() => endpoint?.close());

async function start(behave: AwsBehaviour) {
  endpoint = await startAwsEndpoint(behave);
  const access = {
    region: 'ap-northeast-2',
    accountId: '123456789012',
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'example' },
    endpointUrl: endpoint.url,
  };
  const { fetch } = createHttpsFetch();
  return {
    readCompany: createReadCompany(access, { everyAlarm: true, watchers: [], ignore: [] }, fetch),
    postpone: createPostpone(access, QUEUE, createCallAws(access, fetch)),
  };
}

const web: Alarm = {
  name: 'web',
  partition: 'aws',
  state: 'ALARM',
  changedAt: EIGHT,
  evaluation: { understood: false, values: [] },
  facts: [],
};

function page(...names: readonly string[]) {
  const MetricAlarms = names.map((AlarmName) => ({
    AlarmName,
    ActionsEnabled: true,
    StateValue: 'ALARM',
    StateTransitionedTimestamp: EIGHT / 1000 - 1,
  }));
  return {
    headers: { 'content-type': 'application/x-amz-json-1.0' },
    body: JSON.stringify({ MetricAlarms, NextToken: 'more' }),
  };
}

describe('the company of an alarm', () => {
  it('is read only until three before it are known, and never without an end', async () => {
    const crowded = await start(() => page('a', 'b', 'c', 'd'));
    expect(await crowded.readCompany(web)).toHaveLength(4);
    expect(endpoint?.calls).toHaveLength(1);
    await endpoint?.close();
    const alone = await start(() => page('a'));
    expect(await alone.readCompany(web)).toHaveLength(10);
    expect(endpoint?.calls).toHaveLength(10);
  });

  it('is too much to ask where CloudWatch throttles, but for the later pages of a long answer', async () => {
    const throttled = { status: 400, body: JSON.stringify({ __type: 'ThrottlingException' }) };
    const busy = await start(() => throttled);
    await expect(busy.readCompany(web)).rejects.toThrow(BusyError);
    await endpoint?.close();
    const long = await start(() => (endpoint?.calls.length === 1 ? page('a') : throttled));
    await expect(long.readCompany(web)).rejects.not.toThrow(BusyError);
    await endpoint?.close();
    const down = await start(() => ({ status: 500, body: '{}' }));
    await expect(down.readCompany(web)).rejects.not.toThrow(BusyError);
  });

  it('is not asked for in another account or region', async () => {
    const { readCompany } = await start(() => page('a'));
    expect(await readCompany({ ...web, accountId: '210987654321' })).toEqual([]);
    expect(await readCompany({ ...web, region: 'us-east-1' })).toEqual([]);
    expect(endpoint?.calls).toEqual([]);
  });
});

describe('an alarm that is put back', () => {
  it('goes to the queue as it came, with a delay', async () => {
    const { postpone } = await start(() => ({ body: '{}' }));
    await postpone({ AlarmName: 'web' });
    expect(endpoint?.calls[0]?.headers['x-amz-target']).toBe('AmazonSQS.SendMessage');
    expect(JSON.parse(endpoint?.calls[0]?.body ?? '')).toEqual({
      QueueUrl: QUEUE,
      MessageBody: '{"AlarmName":"web"}',
      DelaySeconds: 20,
    });
  });

  it('is an error where the queue refuses it', async () => {
    const { postpone } = await start(() => ({ status: 403, body: '{}' }));
    await expect(postpone({})).rejects.toThrow('403');
  });
});
