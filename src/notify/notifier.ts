import { type Portal, through } from '../alarm/portal.ts';
import type { MessageForms } from '../message/blocks.ts';
import { rawText, renderUnworded } from '../message/unworded.ts';
import { type Notification, receive } from '../parse/envelope.ts';
import { type Parsed, parseNotification } from '../parse/parse.ts';
import type { Deliver, Log, Park, TimeLeft } from '../ports.ts';
import { type BatchResponse, conclude, type Failure } from './batch-response.ts';
import { createMayCall, mayAnyCall } from './calling.ts';
import { logOutcome } from './log-outcome.ts';
import { createKeepAside } from './parking.ts';
import { createListPosts, type Item, type Post, type PostOptions } from './posts.ts';
import { type QuietRules, quietReason } from './quiet.ts';
import { createRecentlyDelivered } from './recently-delivered.ts';

export interface NotifierOptions extends PostOptions {
  readonly deliver: Deliver;
  /** Keeps what may be in Slack already. Without it, that counts as not delivered. */
  readonly park?: Park | undefined;
  /** Where people sign in before the console opens. */
  readonly portal?: Portal | undefined;
  /** By default everything that arrives is posted, except what CloudWatch itself mutes. */
  readonly quiet?: QuietRules | undefined;
}

/**
 * Posts all that the event holds. What fails does not stop the rest. For a batch from a queue the answer names the
 * records that failed. For any other event the failure is thrown: Lambda tries again, then puts the event into the
 * undelivered queue.
 * @throws {EventError} when the event holds nothing readable
 * @throws {DeliveryError} when Slack did not accept a notification of an event that came from no queue
 */
export type Notifier = (event: unknown, timeLeft: TimeLeft) => Promise<BatchResponse | undefined>;

export function createNotifier(options: NotifierOptions): Notifier {
  const { log } = options;
  const recent = createRecentlyDelivered();
  const listPosts = createListPosts(options);
  const mayCall = createMayCall(options.readActionsEnabled);
  const keepAside = createKeepAside(options.park, log);

  /** If the wording fails, through a fault of ours, the notification is posted as it came. */
  async function render(post: Post): Promise<MessageForms | undefined> {
    try {
      return await post.render();
    } catch (error) {
      log('error', 'not worded: it is posted as it came', { reason: describe(error) });
      const { words, mention } = options.render;
      const isCalled = mention !== undefined && (await mayAnyCall(post.items, mayCall));
      return renderUnworded(post.items, { words, ...(isCalled && { mention }) });
    }
  }

  async function tell(post: Post, timeLeft: TimeLeft): Promise<void> {
    const forms = await render(post);
    // It comes again from the queue, or another message says it.
    if (forms === undefined) return;
    await options.deliver(forms, timeLeft);
    for (const item of post.items) {
      recent.add(item);
      logOutcome(log, 'delivered', item.parsed);
    }
  }

  return async (event, timeLeft) => {
    const { notifications, queued } = receive(event);
    const items = await listItems(notifications, options);
    const fresh = items.filter((item) => !recent.has(item));
    if (fresh.length < items.length) {
      const repeated = items.length - fresh.length;
      log('info', 'already delivered by this container', { notifications: repeated });
    }
    const failures: Failure[] = [];
    const posts = await listPosts(fresh, queued, timeLeft).catch((error: unknown) => [
      { items: fresh, render: () => Promise.reject(error) },
    ]);
    for (const post of posts) {
      try {
        await tell(post, timeLeft);
      } catch (error) {
        if (await keepAside(error, post.items, event, timeLeft)) continue;
        failures.push(...toFailures(post, error, log));
      }
    }
    return conclude(failures, { queued, total: items.length });
  };
}

const TELL_ALL: QuietRules = { eventBridgeExcludes: [], notifyMissingData: true, ignore: [] };

/** What is to be told, without the state changes that are to be kept quiet. */
async function listItems(
  notifications: readonly Notification[],
  options: NotifierOptions,
): Promise<readonly Item[]> {
  const items = notifications.map(async (notification) => {
    const parsed = await parseNotification(notification).catch((error: unknown) => {
      options.log('error', 'not read: it is posted as it came', { reason: describe(error) });
      return unread(notification);
    });
    return itemOf(notification, parsed, options);
  });
  return (await Promise.all(items)).flat();
}

function unread({ subject, content }: Notification): Parsed {
  const title = subject === undefined ? {} : { title: subject };
  return { kind: 'note', note: { ...title, text: rawText(content), facts: [] } };
}

function itemOf(
  notification: Notification,
  parsed: Parsed,
  { quiet = TELL_ALL, portal, log }: NotifierOptions,
): readonly Item[] {
  const isAlarm = parsed.kind === 'alarm';
  const why = isAlarm ? quietReason(parsed.alarm, notification, quiet) : undefined;
  if (isAlarm && why === undefined) {
    const alarm = through(portal)(parsed.alarm);
    return [{ ...notification, parsed: { ...parsed, alarm } }];
  }
  if (parsed.kind === 'note') {
    const note = through(portal)(parsed.note);
    return [{ ...notification, parsed: { ...parsed, note } }];
  }
  logOutcome(log, 'not announced', parsed, { why: parsed.kind === 'silent' ? parsed.why : why });
  return [];
}

function describe(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}

function toFailures({ items }: Post, error: unknown, log: Log): readonly Failure[] {
  const reason = error instanceof Error ? error.message : String(error);
  for (const { parsed } of items) logOutcome(log, 'not delivered', parsed, { reason });
  return items.map(({ recordId }) => ({ recordId, error }));
}
