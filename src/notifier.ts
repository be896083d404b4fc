import type { Alarm } from './alarm.ts';
import { type Entry, renderDigest } from './digest.ts';
import { DeliveryError } from './errors.ts';
import { receive } from './inbox.ts';
import { type Enrichment, type RenderOptions, renderAlarm } from './message.ts';
import { renderNote } from './note-message.ts';
import type { Deliver, FetchHistory, FetchInstanceName, Log, TimeLeft } from './notifier-ports.ts';
import { type Coverage, type Parsed, parseNotification } from './parse-notification.ts';
import { readingOf } from './reading.ts';
import { createRecentlyDelivered } from './recently-delivered.ts';
import type { MessageForms } from './slack-message.ts';

export interface NotifierOptions {
  readonly deliver: Deliver;
  readonly fetchHistory?: FetchHistory | undefined;
  readonly fetchInstanceName?: FetchInstanceName | undefined;
  readonly log: Log;
  readonly render: RenderOptions;
  readonly eventBridgeCovers?: Coverage | undefined;
  /** Epoch milliseconds; the clock of the machine unless told. */
  readonly now?: (() => number) | undefined;
}

/** https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html#services-sqs-batchfailurereporting */
export interface BatchResponse {
  readonly batchItemFailures: readonly { readonly itemIdentifier: string }[];
}

/**
 * Tells Slack of everything that the event holds. All of it is tried.
 * A batch from a queue is answered record by record; anything else that was not delivered is thrown, so that Lambda
 * tries again and then hands the event to the undelivered queue.
 */
export type Notifier = (event: unknown, timeLeft: TimeLeft) => Promise<BatchResponse | undefined>;

interface Item {
  readonly recordId: string | undefined;
  readonly publishedAt: number | undefined;
  readonly parsed: Exclude<Parsed, { kind: 'silent' }>;
}

/** What takes so long to arrive is worth a word. */
const LATE = 60_000;
/** Milliseconds that must be left for the delivery, or the history is not even asked for. */
const ENOUGH_FOR_HISTORY = 8_000;

/** @throws {EventError} from the notifier, when the event holds nothing readable */
/** @throws {DeliveryError} from the notifier, when Slack did not accept a notification of an event without queue */
export function createNotifier(options: NotifierOptions): Notifier {
  const recent = createRecentlyDelivered();

  return async (event, timeLeft) => {
    const { notifications, queued } = receive(event);
    const items = notifications.flatMap((notification) => {
      const parsed = parseNotification(notification, options.eventBridgeCovers);
      if (parsed.kind === 'silent') {
        options.log('info', 'not announced', { alarm: parsed.name, why: parsed.why });
        return [];
      }
      return [{ recordId: notification.recordId, publishedAt: notification.publishedAt, parsed }];
    });
    const isRepeated = ({ parsed }: Item) => parsed.kind === 'alarm' && recent.has(parsed.alarm);
    const fresh = items.filter((item) => !isRepeated(item));
    if (fresh.length < items.length) {
      options.log('info', 'already delivered by this container', {
        notifications: items.length - fresh.length,
      });
    }
    const failures =
      queued && fresh.length > 1
        ? await digest(fresh, timeLeft)
        : await oneByOne(fresh, queued, timeLeft);
    return conclude(failures, queued, items.length);
  };

  async function oneByOne(
    items: readonly Item[],
    queued: boolean,
    timeLeft: TimeLeft,
  ): Promise<Failures> {
    const failures: Failures = new Map();
    for (const item of items) {
      await attempt(
        [item],
        async () => options.deliver(await render(item, queued, timeLeft), timeLeft),
        failures,
      );
    }
    return failures;
  }

  async function digest(items: readonly Item[], timeLeft: TimeLeft): Promise<Failures> {
    const failures: Failures = new Map();
    const entries: Entry<Item>[] = items.map((item) => ({ key: item, content: item.parsed }));
    for (const { forms, keys } of renderDigest(entries, options.render, now())) {
      await attempt(keys, () => options.deliver(forms, timeLeft), failures);
    }
    return failures;
  }

  async function attempt(
    items: readonly Item[],
    deliver: () => Promise<void>,
    failures: Failures,
  ): Promise<void> {
    try {
      await deliver();
      for (const { parsed } of items) if (parsed.kind === 'alarm') recent.add(parsed.alarm);
    } catch (error) {
      for (const item of items) failures.set(item, error);
    }
  }

  async function render(
    { parsed, publishedAt }: Item,
    queued: boolean,
    timeLeft: TimeLeft,
  ): Promise<MessageForms> {
    if (parsed.kind === 'note') return renderNote(parsed.note, options.render.words);
    const { alarm } = parsed;
    const since = now() - (alarm.changedAt ?? publishedAt ?? now());
    const late = queued && since >= LATE ? since : undefined;
    return renderAlarm(alarm, options.render, { ...(await enrich(alarm, timeLeft)), late });
  }

  async function enrich(alarm: Alarm, timeLeft: TimeLeft): Promise<Enrichment> {
    if (timeLeft() < ENOUGH_FOR_HISTORY) return {};
    const { instanceId } = readingOf(alarm, options.render.words.locale);
    const [history, instanceName] = await Promise.all([
      options.fetchHistory?.(alarm),
      instanceId === undefined ? undefined : options.fetchInstanceName?.(alarm, instanceId),
    ]);
    return { history, instanceName };
  }

  function now(): number {
    return options.now?.() ?? Date.now();
  }
}

type Failures = Map<Item, unknown>;

function conclude(failures: Failures, queued: boolean, total: number): BatchResponse | undefined {
  const ids = new Set([...failures.keys()].map(({ recordId }) => recordId));
  if (queued && !ids.has(undefined)) {
    return {
      batchItemFailures: [...ids].flatMap((id) =>
        id === undefined ? [] : [{ itemIdentifier: id }],
      ),
    };
  }
  const errors = [...failures.values()];
  const [first] = errors;
  if (first === undefined) return undefined;
  if (errors.length === 1 || !(first instanceof DeliveryError)) throw first;
  throw new DeliveryError(
    `${errors.length} of ${total} notifications were not delivered. The first: ${first.message}`,
    {
      ...(first.status === undefined ? {} : { status: first.status }),
      reason: first.reason,
      retryable: errors.some((error) => error instanceof DeliveryError && error.retryable),
    },
  );
}
