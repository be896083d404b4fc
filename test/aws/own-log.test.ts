import { afterEach, describe, expect, it } from 'vitest';
import { createReadLedger } from '../../src/aws/own-log.ts';
import { createHttpsFetch } from '../../src/http/fetch.ts';
import { type AwsBehaviour, type AwsEndpoint, startAwsEndpoint } from '../helpers/aws-endpoint.ts';

const NOON = Date.UTC(2026, 10, 22, 12);

let endpoint: AwsEndpoint | undefined;
afterEach(() => endpoint?.close());

async function read(behave: AwsBehaviour) {
  endpoint = await startAwsEndpoint(behave);
  const region = 'ap-northeast-2';
  const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'example' };
  const access = { region, credentials, endpointUrl: endpoint.url };
  const { fetch } = createHttpsFetch();
  return createReadLedger(access, fetch, '/aws/lambda/told-Notifier')?.(NOON);
}

function line(message: object) {
  return { timestamp: NOON + 5, message: JSON.stringify({ level: 'INFO', message }) };
}

describe('the own log', () => {
  it('tells what became of each alarm, page by page, empty pages included', async () => {
    const at = '2026-11-22T12:00:00.000Z';
    const pages = [
      {
        events: [line({ message: 'delivered', alarm: 'web', state: 'ALARM', at })],
        nextToken: '1',
      },
      { events: [], nextToken: '2' },
      {
        events: [
          line({ message: 'not announced', alarm: 'db', why: 'muted' }),
          line({ message: 'not announced', alarm: 'copy', why: 'told of through EventBridge' }),
          line({ message: 'CloudWatch gave no history', alarm: 'web' }),
          line({ message: 'delivered', note: 'alarm' }),
          { timestamp: NOON, message: 'START RequestId: "alarm"' },
          { timestamp: NOON },
        ],
      },
    ];
    const entries = await read(({ input }) => ({
      body: JSON.stringify(pages[Number(input['nextToken'] ?? 0)]),
    }));
    expect(entries).toEqual([
      { outcome: 'delivered', alarm: 'web', state: 'ALARM', at: NOON, writtenAt: NOON + 5 },
      { outcome: 'not announced', alarm: 'db', writtenAt: NOON + 5 },
    ]);
    expect(endpoint?.calls.map(({ input }) => input)).toContainEqual({
      logGroupName: '/aws/lambda/told-Notifier',
      startTime: NOON,
      filterPattern: '"alarm"',
    });
  });

  it('is read where a page is as large as CloudWatch makes it', async () => {
    const one = line({ message: 'delivered', alarm: 'x'.repeat(600), state: 'ALARM' });
    const events = Array.from({ length: 2_000 }, () => one);
    expect(await read(() => ({ body: JSON.stringify({ events }) }))).toHaveLength(2_000);
  });

  it('is not known where the right is missing, and an error where there was no answer', async () => {
    const denied = { __type: 'AccessDeniedException' };
    expect(await read(() => ({ status: 400, body: JSON.stringify(denied) }))).toBeUndefined();
    await endpoint?.close();
    const throttled = { __type: 'com.amazon#ThrottlingException' };
    const answer = read(() => ({ status: 400, body: JSON.stringify(throttled) }));
    await expect(answer).rejects.toThrow('LOGS answered 400 ThrottlingException');
    await endpoint?.close();
    const proxy = read(() => ({ body: '<html>Sign in</html>' }));
    await expect(proxy).rejects.toThrow('LOGS answered 200');
  });
});
