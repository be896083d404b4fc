import { TOLD_IN_FULL } from '../alarm/storms.ts';
import { renderDigest } from '../message/digest.ts';
import type { RenderOptions } from '../message/message.ts';
import { renderStorm } from '../message/storm.ts';
import type { Item, Post } from './posts.ts';

/** What a queue brings together: a storm, or what could not be delivered in time. Loaded where there is such a batch. */

export function digestPosts(
  items: readonly Item[],
  options: RenderOptions,
  now: number,
): readonly Post[] {
  const fresh = items.filter((item) => isOfStorm(item, now));
  if (fresh.length > TOLD_IN_FULL) {
    const rest = items.filter((item) => !fresh.includes(item));
    return [
      ...stormPosts(fresh, options),
      ...(rest.length > 0 ? digestPosts(rest, options, now) : []),
    ];
  }
  const entries = items.map((item) => ({ key: item, content: item.parsed }));
  return renderDigest(entries, options, now).map(({ forms, keys }) => ({
    items: keys,
    render: async () => forms,
  }));
}

/** Milliseconds. What was put back comes within two minutes; what is older waited for Slack. */
const FRESH = 180_000;

function isOfStorm({ parsed }: Item, now: number): boolean {
  if (parsed.kind !== 'alarm' || parsed.alarm.state !== 'ALARM') return false;
  return parsed.alarm.changedAt !== undefined && now - parsed.alarm.changedAt < FRESH;
}

function stormPosts(items: readonly Item[], options: RenderOptions): readonly Post[] {
  const entries = items.flatMap((item) =>
    item.parsed.kind === 'alarm' ? [{ key: item, alarm: item.parsed.alarm }] : [],
  );
  return renderStorm(entries, options).map(({ forms, keys }) => ({
    items: keys,
    render: async () => forms,
  }));
}
