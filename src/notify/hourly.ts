import type { Alarm } from '../alarm/alarm.ts';
import type { Span } from '../alarm/evaluator.ts';
import { contributorText, type Entry, logged } from '../alarm/ledger.ts';
import { type Change, changesOf, historyStart, missedChanges } from '../alarm/missed.ts';
import { type Portal, through } from '../alarm/portal.ts';
import { alarmArn, partitionOf } from '../alarm/regions.ts';
import { dueReminders, type Reminder } from '../alarm/reminders.ts';
import { present } from '../json.ts';
import type { RenderOptions } from '../message/message.ts';
import { type NightMessage, renderMissed, renderReminders } from '../message/reminder.ts';
import { type Rested, renderRested } from '../message/rested.ts';
import type {
  Deliver,
  Log,
  Postpone,
  ReadLedger,
  ReadNight,
  ReadRested,
  TimeLeft,
} from '../ports.ts';
import { endWhereDenied, lookBack } from './catch-up.ts';
import { logOutcome } from './log-outcome.ts';
import { isExpected, type QuietRules } from './quiet.ts';
import { hourlyEvent, type ScheduledRun } from './watch.ts';

export interface HourlyOptions {
  /** Without it a run is logged and does nothing. */
  readonly readNight?: ReadNight | undefined;
  /** Without it nothing is told when a flapping alarm has come to rest. */
  readonly readRested?: ReadRested | undefined;
  /** What reached the function. Without it only what CloudWatch could not send is told as missed. */
  readonly readLedger?: ReadLedger | undefined;
  /** Without it a late run does not wait. */
  readonly postpone?: Postpone | undefined;
  readonly deliver: Deliver;
  readonly render: RenderOptions;
  /** Whole hours between two reminders; 0 for none. */
  readonly remindHours: number;
  readonly quiet: QuietRules;
  /** Where the function is: it reads the history of its own account and region. */
  readonly home?: { readonly region: string; readonly accountId?: string } | undefined;
  readonly portal?: Portal | undefined;
  readonly log: Log;
  /** Epoch milliseconds; the clock of the machine unless told. */
  readonly now?: (() => number) | undefined;
}

/** Milliseconds. A run that is later was throttled, and so were the alarms beside it. */
const LATE = 300_000;
/** Seconds. Longer than the longest pause between two tries of a throttled event. */
const WAIT = 600;

/**
 * Tells what never arrived, what is still in ALARM, and which flapping alarms came to rest. What a run has to tell depends
 * on its scheduled time alone. What it has told is in the log, so that a repeated run tells only the rest.
 */
export function createHourlyRun(options: HourlyOptions): ScheduledRun {
  const { readNight, readRested, deliver, render, remindHours, quiet, portal, log } = options;
  const { postpone, now = Date.now } = options;
  // The log takes seconds to show what was written.
  const told: Entry[] = [];

  async function tell<Subject>(
    messages: readonly NightMessage<Subject>[],
    outcome: 'told as missed' | 'reminded' | 'told at rest',
    asTold: (subject: Subject) => Alarm,
    timeLeft: TimeLeft,
  ) {
    for (const { forms, subjects } of messages) {
      await deliver(forms, timeLeft);
      for (const alarm of subjects.map(asTold)) {
        logOutcome(log, outcome, { kind: 'alarm', alarm });
        told.push(entryOf(alarm, outcome));
      }
    }
    told.splice(0, told.length - MOST_REMEMBERED);
  }

  const run: ScheduledRun = async (scheduledAt, timeLeft, queued) => {
    if (!queued && postpone !== undefined && now() - scheduledAt > LATE) {
      // What is still on its way must not be told as missed first.
      await postpone(hourlyEvent(scheduledAt), WAIT);
      return log('info', 'the hourly run is late: it waits for what is late with it');
    }
    const { span, ledger } = await lookBack(scheduledAt, options.readLedger);
    const [night, atRest = []] = await Promise.all([
      readNight?.(historyStart(span), span.to),
      readRested?.(span.from, span.to),
    ]);
    if (night === undefined) return log('warn', 'CloudWatch cannot be read: nothing to remind of');
    const changes = changesOf(night.changes, span).filter((one) =>
      isExpected(one.door, alarmOf(one, options), quiet),
    );
    const due = dueReminders(night.burning.map(through(portal)), span, remindHours);
    if (changes.length === 0 && due.length === 0 && atRest.length === 0) return;
    if (ledger === undefined)
      log('warn', 'the own log cannot be read', { right: 'logs:FilterLogEvents' });
    const known = [...(ledger ?? []), ...told];
    const judged = ledger === undefined ? changes.filter(({ isFailed }) => isFailed) : changes;
    const missed = missedChanges(judged, known).map((change) => ({
      ...change,
      alarm: alarmOf(change, options),
    }));
    await tell(renderMissed(missed, render), 'told as missed', ({ alarm }) => alarm, timeLeft);
    const fresh = due.filter(({ alarm }) => !isIn(known, 'reminded', alarm, span));
    const asReminded = ({ alarm }: Reminder) => ({ ...alarm, changedAt: scheduledAt });
    await tell(renderReminders(fresh, render), 'reminded', asReminded, timeLeft);
    const rested = atRest.filter(
      ({ alarm, rest: { since } }) =>
        !isIn(known, 'told at rest', alarm, { from: since - 1, to: since }),
    );
    const places = rested.map(({ alarm, rest }) => ({ alarm: through(portal)(alarm), rest }));
    await tell(
      renderRested(places, render),
      'told at rest',
      ({ alarm }: Rested) => alarm,
      timeLeft,
    );
  };
  return endWhereDenied(run, options);
}

function alarmOf(change: Change, { home, portal }: HourlyOptions): Alarm {
  const { name, at, state = 'ALARM', contributor, reason } = change;
  return present({
    name,
    arn: alarmArn(name, home),
    region: home?.region,
    accountId: home?.accountId,
    portal,
    partition: partitionOf(home?.region),
    state,
    changedAt: at,
    contributor,
    reason,
    evaluation: { understood: false, values: [] },
    facts: [],
  });
}

/** Lines, of this container's latest runs. */
const MOST_REMEMBERED = 2_000;

function entryOf(alarm: Alarm, outcome: Entry['outcome']): Entry {
  const { name, state, changedAt = 0 } = alarm;
  const contributor = seriesOf(alarm);
  return { outcome, alarm: logged(name), state, at: changedAt, writtenAt: changedAt, contributor };
}

function seriesOf({ contributor = [] }: Alarm): string {
  return logged(contributorText(contributor));
}

/** Whether it was told so after the first and not after the second time. */
function isIn(
  known: readonly Entry[],
  outcome: Entry['outcome'],
  alarm: Alarm,
  { from, to }: Span,
): boolean {
  return known.some(
    (one) =>
      one.outcome === outcome &&
      one.at !== undefined &&
      one.at > from &&
      one.at <= to &&
      one.alarm === logged(alarm.name) &&
      (one.contributor ?? '') === seriesOf(alarm),
  );
}
