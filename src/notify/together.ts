import { TOLD_IN_FULL } from '../alarm/storms.ts';
import { renderDigest } from '../message/digest.ts';
import type { RenderOptions } from '../message/message.ts';
import { renderStorm } from '../message/storm.ts';
import type { Item, Post } from './posts.ts';

/** What a queue brings together: a storm, or what could not be delivered in time. Loaded where there is such a batch. */

/** How either is told: whom each calls. */
interface Options {
  readonly late: RenderOptions;
  readonly storm: RenderOptions;
}

/** An alarm, as one of a batch. */
export type AlarmItem = Item & { readonly parsed: { readonly kind: 'alarm' } };

export function digestPosts(
  items: readonly Item[],
  storm: readonly AlarmItem[],
  options: Options,
  now: number,
): readonly Post[] {
  const rest = items.filter((item) => !storm.some((one) => one === item));
  return [
    ...(storm.length > 0 ? stormPosts(storm, options.storm) : []),
    ...(rest.length > 0 ? latePosts(rest, options.late, now) : []),
  ];
}

function latePosts(items: readonly Item[], options: RenderOptions, now: number): readonly Post[] {
  const entries = items.map((item) => ({ key: item, content: item.parsed }));
  return renderDigest(entries, options, now).map(({ forms, keys }) => ({
    items: keys,
    render: async () => forms,
  }));
}

/** Those that went off together just now; none where that are few. */
export function ofStorm(items: readonly Item[], now: number): readonly AlarmItem[] {
  const fresh = items.filter((item): item is AlarmItem => isOfStorm(item, now));
  return fresh.length > TOLD_IN_FULL ? fresh : [];
}

/** Milliseconds. What was put back comes within two minutes; what is older waited for Slack. */
const FRESH = 180_000;

function isOfStorm({ parsed }: Item, now: number): boolean {
  if (parsed.kind !== 'alarm' || parsed.alarm.state !== 'ALARM') return false;
  return parsed.alarm.changedAt !== undefined && now - parsed.alarm.changedAt < FRESH;
}

function stormPosts(items: readonly AlarmItem[], options: RenderOptions): readonly Post[] {
  const entries = items.map((item) => ({ key: item, alarm: item.parsed.alarm }));
  return renderStorm(entries, options).map(({ forms, keys }) => ({
    items: keys,
    render: async () => forms,
  }));
}
