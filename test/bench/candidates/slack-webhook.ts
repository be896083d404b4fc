import { IncomingWebhook } from '@slack/webhook';
import { BODY } from './body.ts';

const webhook = new IncomingWebhook(process.env['SLACK_WEBHOOK_URL'] ?? '');

/** Slack's client as it comes, on Node's global fetch. */
export async function handler(): Promise<string> {
  const { text } = await webhook.send(JSON.parse(BODY));
  return text;
}
