import type { Notification } from '../parse/envelope.ts';
import type { Parsed } from '../parse/parse.ts';

const MOST_REMEMBERED = 500;
/** Characters of a notification that is remembered; an alarm has 2,000. All together stay below a tenth of the memory. */
const LONGEST_REMEMBERED = 32_000;

/** A notification and what it was understood as. */
export interface Understood extends Pick<Notification, 'content' | 'publishedAt'> {
  readonly parsed: Parsed;
}

/**
 * Remembers what Slack accepted from this container. SNS and Lambda deliver at least once, and a retried batch repeats
 * what was accepted. Best effort: another container knows nothing of it.
 */
export function createRecentlyDelivered(): {
  readonly has: (told: Understood) => boolean;
  readonly add: (told: Understood) => void;
} {
  const keys = new Set<string>();
  return {
    has: (told) => {
      const key = keyOf(told);
      return key !== undefined && keys.has(key);
    },
    add: (told) => {
      const key = keyOf(told);
      if (key !== undefined) keys.add(key);
      const [oldest] = keys;
      if (keys.size > MOST_REMEMBERED && oldest !== undefined) keys.delete(oldest);
    },
  };
}

/**
 * All of the notification, and not the alarm's name and state alone: a multi-series alarm tells of each contributor
 * under the same name. Undefined without a time: words that somebody sends twice may be meant twice.
 */
function keyOf({ content, publishedAt, parsed }: Understood): string | undefined {
  const isStateChange = parsed.kind === 'alarm' && parsed.alarm.changedAt !== undefined;
  // Two topics of one alarm publish one state change at two times.
  const time = isStateChange ? undefined : publishedAt;
  if (!isStateChange && time === undefined) return undefined;
  const text = write([content, time]);
  return text !== undefined && text.length <= LONGEST_REMEMBERED ? text : undefined;
}

/** Undefined for what is nested too deeply to be written. */
function write(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch {
    return undefined;
  }
}
