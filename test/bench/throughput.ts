import { composeHandler } from '../../src/compose.ts';
import { renderAlarm } from '../../src/message/message.ts';
import { receive } from '../../src/parse/envelope.ts';
import { parseNow } from '../helpers/parsed.ts';
import { wordsFor } from '../helpers/words.ts';
import { numberedAlarm } from './event.ts';
import { type Summary, summarize } from './statistics.ts';

/** What a warm process takes of one core: of its time alone, so that a busy machine does not count. */
export interface Throughput {
  /** Microseconds from a Lambda event to an alarm's rendered message, when so many come in one event. */
  readonly parseAndRender: readonly {
    readonly notifications: number;
    readonly perAlarm: Summary;
  }[];
  /** Milliseconds for an SQS batch of 1,000 different alarms as a digest, to the last message. */
  readonly digest: Summary & { readonly messages: number };
  /** Milliseconds for 5,000 events, one after the other, through the handler. */
  readonly storm: Summary & { readonly messages: number };
}

const OPTIONS = { words: wordsFor('en'), timeZone: 'UTC' };
const SIZES = [1, 10, 100, 1_000];
/** Alarms in a sample: the clock of a thread's CPU moves by milliseconds. */
const PER_SAMPLE = 1_000;
const DIGEST = 1_000;
const STORM = 5_000;

export async function measureThroughput(rounds: number): Promise<Throughput> {
  const many = SIZES.map((notifications) => {
    const events = Array.from({ length: PER_SAMPLE / notifications }, () =>
      gather(Array.from({ length: notifications }, () => numberedAlarm())),
    );
    const perAlarm = repeat(rounds * 8, () => {
      for (const event of events) parseAndRender(event);
    }).map((ms) => (ms * 1_000) / PER_SAMPLE);
    return { notifications, perAlarm: summarize(perAlarm) };
  });
  return {
    parseAndRender: many,
    digest: await measureDelivery(rounds, () => [queued(DIGEST)]),
    storm: await measureDelivery(rounds, () =>
      Array.from({ length: STORM }, () => numberedAlarm()),
    ),
  };
}

/** Milliseconds. */
function cpuUsed(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

/** The second half of the times, in milliseconds: by then the compiler has done its work. */
function repeat(times: number, work: () => void): readonly number[] {
  const taken: number[] = [];
  for (let done = 0; done < times; done += 1) {
    const start = cpuUsed();
    work();
    taken.push(cpuUsed() - start);
  }
  return taken.slice(Math.floor(times / 2));
}

/** One after the other, as the notifier does, and nothing is kept. */
function parseAndRender(event: unknown): void {
  let blocks = 0;
  for (const notification of receive(event).notifications) {
    const parsed = parseNow(notification);
    if (parsed.kind !== 'alarm') throw new Error('the sample is no alarm');
    const [form] = renderAlarm(parsed.alarm, OPTIONS);
    blocks += form?.body.blocks?.length ?? 0;
  }
  if (blocks === 0) throw new Error('nothing was rendered');
}

/** New events for each round, through a handler of its own, whose messages go nowhere. */
async function measureDelivery(
  rounds: number,
  makeEvents: () => readonly unknown[],
): Promise<Summary & { readonly messages: number }> {
  const taken: number[] = [];
  let messages = 0;
  for (let round = 0; round < rounds; round += 1) {
    const events = makeEvents();
    messages = 0;
    const handler = await composeHandler(
      { SLACK_WEBHOOK_URL: 'http://localhost/services/T/B/bench' },
      {
        deliver: async () => {
          messages += 1;
        },
        log: () => {},
      },
    );
    const start = cpuUsed();
    for (const event of events) await handler(event, { getRemainingTimeInMillis: () => 30_000 });
    taken.push(cpuUsed() - start);
  }
  return { ...summarize(taken), messages };
}

function gather(events: readonly ReturnType<typeof numberedAlarm>[]): unknown {
  return { Records: events.flatMap(({ Records }) => Records) };
}

/** A batch from a queue that SNS feeds. */
function queued(notifications: number): unknown {
  return {
    Records: Array.from({ length: notifications }, (_, index) => ({
      messageId: `m-${index}`,
      eventSource: 'aws:sqs',
      body: JSON.stringify(numberedAlarm(`web-${index} CPU above 80 %`).Records[0]?.Sns),
    })),
  };
}
