import type { Alarm } from '../../src/alarm/alarm.ts';
import { restOf } from '../../src/alarm/flapping.ts';
import type { Change } from '../../src/alarm/missed.ts';
import type { StateChange } from '../../src/alarm/state-change.ts';
import { type Moment, STORM_SPAN } from '../../src/alarm/storms.ts';
import type { Night, ReadRested } from '../../src/ports.ts';

/**
 * How often an account may ask in a second and a region.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html
 */
export const ANSWERS = { alarms: 9, history: 20 };

/** CloudWatch, as far as the function asks it: what is in ALARM since when, and what it sent or could not send. */
export interface CloudWatchModel {
  /** The alarm goes into ALARM. `at`: epoch milliseconds. */
  readonly set: (name: string, at: number) => void;
  /** The alarm goes back to OK. */
  readonly clear: (name: string, at: number) => void;
  readonly changesOf: (name: string) => readonly StateChange[];
  readonly rested: ReadRested;
  /** What its history says of the change. */
  readonly remember: (change: Change) => void;
  readonly burning: () => readonly Alarm[];
  /** The same for a series of an alarm over many. */
  readonly setSeries: (name: string, series: string, at: number, to: 'ALARM' | 'OK') => void;
  /**
   * The first page of those that changed into the same state as this one in the minute before, and of the moment itself;
   * for a series, of the series of its alarm.
   */
  readonly changedAlike: (alarm: Alarm) => readonly Moment[];
  readonly night: (from: number, to: number) => Night;
}

export function createCloudWatchModel(): CloudWatchModel {
  const burning: Alarm[] = [];
  const changes: Change[] = [];
  const states = new Map<string, readonly StateChange[]>();
  const moments: (Moment & { readonly at: number; readonly to: string })[] = [];
  const changesOf = (name: string) => states.get(name) ?? [];
  return {
    set: (name, at) => {
      burning.push(alarmOf(name, at));
      states.set(name, [...changesOf(name), { at, from: 'OK', to: 'ALARM' }]);
      moments.push({ name, changedAt: at, at, to: 'ALARM' });
    },
    clear: (name, at) => {
      burning.splice(0, burning.length, ...burning.filter((alarm) => alarm.name !== name));
      states.set(name, [...changesOf(name), { at, from: 'ALARM', to: 'OK' }]);
      moments.push({ name, changedAt: at, at, to: 'OK' });
    },
    changesOf,
    rested: async (from, to) =>
      [...states].flatMap(([name, own]) => {
        const rest = restOf(own, from, to);
        return rest === undefined
          ? []
          : [{ alarm: { ...alarmOf(name, rest.since), state: rest.state }, rest }];
      }),
    remember: (change) => changes.push(change),
    burning: () => burning,
    setSeries: (name, series, at, to) => {
      const contributor = [{ name: 'InstanceId', value: series }];
      moments.push({ name, contributor, changedAt: at, at, to });
    },
    changedAlike: ({ name, state, changedAt: end = 0, contributor }) =>
      moments
        .filter((one) => one.to === state && one.at <= end && one.at >= end - STORM_SPAN)
        .filter((one) =>
          contributor ? one.name === name && one.contributor : one.contributor === undefined,
        )
        .slice(0, 100),
    night: (from, to) => ({
      burning: [...burning],
      changes: changes.filter(({ at }) => at >= from && at < to),
    }),
  };
}

function alarmOf(name: string, changedAt: number): Alarm {
  return {
    name,
    arn: `arn:aws:cloudwatch:us-east-1:123456789012:alarm:${name}`,
    accountId: '123456789012',
    region: 'us-east-1',
    partition: 'aws',
    state: 'ALARM',
    changedAt,
    evaluation: { understood: false, values: [] },
    facts: [],
  };
}
