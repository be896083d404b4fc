import { TOLD_IN_FULL } from '../alarm/storms.ts';
import type { MessageForms } from '../message/blocks.ts';
import { renderDigest } from '../message/digest.ts';
import { type RenderOptions, renderAlarm } from '../message/message.ts';
import { renderNote } from '../message/note.ts';
import { renderStorm } from '../message/storm.ts';
import type { Notification } from '../parse/envelope.ts';
import type { Parsed } from '../parse/parse.ts';
import type { ReadActionsEnabled, TimeLeft } from '../ports.ts';
import { createMayCall, mayAnyCall } from './calling.ts';
import { createEnrich, type EnrichmentPorts } from './enrichment.ts';
import { createLookAround, type StormPorts, TOLD } from './storm.ts';

/** A notification that is to be told. */
export interface Item extends Notification {
  readonly parsed: Exclude<Parsed, { kind: 'silent' }>;
}

/** One message, and the notifications that are told once Slack has accepted it. */
export interface Post {
  readonly items: readonly Item[];
  /** Undefined where the notification was put back, to come again with others. */
  readonly render: () => Promise<MessageForms | undefined>;
}

export interface PostOptions extends EnrichmentPorts {
  /** Without it every alarm is told in full. */
  readonly storm?: StormPorts | undefined;
  /** Without it an alarm that comes by EventBridge calls, whether or not its actions are switched on. */
  readonly readActionsEnabled?: ReadActionsEnabled | undefined;
  readonly render: RenderOptions;
  /** Epoch milliseconds; the clock of the machine unless told. */
  readonly now?: (() => number) | undefined;
}

/** Milliseconds. What takes so long to arrive is worth a word. */
const LATE = 60_000;
/** Slack takes about one message a second; more of a batch than this are told in one. */
const MOST_IN_FULL = 5;

/** One post an item; but a digest where a queue brings several that are late. */
export function createListPosts(
  options: PostOptions,
): (items: readonly Item[], queued: boolean, timeLeft: TimeLeft) => Promise<readonly Post[]> {
  const { render, now = Date.now } = options;
  const enrich = createEnrich(options);
  const lookAround = createLookAround(options.storm, options.log);
  const mayCall = createMayCall(options.readActionsEnabled);
  const { mention, ...quietly } = render;

  async function renderItem(item: Item, queued: boolean, timeLeft: TimeLeft) {
    const { parsed } = item;
    if (parsed.kind === 'note') return renderNote(parsed.note, render.words);
    const { alarm } = parsed;
    const [enrichment, look, isCalled] = await Promise.all([
      enrich(alarm, timeLeft),
      queued ? TOLD : lookAround(alarm, item.content, timeLeft),
      mention !== undefined && mayCall(item),
    ]);
    if (look.isPostponed) return undefined;
    const since = ageOf(item, now());
    const late = queued && since !== undefined && since >= LATE ? since : undefined;
    // In a storm one call is enough.
    const options = isCalled && look.isCalled ? render : quietly;
    return renderAlarm(alarm, options, { ...enrichment, late });
  }

  async function together(items: readonly Item[]): Promise<readonly Post[]> {
    const isCalled = mention !== undefined && (await mayAnyCall(items, mayCall));
    return digestPosts(items, isCalled ? render : quietly, now());
  }

  return async (items, queued, timeLeft) => {
    // What waits in a queue and does not say since when has waited.
    const isLate = (item: Item) => queued && (ageOf(item, now()) ?? LATE) >= LATE;
    const late = items.filter(isLate);
    if (queued && items.length > MOST_IN_FULL) return together(items);
    const inFull = late.length > 1 ? items.filter((item) => !isLate(item)) : items;
    return [
      ...(late.length > 1 ? await together(late) : []),
      ...inFull.map((item) => ({
        items: [item],
        render: () => renderItem(item, queued, timeLeft),
      })),
    ];
  };
}

/** Milliseconds since what it tells of, where it says when that was. */
function ageOf({ parsed, publishedAt }: Item, now: number): number | undefined {
  const at = parsed.kind === 'alarm' ? (parsed.alarm.changedAt ?? publishedAt) : publishedAt;
  return at === undefined ? undefined : now - at;
}

function digestPosts(items: readonly Item[], options: RenderOptions, now: number): readonly Post[] {
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
