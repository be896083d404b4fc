import { DeliveryError } from '../../src/errors.ts';
import type { JsonObject } from '../../src/json.ts';
import type { MessageForms } from '../../src/message/blocks.ts';
import { createNotifier, type NotifierOptions } from '../../src/notify/notifier.ts';
import * as together from '../../src/notify/together.ts';
import { wordsFor } from './words.ts';

export interface Line {
  readonly level: string;
  readonly message: string;
  readonly fields: JsonObject | undefined;
}

const PLENTY_OF_TIME = 25_000;

/** A notifier whose Slack accepts every message but those that `refuse` gives an error for. */
export function startNotifier(options: Partial<NotifierOptions> = {}) {
  const posted: MessageForms[] = [];
  const lines: Line[] = [];
  const told: Line[] = [];
  let refuse: (text: string) => unknown = () => undefined;
  const notify = createNotifier({
    loadTogether: async () => together,
    deliver: async (forms) => {
      const error = refuse(textOf(forms));
      if (error !== undefined) throw error;
      posted.push(forms);
    },
    log: (level, message, fields) =>
      (message === 'delivered' ? told : lines).push({ level, message, fields }),
    render: { words: wordsFor('en'), timeZone: 'UTC' },
    now: () => Date.parse('2026-11-22T08:00:05Z'),
    ...options,
  });
  return {
    posted,
    lines,
    /** The log's lines of what was delivered; the others are in `lines`. */
    told,
    /** The best form of each message posted, as it goes to Slack. */
    texts: () => posted.map((forms) => JSON.stringify(forms[0]?.body)),
    refuse: (decide: (text: string) => unknown) => {
      refuse = decide;
    },
    notify: (event: unknown, timeLeft = () => PLENTY_OF_TIME) => notify(event, timeLeft),
  };
}

function textOf(forms: MessageForms): string {
  return JSON.stringify(forms[0]?.body);
}

export function unavailable(status = 503): DeliveryError {
  return new DeliveryError(`Slack did not accept the message: ${status} down (3 attempts).`, {
    status,
    reason: 'down',
    retryable: status >= 500,
  });
}
