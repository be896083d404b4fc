import type { Span } from '../alarm/evaluator.ts';
import type { Entry } from '../alarm/ledger.ts';
import { historyStart } from '../alarm/missed.ts';
import { LONGEST, spanOfRun, TICK } from '../alarm/run-span.ts';
import { DeniedError } from '../errors.ts';
import type { RenderOptions } from '../message/message.ts';
import { renderRightless } from '../message/reminder.ts';
import type { Deliver, Log, ReadLedger, TimeLeft } from '../ports.ts';
import type { ScheduledRun } from './watch.ts';

/**
 * An hourly run that may not read CloudWatch ends. In the queue it would hide what else waits there or is parked. The log
 * says so of each such run, a message says it once a day, and the first run that has the right makes up for all of them.
 */

/** What the run has to look at, and what the log has of that; undefined if the log cannot be read. */
export async function lookBack(
  scheduledAt: number,
  readLedger: ReadLedger | undefined,
): Promise<{ readonly span: Span; readonly ledger: readonly Entry[] | undefined }> {
  const hour = spanOfRun(scheduledAt, []);
  const ledger = await readLedger?.(historyStart(hour));
  if (ledger === undefined || spanOfRun(scheduledAt, ledger).from === hour.from)
    return { span: hour, ledger };
  const longer = await readLedger?.(historyStart({ ...hour, from: scheduledAt - LONGEST }));
  return { span: spanOfRun(scheduledAt, longer ?? ledger), ledger: longer ?? ledger };
}

interface DeniedOptions {
  readonly readLedger?: ReadLedger | undefined;
  readonly deliver: Deliver;
  readonly render: RenderOptions;
  readonly log: Log;
}

export function endWhereDenied(
  run: ScheduledRun,
  { readLedger, deliver, render, log }: DeniedOptions,
): ScheduledRun {
  // The log takes seconds to show what was written.
  let last = Number.NEGATIVE_INFINITY;

  /** If what was told is unknown, the first run of a day tells. */
  async function isToTell(scheduledAt: number): Promise<boolean> {
    const ledger = await readLedger?.(scheduledAt - LONGEST);
    if (ledger === undefined) return dayOf(scheduledAt) > dayOf(scheduledAt - TICK);
    const told = ledger.filter(({ outcome }) => outcome === 'told that a right is missing');
    return [last, ...told.map(({ at = 0 }) => at)].every((at) => at <= scheduledAt - LONGEST);
  }

  async function deny(right: string, scheduledAt: number, timeLeft: TimeLeft): Promise<void> {
    const fields = { alarm: '*', at: new Date(scheduledAt).toISOString(), right };
    log('error', 'not made: a right is missing', fields);
    if (!(await isToTell(scheduledAt))) return;
    await deliver(renderRightless(right, render.words), timeLeft);
    last = scheduledAt;
    log('info', 'told that a right is missing', fields);
  }

  return async (scheduledAt, timeLeft, queued) => {
    try {
      await run(scheduledAt, timeLeft, queued);
    } catch (error) {
      if (!(error instanceof DeniedError)) throw error;
      await deny(error.right, scheduledAt, timeLeft);
    }
  };
}

function dayOf(time: number): number {
  return Math.floor(time / LONGEST);
}
