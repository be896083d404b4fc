import { partitionOf } from '../alarm/regions.ts';
import { dueReminders, TICK } from '../alarm/reminders.ts';
import type { RenderOptions } from '../message/message.ts';
import {
  type MissedAlarm,
  type NightMessage,
  renderMissed,
  renderReminders,
} from '../message/reminder.ts';
import type { Deliver, Log, Missed, ReadNight, TimeLeft } from '../ports.ts';
import type { HourlyRun } from './watch.ts';

export interface HourlyOptions {
  /** Without it a run is logged and does nothing. */
  readonly readNight?: ReadNight | undefined;
  readonly deliver: Deliver;
  readonly render: RenderOptions;
  /** Whole hours between two reminders; 0 for none. */
  readonly remindHours: number;
  /** The function's region, for links. */
  readonly region?: string | undefined;
  readonly log: Log;
}

/** Names, of this container's latest runs. */
const MOST_REMEMBERED = 2_000;

/** What still burns, and what CloudWatch could not send. */
export function createHourlyRun(options: HourlyOptions): HourlyRun {
  const { readNight, deliver, render, remindHours, log } = options;
  const told = new Set<string>();

  async function tell(messages: readonly NightMessage[], keyOf: KeyOf, timeLeft: TimeLeft) {
    for (const { forms, names } of messages) {
      await deliver(forms, timeLeft);
      for (const name of names) told.add(keyOf(name));
    }
    for (const key of told) if (told.size > MOST_REMEMBERED) told.delete(key);
  }

  return async (scheduledAt, timeLeft) => {
    const night = await readNight?.(scheduledAt - TICK, scheduledAt);
    if (night === undefined) return log('warn', 'CloudWatch cannot be read: nothing to remind of');
    // Scheduler and Lambda bring an event at least once.
    const missedKey: KeyOf = (name) => `${scheduledAt} missed ${name}`;
    const missed = night.missed.filter(({ name }) => !told.has(missedKey(name)));
    await tell(renderMissed(missed.map(placedIn(options.region)), render), missedKey, timeLeft);
    const stillKey: KeyOf = (name) => `${scheduledAt} still ${name}`;
    const due = dueReminders(night.burning, scheduledAt, remindHours);
    const fresh = due.filter(({ alarm }) => !told.has(stillKey(alarm.name)));
    await tell(renderReminders(fresh, render), stillKey, timeLeft);
  };
}

type KeyOf = (name: string) => string;

function placedIn(region: string | undefined): (missed: Missed) => MissedAlarm {
  const place = { partition: partitionOf(region), ...(region === undefined ? {} : { region }) };
  return ({ name, at, cause }) => ({ alarm: { name, ...place }, at, cause });
}
