import type { Notification } from '../../src/parse/envelope.ts';
import { noteOf } from '../../src/parse/note-of.ts';
import { type Parsed, parseStateChange } from '../../src/parse/parse.ts';

/** As the function reads it, with the forms of notes at hand. */
export function parseNow(notification: Notification): Parsed {
  const { content, subject } = notification;
  return parseStateChange(notification) ?? { kind: 'note', note: noteOf(content, subject) };
}
