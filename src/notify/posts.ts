import type { Alarm } from '../alarm/alarm.ts';
import { HELD } from '../alarm/flapping.ts';
import type { MessageForms } from '../message/blocks.ts';
import { renderFlapping } from '../message/flapping.ts';
import { type RenderOptions, renderAlarm } from '../message/message.ts';
import { renderNote } from '../message/note.ts';
import type { Notification } from '../parse/envelope.ts';
import type { Parsed } from '../parse/parse.ts';
import type { ReadActionsEnabled, TimeLeft } from '../ports.ts';
import { createMayCall, mayAnyCall } from './calling.ts';
import { createEnrich, type EnrichmentPorts } from './enrichment.ts';
import { isEvent, repeatedAfter } from './quiet.ts';
import { createLookAround, FRESH, type StormPorts, TOLD } from './storm.ts';
import type { TogetherPosts } from './together.ts';
import { createTakeTurn } from './turns.ts';

/** A notification that is to be told. */
export interface Item extends Notification {
  readonly parsed: Exclude<Parsed, { kind: 'silent' }>;
}

/** One message, and the notifications that it delivers. */
export interface Post {
  readonly items: readonly Item[];
  /** Undefined if nothing is to be posted now: it was put back into the queue, or another message says it. */
  readonly render: () => Promise<MessageForms | undefined>;
}

export interface PostOptions extends EnrichmentPorts {
  /** Loads the code that only a batch of several needs. */
  readonly loadTogether: () => Promise<{ readonly togetherPosts: TogetherPosts }>;
  /** Without it every alarm is told in full. */
  readonly storm?: StormPorts | undefined;
  /** Without it an alarm that comes by EventBridge calls, whether or not its actions are switched on. */
  readonly readActionsEnabled?: ReadActionsEnabled | undefined;
  readonly render: RenderOptions;
  /** Epoch milliseconds; the clock of the machine unless told. */
  readonly now?: (() => number) | undefined;
}

/** Milliseconds. A message says how late it is if it took longer to arrive. */
const LATE = 60_000;
/** An OK may have been held back, and then waited for a batch. */
const LATE_OK = HELD + 180_000;
/** A batch of more is told together: Slack shows about one message a second. */
const MOST_IN_FULL = 5;

/** One post for each item. Of a queue, more than five items are told together, and so are several that are late. */
export function createListPosts(
  options: PostOptions,
): (items: readonly Item[], queued: boolean, timeLeft: TimeLeft) => Promise<readonly Post[]> {
  const { render, now = Date.now } = options;
  const enrich = createEnrich(options);
  const lookAround = createLookAround(options.storm, options.log);
  const mayCall = createMayCall(options.readActionsEnabled);
  const takeTurn = createTakeTurn({
    postpone: options.storm?.postpone,
    now,
    log: options.log,
  });
  const { mention, ...quietly } = render;

  async function renderItem(item: Item, queued: boolean, timeLeft: TimeLeft) {
    const { parsed } = item;
    if (parsed.kind === 'alarm') return renderOne(item, parsed.alarm, queued, timeLeft);
    return renderNote(parsed.note, render);
  }

  /** What was put back is looked at again: somebody may have been called. */
  async function lookFor(item: Item, alarm: Alarm, queued: boolean, timeLeft: TimeLeft) {
    const isFresh = alarm.state === 'ALARM' && (ageOf(item, now()) ?? FRESH) < FRESH;
    return queued && !isFresh ? TOLD : lookAround(alarm, asArrived(item), timeLeft, queued);
  }

  async function renderOne(item: Item, alarm: Alarm, queued: boolean, timeLeft: TimeLeft) {
    const looked = lookFor(item, alarm, queued, timeLeft);
    // A failure is told below, where all wait for `looked`. Unhandled here, it would end the process.
    const isAlone = looked.then(
      ({ isPostponed }) => !isPostponed,
      () => true,
    );
    const [enrichment, look, isCalled] = await Promise.all([
      enrich(alarm, timeLeft, isAlone),
      looked,
      mention !== undefined && mayCall(item),
    ]);
    if (look.isPostponed) return undefined;
    const turn = await takeTurn(alarm, enrichment.history, asArrived(item));
    if (turn.kind === 'silent') return undefined;
    if (turn.kind === 'announce') return renderFlapping(alarm, turn.flaps, render);
    // In a storm one call is enough.
    const options = isCalled && look.isCalled ? render : quietly;
    return renderAlarm(alarm, options, {
      ...enrichment,
      others: look.others,
      still: stillFor(item, alarm),
      late: queued ? lateness(item) : undefined,
    });
  }

  /** Milliseconds, where that is worth a word. */
  function lateness(item: Item): number | undefined {
    return isLate(item) ? ageOf(item, now()) : undefined;
  }

  async function together(items: readonly Item[], timeLeft: TimeLeft): Promise<readonly Post[]> {
    const isCalled = mention !== undefined && (await mayAnyCall(items, mayCall));
    const { togetherPosts } = await options.loadTogether();
    const { storm: ports, log, fetchInstanceName } = options;
    const asking = { ports, log, timeLeft, fetchInstanceName };
    return togetherPosts(items, isCalled ? render : quietly, asking, now());
  }

  /** Without a time, what comes from a queue counts as late. */
  function isLate(item: Item): boolean {
    if (item.isFirstTry) return false;
    return (ageOf(item, now()) ?? LATE) >= (isOk(item) ? LATE_OK : LATE);
  }

  return async (items, queued, timeLeft) => {
    const late = queued ? items.filter(isLate) : [];
    if (queued && items.length > MOST_IN_FULL) return together(items, timeLeft);
    const inFull = late.length > 1 ? items.filter((item) => !late.includes(item)) : items;
    return [
      ...(late.length > 1 ? await together(late, timeLeft) : []),
      ...inFull.map((item) => ({
        items: [item],
        render: () => renderItem(item, queued, timeLeft),
      })),
    ];
  };
}

/** As it may be put back. Of the end of a mute window only the time at which it was published tells. */
function asArrived({ content, parsed, publishedAt = 0 }: Item): unknown {
  const changedAt = parsed.kind === 'alarm' ? parsed.alarm.changedAt : undefined;
  if (isEvent(content) || repeatedAfter(changedAt, publishedAt) === undefined) return content;
  const Timestamp = new Date(publishedAt).toISOString();
  return { TopicArn: '', Message: JSON.stringify(content), Timestamp };
}

/** Milliseconds for which it had been in ALARM when its action was taken again. */
function stillFor({ content, publishedAt }: Item, alarm: Alarm): number | undefined {
  const isAction = alarm.state === 'ALARM' && !isEvent(content);
  return isAction ? repeatedAfter(alarm.changedAt, publishedAt) : undefined;
}

function isOk({ parsed }: Item): boolean {
  return parsed.kind === 'alarm' && parsed.alarm.state === 'OK';
}

/** Milliseconds since what it tells of, where it says when that was. */
function ageOf({ parsed, publishedAt }: Item, now: number): number | undefined {
  const at = parsed.kind === 'alarm' ? (parsed.alarm.changedAt ?? publishedAt) : publishedAt;
  return at === undefined ? undefined : now - at;
}
