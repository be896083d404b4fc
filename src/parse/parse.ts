import type { Alarm } from '../alarm/alarm.ts';
import { isObject } from '../json.ts';
import type { Notification } from './envelope.ts';
import type { Note } from './notes.ts';
import { parseAlarm } from './sns-alarm.ts';
import { parseActionAlarm, parseEventBridgeAlarm, silenceOf } from './state-change.ts';

export type { Note } from './notes.ts';

export type Parsed =
  | { readonly kind: 'alarm'; readonly alarm: Alarm }
  | { readonly kind: 'note'; readonly note: Note }
  /** An alarm that CloudWatch itself keeps quiet. */
  | { readonly kind: 'silent'; readonly alarm: Alarm; readonly why: string };

/** Never rejects: what is not understood is a note. Its forms are loaded when the first comes: most containers meet none. */
export async function parseNotification(notification: Notification): Promise<Parsed> {
  const alarm = parseStateChange(notification);
  if (alarm !== undefined) return alarm;
  const { noteOf } = await import('./note-of.ts');
  return { kind: 'note', note: noteOf(notification.content, notification.subject) };
}

/** An alarm's change of state, to be told or not; undefined for all else. */
export function parseStateChange({
  content,
}: Notification): Exclude<Parsed, { kind: 'note' }> | undefined {
  if (!isObject(content)) return undefined;
  const event = parseEventBridgeAlarm(content);
  const alarm = event ?? parseAlarm(content) ?? parseActionAlarm(content);
  if (alarm === undefined) return undefined;
  const why = event === undefined ? undefined : silenceOf(content);
  return why === undefined ? { kind: 'alarm', alarm } : { kind: 'silent', alarm, why };
}
