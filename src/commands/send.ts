/** `npm run send -- events/alarm.json`: one event through the function to the webhook in SLACK_WEBHOOK_URL. */

import { readFile } from 'node:fs/promises';
import { ConfigError } from '../errors.ts';
import { findJsonMistake } from '../preview/page/json-mistake.ts';
import { runEvent, settingsFor } from '../preview/run-event.ts';
import { parseWebhookUrl } from '../slack/webhook.ts';
import { CommandError, sayAndFail } from './command-error.ts';
import { mustReach, refuseProxy } from './network.ts';
import { isPlaceholder } from './webhook-placeholder.ts';

const USAGE =
  'Usage: SLACK_WEBHOOK_URL=https://hooks.slack.com/services/… npm run send -- events/alarm.json';

async function send(path: string | undefined): Promise<void> {
  if (path === undefined) throw new CommandError(USAGE);
  const event = await readEvent(path);
  await checkWebhook(process.env['SLACK_WEBHOOK_URL']);
  const settings = settingsFor(process.env['SLACK_WEBHOOK_URL'], process.env);
  const { error, silent } = await runEvent(event, settings, (_level, message, fields) => {
    console.log(message, inWords(fields));
  });
  if (error !== undefined) throw new CommandError(error);
  if (silent !== undefined) console.log(`An alarm in this event is not posted: ${silent}.`);
}

/** Whatever the function would try for half a minute, and then tell in its own words. */
async function checkWebhook(webhookUrl: string | undefined): Promise<void> {
  if (webhookUrl === undefined || parseWebhookUrl(webhookUrl, true) === undefined) return;
  if (isPlaceholder(webhookUrl)) {
    throw new CommandError(
      'SLACK_WEBHOOK_URL is still the placeholder of the documentation. Put in the webhook URL that Slack shows under "Incoming Webhooks".',
    );
  }
  refuseProxy(process.env, webhookUrl);
  await mustReach(webhookUrl);
}

/** `(status 200, form chart)` */
function inWords(fields: Readonly<Record<string, unknown>> = {}): string {
  const known = Object.entries(fields).filter(([, value]) => value !== undefined);
  return known.length === 0
    ? ''
    : `(${known.map(([name, value]) => `${name} ${value}`).join(', ')})`;
}

async function readEvent(path: string): Promise<unknown> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    const why = code === 'ENOENT' ? 'There is no such file' : `It cannot be read (${String(code)})`;
    throw new CommandError(`${path}: ${why}. ${USAGE}`);
  });
  const mistake = findJsonMistake(text);
  if (mistake === undefined) return JSON.parse(text);
  throw new CommandError(`${path}:${mistake.line}:${mistake.column}: ${mistake.message}`);
}

try {
  await send(process.argv[2]);
} catch (error) {
  sayAndFail(error instanceof ConfigError ? new CommandError(error.message) : error);
}
