import type { Handler } from '../../src/compose.ts';
import type { Clock } from './clock.ts';

/**
 * SNS, Lambda's asynchronous invocation, the undelivered queue and the parked queue, as far as they decide whether an
 * alarm is lost. The numbers come from the template; the rest from the documentation named at each rule.
 */
export interface AwsSettings {
  readonly functionTimeout: number;
  readonly asyncRetries: number;
  readonly visibilityTimeout: number;
  readonly maxReceiveCount: number;
  readonly batchSize: number;
  readonly batchWindow: number;
  /** Batches of the queue that are under way at a time. */
  readonly queueConcurrency: number;
  /** How long Lambda keeps an event that it cannot run. */
  readonly maximumEventAge: number;
  /** Invocations at a time: 1,000 for an account, 10 for a new one, 0 for one that is used up. */
  readonly concurrency: (now: number) => number;
  /** Whether a container that ends its work at this moment is killed before Lambda hears of it. */
  readonly dies?: (now: number) => boolean;
}

export interface AwsModel {
  /** What arrives by the topic or by EventBridge: the event as Lambda gets it. */
  readonly send: (event: unknown) => void;
  /** What SNS does while the function cannot be invoked (deleted, permission removed): straight to the queue. */
  readonly setReachable: (isReachable: boolean) => void;
  /** What the function itself keeps aside. */
  readonly park: (record: string) => Promise<void>;
  /** What the function itself puts into its queue, to be received after so many milliseconds. */
  readonly postpone: (body: string, delay: number) => void;
  readonly parked: () => readonly string[];
  /** Puts parked messages back, as `npm run redeliver` does. */
  readonly redeliver: () => void;
  /** Events that are neither delivered nor parked. */
  readonly pending: () => number;
}

interface Queued {
  readonly body: string;
  readonly id: string;
  visibleAt: number;
  received: number;
}

/** A fresh handler, as a new container has it; throws when the start-up fails. */
export type StartContainer = () => Promise<Handler>;

const MINUTE = 60_000;
/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html */
const RECEIVED = 10;

export function createAwsModel(
  clock: Clock,
  settings: AwsSettings,
  start: StartContainer,
): AwsModel {
  const queue: Queued[] = [];
  const parked: Queued[] = [];
  const idle: Handler[] = [];
  let running = 0;
  let isReachable = true;
  let isPolling = false;
  let batches = 0;
  let underWay = 0;
  let ids = 0;

  /** One container, one event at a time; ends at the function's time-out whatever the handler does. */
  async function invoke(event: unknown): Promise<{ readonly answer: unknown } | undefined> {
    // Lambda waits longer the more often there was no room.
    for (let wait = 1_000; running >= settings.concurrency(clock.now()); wait *= 2)
      await clock.sleep(Math.min(wait, 5 * MINUTE));
    running += 1;
    const deadline = clock.now() + settings.functionTimeout;
    try {
      const handler = idle.pop() ?? (await start());
      const answer = await handler(event, {
        getRemainingTimeInMillis: () => deadline - clock.now(),
      });
      if (clock.now() > deadline || settings.dies?.(clock.now())) return undefined;
      idle.push(handler);
      return { answer };
    } catch {
      return undefined;
    } finally {
      running -= 1;
    }
  }

  /** https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html: 1 minute, then 2 minutes. */
  async function invokeAsync(event: unknown): Promise<void> {
    const end = clock.now() + settings.maximumEventAge;
    for (let attempt = 0; attempt <= settings.asyncRetries; attempt += 1) {
      if (attempt > 0) await clock.sleep(attempt * MINUTE);
      while (settings.concurrency(clock.now()) === 0 && clock.now() < end)
        await clock.sleep(5 * MINUTE);
      if (clock.now() >= end) break;
      if ((await invoke(event)) !== undefined) return;
    }
    enqueue(JSON.stringify(event));
  }

  function enqueue(body: string, delay = 0): void {
    ids += 1;
    queue.push({ body, id: `message-${ids}`, visibleAt: clock.now() + delay, received: 0 });
    if (isPolling) return;
    isPolling = true;
    clock.run(poll);
  }

  /**
   * The event source mapping: a batch is full, or its window has ended. What belongs together need not come together.
   * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
   */
  async function poll(): Promise<void> {
    while (queue.length > 0) {
      const visible = queue.filter(isVisible).length;
      if (visible === 0 || batches >= settings.queueConcurrency) await clock.sleep(1_000);
      else {
        const since = clock.now();
        if (visible < settings.batchSize) await clock.sleep(settings.batchWindow);
        for (const batch of dealOut(settings.queueConcurrency - batches, since)) {
          batches += 1;
          clock.run(() => deliverBatch(batch).finally(() => (batches -= 1)));
        }
      }
    }
    isPolling = false;
  }

  /** Each batch has pollers of its own, and ten messages are the most that one of them gets at a time. */
  function dealOut(most: number, since: number): readonly (readonly Queued[])[] {
    const dealt = Array.from({ length: most }, (): Queued[] => []);
    for (let turn = 0; turn < (settings.batchSize / RECEIVED) * most; turn += 1)
      dealt[turn % most]?.push(...receive(since));
    return dealt.filter((batch) => batch.length > 0);
  }

  /** They are out of sight since they were received, and that was when the window began. */
  function receive(since: number): readonly Queued[] {
    for (const message of queue.filter(isVisible)) {
      if (message.received >= settings.maxReceiveCount)
        parked.push(...queue.splice(queue.indexOf(message), 1));
    }
    const messages = queue.filter(isVisible).slice(0, RECEIVED);
    for (const message of messages) {
      message.received += 1;
      message.visibleAt = since + settings.visibilityTimeout;
    }
    return messages;
  }

  function isVisible({ visibleAt }: Queued): boolean {
    return visibleAt <= clock.now();
  }

  async function deliverBatch(batch: readonly Queued[]): Promise<void> {
    const Records = batch.map(({ id, body }) => ({ messageId: id, eventSource: 'aws:sqs', body }));
    const mayRun = isReachable && settings.concurrency(clock.now()) > 0;
    const outcome = mayRun ? await invoke({ Records }) : undefined;
    const failed = failedIds(outcome, batch);
    for (const message of batch) {
      if (!failed.has(message.id)) queue.splice(queue.indexOf(message), 1);
    }
  }

  return {
    send: (event) => {
      if (!isReachable) return enqueue(JSON.stringify(event));
      underWay += 1;
      clock.run(async () => {
        await invokeAsync(event);
        underWay -= 1;
      });
    },
    setReachable: (reachable) => {
      isReachable = reachable;
    },
    park: async (body) => {
      ids += 1;
      parked.push({ body, id: `message-${ids}`, visibleAt: clock.now(), received: 0 });
    },
    postpone: enqueue,
    parked: () => parked.map(({ body }) => /alarm-\d+/.exec(body)?.[0] ?? ''),
    redeliver: () => {
      for (const { body } of parked.splice(0)) enqueue(body);
    },
    pending: () => queue.length + underWay,
  };
}

/** https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html#services-sqs-batchfailurereporting */
function failedIds(
  outcome: { readonly answer: unknown } | undefined,
  batch: readonly Queued[],
): ReadonlySet<string> {
  if (outcome === undefined) return new Set(batch.map(({ id }) => id));
  const { batchItemFailures = [] } = (outcome.answer ?? {}) as {
    batchItemFailures?: { itemIdentifier: string }[];
  };
  return new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
}
