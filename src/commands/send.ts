/** `npm run send -- events/alarm.json`: one event through the function to the webhook in SLACK_WEBHOOK_URL. */

import { readFile } from 'node:fs/promises';
import { ConfigError } from '../errors.ts';
import { findJsonMistake } from '../preview/page/json-mistake.ts';
import { runEvent, settingsFor } from '../preview/run-event.ts';

const USAGE =
  'Usage: SLACK_WEBHOOK_URL=https://hooks.slack.com/services/… npm run send -- events/alarm.json';

/** What went wrong, in words for whoever typed the command. */
class SendError extends Error {
  override readonly name = 'SendError';
}

async function send(path: string | undefined): Promise<void> {
  if (path === undefined) throw new SendError(USAGE);
  const event = await readEvent(path);
  const settings = settingsFor(process.env['SLACK_WEBHOOK_URL'], process.env);
  const { error, silent } = await runEvent(event, settings, (_level, message, fields) => {
    console.log(message, inWords(fields));
  });
  if (error !== undefined) throw new SendError(error);
  if (silent !== undefined) console.log(`Nobody is told of an alarm in this event: ${silent}.`);
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
    throw new SendError(`${path}: ${why}. ${USAGE}`);
  });
  const mistake = findJsonMistake(text);
  if (mistake === undefined) return JSON.parse(text);
  throw new SendError(`${path}:${mistake.line}:${mistake.column}: ${mistake.message}`);
}

try {
  await send(process.argv[2]);
} catch (error) {
  if (!(error instanceof SendError || error instanceof ConfigError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
