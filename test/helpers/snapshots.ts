import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { MessageForms, SlackMessage } from '../../src/message/blocks.ts';

const FOLDER = new URL('../snapshots/', import.meta.url);

/** Where a message is kept to be compared; a person can paste it into Slack's Block Kit Builder. */
export function snapshotPath(name: string): string {
  return fileURLToPath(new URL(`${name}.json`, FOLDER));
}

/** The names of all snapshots, sorted. */
export function listSnapshots(): readonly string[] {
  return readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.replaceAll('\\', '/').replace(/\.json$/, ''))
    .sort();
}

/** The message's best form, with the spaces that do not break written so that they can be seen. */
export function snapshotOf(forms: MessageForms): string {
  const [best] = forms;
  if (best === undefined) throw new Error('a message without a form');
  const { blocks, attachments, text }: SlackMessage = best.body;
  const json = JSON.stringify({ blocks, attachments, text }, null, 2);
  return `${json.replaceAll('\u00a0', '\\u00a0')}\n`;
}
