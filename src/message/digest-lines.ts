import { SEPARATOR } from './blocks.ts';
import { emojiOf } from './headline.ts';
import type { Words } from './words/words.ts';

/** The lines of a digest, and how many of them one message takes. */

/** Slack takes 50 blocks and about 12,000 characters a message; a line is about 300. */
const LINES_PER_MESSAGE = 30;
const TEXT_PER_MESSAGE = 10_000;

export interface Line<Key> {
  readonly text: string;
  /** For the push notification, where this line is the first of its message. */
  readonly push: string;
  readonly keys: readonly Key[];
  readonly urgency: number;
  readonly isLate: boolean;
  readonly at: number;
}

export const URGENCY = { ALARM: 0, INSUFFICIENT_DATA: 1, OK: 2 } as const;
export const NOTE_URGENCY = 3;

/** Parts that Slack takes as one message each. */
export function split<Key>(lines: readonly Line<Key>[]): readonly (readonly Line<Key>[])[] {
  const parts: Line<Key>[][] = [];
  let room = 0;
  for (const line of lines) {
    const part = parts.at(-1);
    if (part === undefined || part.length >= LINES_PER_MESSAGE || line.text.length > room) {
      parts.push([line]);
      room = TEXT_PER_MESSAGE - line.text.length;
    } else {
      part.push(line);
      room -= line.text.length;
    }
  }
  return parts;
}

/** `🔴 ALARM: 3  ·  🟢 OK: 2`: how many alarms are in which state now; empty for a single one. */
export function countStates<Key>(lines: readonly Line<Key>[], names: Words['state']): string {
  if (lines.length < 2) return '';
  return (['ALARM', 'INSUFFICIENT_DATA', 'OK'] as const)
    .map(
      (state) => [state, lines.filter((line) => line.urgency === URGENCY[state]).length] as const,
    )
    .flatMap(([state, count]) => (count === 0 ? [] : `${emojiOf(state)} ${names[state]}: ${count}`))
    .join(SEPARATOR);
}
