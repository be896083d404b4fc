import type { History } from '../../src/alarm.ts';
import type { Locale } from '../../src/format.ts';
import { createNotifier } from '../../src/notifier.ts';
import type { MessageForms } from '../../src/slack-message.ts';
import { wordsFor } from '../../src/words.ts';

export interface Circumstances {
  readonly language?: Locale;
  readonly mention?: string;
  readonly history?: History;
  readonly instanceName?: string;
  /** Epoch milliseconds; an hour after most samples unless told, so that queued ones are late. */
  readonly now?: number;
}

const ENOUGH_TIME = 20_000;

/** Every message that an event gives, in all its forms, in order; nothing is sent anywhere. */
export async function renderEvent(
  event: unknown,
  { language = 'en', now = Date.parse('2026-11-22T09:00:00Z'), ...known }: Circumstances = {},
): Promise<readonly MessageForms[]> {
  const delivered: MessageForms[] = [];
  const notify = createNotifier({
    deliver: async (forms) => {
      delivered.push(forms);
    },
    fetchHistory: async () => known.history,
    fetchInstanceName: async () => known.instanceName,
    log: () => {},
    render: {
      words: wordsFor(language),
      timeZone: language === 'ko' ? 'Asia/Seoul' : 'UTC',
      ...(known.mention === undefined ? {} : { mention: known.mention }),
    },
    now: () => now,
  });
  await notify(event, () => ENOUGH_TIME);
  return delivered;
}
