import type { Alarm } from './alarm.ts';

const MOST_REMEMBERED = 500;

/**
 * State changes that Slack accepted from this container: SNS and Lambda deliver at least once, and a retried batch
 * brings what was accepted again. Best effort: another container knows nothing of it.
 */
export function createRecentlyDelivered(): {
  readonly has: (alarm: Alarm) => boolean;
  readonly add: (alarm: Alarm) => void;
} {
  const keys = new Set<string>();
  return {
    has: (alarm) => alarm.changedAt !== undefined && keys.has(keyOf(alarm)),
    add: (alarm) => {
      keys.add(keyOf(alarm));
      const [oldest] = keys;
      if (keys.size > MOST_REMEMBERED && oldest !== undefined) keys.delete(oldest);
    },
  };
}

/** Not the name and state alone: a multi-series alarm tells of each contributor under the same name. */
function keyOf({ arn, name, state, changedAt, reason, contributor, facts }: Alarm): string {
  return JSON.stringify([arn ?? name, state, changedAt, reason, contributor, facts]);
}
