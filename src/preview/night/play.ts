import type { Entry } from '../../alarm/ledger.ts';
import { readEntry } from '../../alarm/ledger.ts';
import { composeHandler } from '../../compose.ts';
import type { Environment } from '../../config.ts';
import { hourlyEvent } from '../../notify/watch.ts';
import type { Deliver, Postpone } from '../../ports.ts';
import { sampleCulprit } from '../sample-culprit.ts';
import { sampleInstanceName } from '../sample-history.ts';
import { createAgenda } from './agenda.ts';
import { createCloudWatch } from './cloudwatch.ts';
import { NIGHT, NIGHT_BEGINS, NIGHT_ENDS, REPORT_AT, sinceMidnight } from './sequence.ts';
import { readPast, readWeek } from './week.ts';

export interface Playing {
  /** Epoch milliseconds of the night's midnight. */
  readonly midnight: number;
  /** The function's settings. */
  readonly settings: Environment;
  /** Takes a message at its time of the night, in epoch milliseconds. */
  readonly deliver: (...message: [...Parameters<Deliver>, at: number]) => Promise<void>;
  /** Asked before each event of the night; an aborted one ends it there. */
  readonly signal?: AbortSignal;
}

const HOUR = 3_600_000;
/** Milliseconds that the function may take for one event. */
const INVOCATION_MS = 30_000;
/** Seconds; what the function puts back comes after this unless it says otherwise (aws/company.ts). */
const POSTPONED = 20;
/** Milliseconds for which Lambda waits for more of a queue's messages, and how many it takes at most (template.yaml). */
const BATCH_WINDOW = 60_000;
const BATCH_SIZE = 100;

/**
 * Plays the recorded night: the function as it is deployed, on the night's own clock. In AWS's place a queue, a schedule
 * and a CloudWatch that know what they would know by then.
 * @throws what the function throws
 */
export async function playNight({ midnight, settings, deliver, signal }: Playing): Promise<void> {
  const agenda = createAgenda();
  const cloudWatch = createCloudWatch();
  const ledger: Entry[] = [];
  const now = () => agenda.now();
  const invoke = async (event: unknown) => {
    await handler(event, { getRemainingTimeInMillis: () => INVOCATION_MS });
  };
  const queue = createQueue(agenda, invoke);
  const handler = await composeHandler(settings, {
    deliver: (forms, timeLeft) => deliver(forms, timeLeft, now()),
    fetchHistory: cloudWatch.fetchHistory,
    fetchInstanceName: async (alarm) => sampleInstanceName(alarm),
    fetchCulprit: async (alarm) =>
      settings['CULPRIT'] === 'off' ? undefined : sampleCulprit(alarm),
    storm: {
      readCompany: cloudWatch.readCompany,
      readBurning: async () => cloudWatch.burning(),
      postpone: queue.postpone,
    },
    readNight: cloudWatch.readNight,
    readRested: cloudWatch.readRested,
    readLedger: async (from) => ledger.filter(({ writtenAt }) => writtenAt >= from),
    readWeek,
    readPast,
    log: (_level, message, fields = {}) => {
      const entry = readEntry({ message, ...fields }, now());
      if (entry !== undefined) ledger.push(entry);
    },
    now,
  });
  const begin = midnight + sinceMidnight(NIGHT_BEGINS);
  const end = midnight + sinceMidnight(NIGHT_ENDS);
  for (const step of NIGHT) {
    const at = midnight + sinceMidnight(step.at);
    agenda.add(at, async () => {
      const event = cloudWatch.change(step, at);
      if (at >= begin && step.refused === undefined) await invoke(event);
    });
  }
  for (let at = begin + HOUR; at < end; at += HOUR) agenda.add(at, () => invoke(hourlyEvent(at)));
  const report = midnight + sinceMidnight(REPORT_AT);
  const scheduledTime = new Date(report).toISOString();
  agenda.add(report, () => invoke({ watch: 'weekly', scheduledTime }));
  await agenda.until(end, signal);
}

/** As SQS and Lambda do it: what is visible is brought together for a minute, then comes in one batch. */
function createQueue(
  { now, add }: ReturnType<typeof createAgenda>,
  invoke: (event: unknown) => Promise<void>,
): { readonly postpone: Postpone } {
  const waiting: {
    readonly messageId: string;
    readonly eventSource: string;
    readonly body: string;
  }[] = [];
  let count = 0;
  const bring = async () => {
    const Records = waiting.splice(0, BATCH_SIZE);
    if (Records.length > 0) await invoke({ Records });
  };
  return {
    postpone: async (content, seconds = POSTPONED) => {
      count += 1;
      const record = {
        messageId: `night-${count}`,
        eventSource: 'aws:sqs',
        body: JSON.stringify(content),
      };
      add(now() + seconds * 1000, async () => {
        waiting.push(record);
        if (waiting.length === 1) add(now() + BATCH_WINDOW, bring);
      });
    },
  };
}
