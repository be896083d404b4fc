import { afterEach, describe, expect, it } from 'vitest';
import { createReadActionsEnabled } from '../../src/aws/actions-enabled.ts';
import type { AwsAccess } from '../../src/aws/call.ts';
import { rememberClients } from '../../src/aws/cloudwatch-client.ts';
import { createHttpsFetch } from '../../src/http/fetch.ts';
import { buildAlarm } from '../helpers/alarms.ts';
import { type AwsBehaviour, type AwsEndpoint, startAwsEndpoint } from '../helpers/aws-endpoint.ts';

let endpoint: AwsEndpoint | undefined;
afterEach(() => endpoint?.close());

const json = (body: unknown) => ({
  headers: { 'content-type': 'application/x-amz-json-1.0' },
  body: JSON.stringify(body),
});

async function arrange(
  behave: AwsBehaviour,
  accessTo = async (own: AwsAccess): Promise<AwsAccess | undefined> => own,
) {
  endpoint = await startAwsEndpoint(behave);
  const access = {
    region: 'us-east-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'not-a-secret' },
    endpointUrl: endpoint.url,
  };
  const lines: string[] = [];
  const read = createReadActionsEnabled({
    access,
    accessTo: () => accessTo(access),
    clientFor: rememberClients(createHttpsFetch().fetch),
    log: (...line) => lines.push(JSON.stringify(line)),
    budget: 1_000,
  });
  return { read, lines, calls: endpoint.calls };
}

describe("whether an alarm's actions are switched on", () => {
  it("is asked of CloudWatch in the alarm's region, by name, whatever its kind", async () => {
    const { read, calls } = await arrange(() =>
      json({ MetricAlarms: [{ ActionsEnabled: false }] }),
    );
    expect(await read(buildAlarm({ name: 'web: 80 %' }))).toBe(false);
    expect(calls).toMatchObject([
      {
        operation: 'DescribeAlarms',
        input: { AlarmNames: ['web: 80 %'], AlarmTypes: ['MetricAlarm', 'CompositeAlarm'] },
        headers: { authorization: expect.stringContaining('/ap-northeast-2/monitoring/') },
      },
    ]);
  });

  it('is what CloudWatch says, and not known of an alarm that is gone', async () => {
    for (const [answer, expected] of [
      [{ MetricAlarms: [{ ActionsEnabled: true }] }, true],
      [{ CompositeAlarms: [{ ActionsEnabled: false }] }, false],
      [{ MetricAlarms: [], CompositeAlarms: [] }, undefined],
      [{}, undefined],
    ] as const) {
      const { read } = await arrange(() => json(answer));
      expect(await read(buildAlarm())).toBe(expected);
      await endpoint?.close();
    }
  });

  it('is not known where CloudWatch refuses, hangs, or is in an account that may not be read', async () => {
    const refusals: readonly ReturnType<AwsBehaviour>[] = [
      { status: 403, body: '{}' },
      'hang',
      'reset',
    ];
    for (const reply of refusals) {
      const { read, lines } = await arrange(() => reply);
      expect(await read(buildAlarm())).toBeUndefined();
      expect(lines).toHaveLength(1);
      expect(lines.join()).not.toContain('not-a-secret');
      await endpoint?.close();
    }
    const { read, calls } = await arrange(
      () => 'reset',
      async () => undefined,
    );
    expect(await read(buildAlarm())).toBeUndefined();
    expect(calls).toEqual([]);
  });
});
