import { describe, expect, it } from 'vitest';
import { DeliveryError } from '../../src/errors.ts';
import { startNotifier, unavailable } from '../helpers/notifier.ts';
import { buildPayload, overSns, overSqs } from '../helpers/payloads.ts';

const unconfirmed = new DeliveryError('Not delivered: Slack answered 200 Sign in', {
  status: 200,
  reason: 'Sign in',
  retryable: false,
  unconfirmed: true,
});

function start(error: unknown = unconfirmed) {
  const parked: string[] = [];
  const park = async (record: string) => {
    parked.push(record);
  };
  const notifier = startNotifier({ park });
  notifier.refuse(() => error);
  return { ...notifier, parked };
}

describe('a message that may be in Slack already', () => {
  it('is kept aside as the event that it came in, and counts as handled', async () => {
    const event = overSns([buildPayload()]);
    const { notify, parked, lines } = start();
    expect(await notify(event)).toBeUndefined();
    expect(parked).toEqual([JSON.stringify(event)]);
    expect(lines.at(-1)).toMatchObject({ level: 'warn', fields: { reason: 'Sign in' } });
  });

  it('is kept aside as the record of the queue that it came in', async () => {
    const event = overSqs([buildPayload(), 'some text']);
    const { notify, parked } = start();
    expect(await notify(event)).toEqual({ batchItemFailures: [] });
    expect(parked).toEqual([JSON.stringify(buildPayload()), 'some text']);
  });

  it('fails as any other when it cannot be kept', async () => {
    const notifier = startNotifier({
      park: async () => {
        throw new Error('SQS answered 403 AccessDenied');
      },
    });
    notifier.refuse(() => unconfirmed);
    await expect(notifier.notify(overSns([buildPayload()]))).rejects.toBe(unconfirmed);
    expect(notifier.lines).toContainEqual(
      expect.objectContaining({
        level: 'error',
        fields: { reason: 'SQS answered 403 AccessDenied' },
      }),
    );
  });

  it('fails as any other where there is no queue for it', async () => {
    const notifier = startNotifier();
    notifier.refuse(() => unconfirmed);
    await expect(notifier.notify(overSns([buildPayload()]))).rejects.toBe(unconfirmed);
  });
});

it('a message that Slack did not take is not kept aside', async () => {
  const { notify, parked } = start(unavailable());
  await expect(notify(overSns([buildPayload()]))).rejects.toThrow();
  expect(parked).toEqual([]);
});
