import type { History } from '../../src/alarm/alarm.ts';
import { composeHandler } from '../../src/compose.ts';
import type { MessageForms } from '../../src/message/blocks.ts';

export interface Circumstances {
  /** Of the function's environment, beside the webhook. */
  readonly settings?: Readonly<Record<string, string>>;
  readonly history?: History;
  readonly instanceName?: string;
  /** Epoch milliseconds; an hour after most samples unless told, so that queued ones are late. */
  readonly now?: number;
}

const WEBHOOK = 'http://127.0.0.1:9/services/T00000000/B00000000/local';
const ENOUGH_TIME = 20_000;

/** Every message that an event gives, in all its forms, in order. It is the whole function, but for what goes over a network. */
export async function renderEvent(
  event: unknown,
  { settings, history, instanceName, now }: Circumstances = {},
): Promise<readonly MessageForms[]> {
  const delivered: MessageForms[] = [];
  const handler = await composeHandler(
    { SLACK_WEBHOOK_URL: WEBHOOK, ...(history && { CHART: 'on' }), ...settings },
    {
      deliver: async (forms) => {
        delivered.push(forms);
      },
      fetchHistory: async () => history,
      fetchInstanceName: async () => instanceName,
      log: () => {},
      now: () => now ?? Date.parse('2026-11-22T09:00:00Z'),
    },
  );
  await handler(event, { getRemainingTimeInMillis: () => ENOUGH_TIME });
  return delivered;
}
