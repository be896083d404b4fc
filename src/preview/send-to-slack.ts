import { loadConfig } from '../config.ts';
import { isObject } from '../json.ts';
import type { SlackMessage } from '../message/blocks.ts';
import { createDeliver } from '../slack/deliver.ts';

/** Posts a message to the real channel, and tells in a sentence what came of it. Never throws. */
export type SendToSlack = (message: unknown) => Promise<string>;

const SEND_MS = 15_000;

/**
 * Only a webhook of Slack's own is real: a local one is this page, or another one. Undefined when none is set.
 * @throws {ConfigError} when SLACK_WEBHOOK_URL is no webhook
 */
export function createSendToSlack(url: string | undefined): SendToSlack | undefined {
  if (!url?.trim()) return undefined;
  const { webhookUrl } = loadConfig({ SLACK_WEBHOOK_URL: url });
  if (typeof webhookUrl !== 'string' || !webhookUrl.startsWith('https:')) return undefined;
  return sendTo(webhookUrl);
}

/** The message goes as it is: the form that the reader sees, and no other when Slack refuses it. */
export function sendTo(webhookUrl: string): SendToSlack {
  const deliver = createDeliver({ webhookUrl, log: () => {} });
  return async (message) => {
    if (!isMessage(message)) return 'This is no message: it has no text.';
    const end = Date.now() + SEND_MS;
    try {
      await deliver([{ name: 'text', body: message }], () => end - Date.now());
      return 'Slack took it: the message is in the channel.';
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  };
}

function isMessage(value: unknown): value is SlackMessage {
  return isObject(value) && typeof value['text'] === 'string';
}
