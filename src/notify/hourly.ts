import { type Portal, through } from '../alarm/portal.ts';
import { partitionOf } from '../alarm/regions.ts';
import { dueReminders, TICK } from '../alarm/reminders.ts';
import { present } from '../json.ts';
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
  /** Where the function is, for links. */
  readonly home?: Home | undefined;
  readonly portal?: Portal | undefined;
  readonly log: Log;
}

interface Home {
  readonly region: string;
  readonly accountId?: string;
}

/** Names, of this container's latest runs. */
const MOST_REMEMBERED = 2_000;

/** What still burns, and what CloudWatch could not send. */
export function createHourlyRun(options: HourlyOptions): HourlyRun {
  const { readNight, deliver, render, remindHours, portal, log } = options;
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
    await tell(renderMissed(missed.map(placedAt(options)), render), missedKey, timeLeft);
    const stillKey: KeyOf = (name) => `${scheduledAt} still ${name}`;
    const due = dueReminders(night.burning.map(through(portal)), scheduledAt, remindHours);
    const fresh = due.filter(({ alarm }) => !told.has(stillKey(alarm.name)));
    await tell(renderReminders(fresh, render), stillKey, timeLeft);
  };
}

type KeyOf = (name: string) => string;

function placedAt({ home, portal }: HourlyOptions): (missed: Missed) => MissedAlarm {
  const place = present({ partition: partitionOf(home?.region), ...home, portal });
  return ({ name, at, cause }) => ({ alarm: { ...place, name }, at, cause });
}
