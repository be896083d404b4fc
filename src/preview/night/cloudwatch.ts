import type { Alarm } from '../../alarm/alarm.ts';
import { restOf } from '../../alarm/flapping.ts';
import type { Change } from '../../alarm/missed.ts';
import type { StateChange } from '../../alarm/state-change.ts';
import { type Moment, STORM_SPAN } from '../../alarm/storms.ts';
import type { FetchHistory, Night, ReadCompany, ReadRested } from '../../ports.ts';
import { alarmsIn } from '../announced-values.ts';
import { sampleHistory } from '../sample-history.ts';
import { snsEvent } from './events.ts';
import type { Step } from './sequence.ts';

/** What CloudWatch would answer in the night that is played: only what it knows by then. */
export interface CloudWatch {
  /** An alarm changes its state. `at`: epoch milliseconds. Gives the event that CloudWatch sends. */
  readonly change: (step: Step, at: number) => unknown;
  readonly fetchHistory: FetchHistory;
  readonly readCompany: ReadCompany;
  readonly burning: () => readonly Alarm[];
  readonly readRested: ReadRested;
  readonly readNight: (from: number, to: number) => Promise<Night>;
}

interface Known {
  /** As it stands now. */
  alarm: Alarm;
  readonly changes: StateChange[];
  /** The newest value of its last ALARM. */
  worst?: number;
}

export function createCloudWatch(): CloudWatch {
  const known = new Map<string, Known>();
  const sent: Change[] = [];
  const inState = (state: string) =>
    [...known.values()].flatMap(({ alarm }) => (alarm.state === state ? [alarm] : []));
  return {
    change(step, at) {
      const event = snsEvent(step, at);
      const [alarm] = alarmsIn(event);
      if (alarm === undefined)
        throw new TypeError('The recorded night has a step that is no alarm.');
      const { changes = [], worst } = known.get(alarm.name) ?? {};
      changes.push({ at, from: step.to === 'ALARM' ? 'OK' : 'ALARM', to: step.to });
      const value = step.to === 'ALARM' ? step.values[0] : worst;
      known.set(alarm.name, { alarm, changes, ...(value === undefined ? {} : { worst: value }) });
      sent.push(sentOf(step, alarm, at));
      return event;
    },
    async fetchHistory(alarm) {
      const { changes = [], worst } = known.get(alarm.name) ?? {};
      const since = changes.findLast(({ to, at }) => to === 'ALARM' && at < (alarm.changedAt ?? 0));
      const ended = alarm.state === 'OK' && since ? { alarmSince: since.at } : {};
      const past = sampleHistory(alarm, worst) ?? { datapoints: [], period: 300 };
      return { ...past, ...ended, changes, isWatched: true };
    },
    readCompany: async ({ state, changedAt = 0 }) =>
      inState(state).filter(isNear(state, changedAt)),
    burning: () => inState('ALARM'),
    readRested: async (from, to) =>
      [...known.values()].flatMap(({ alarm, changes }) => {
        const rest = restOf(changes, from, to);
        return rest === undefined ? [] : [{ alarm, rest }];
      }),
    readNight: async (from, to) => ({
      burning: inState('ALARM'),
      changes: sent.filter(({ at }) => at >= from && at < to),
    }),
  };
}

/** Of those that are in ALARM all count, of the others those that changed just before. */
function isNear(state: string, time: number): (moment: Moment) => boolean {
  return ({ changedAt = 0 }) => state === 'ALARM' || Math.abs(time - changedAt) <= STORM_SPAN;
}

function sentOf({ to, refused }: Step, { name, reason }: Alarm, at: number): Change {
  return {
    ...{ name, at, state: to, door: 'topic', isFailed: refused !== undefined },
    ...(reason === undefined ? {} : { reason }),
    ...(refused === undefined ? {} : { cause: refused }),
  };
}
