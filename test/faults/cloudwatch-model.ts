import type { Alarm } from '../../src/alarm/alarm.ts';
import { restOf } from '../../src/alarm/flapping.ts';
import type { Change } from '../../src/alarm/missed.ts';
import type { StateChange } from '../../src/alarm/state-change.ts';
import { BusyError } from '../../src/errors.ts';
import type { Night, ReadRested } from '../../src/ports.ts';

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
  /** As DescribeAlarms answers at this time (epoch milliseconds). @throws {BusyError} beyond nine calls a second */
  readonly ask: (at: number) => readonly Alarm[];
  readonly night: (from: number, to: number) => Night;
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html */
const CALLS_A_SECOND = 9;
const SECOND = 1_000;

export function createCloudWatchModel(): CloudWatchModel {
  const burning: Alarm[] = [];
  const changes: Change[] = [];
  const states = new Map<string, readonly StateChange[]>();
  let asked: readonly number[] = [];
  const changesOf = (name: string) => states.get(name) ?? [];
  return {
    set: (name, at) => {
      burning.push(alarmOf(name, at));
      states.set(name, [...changesOf(name), { at, from: 'OK', to: 'ALARM' }]);
    },
    clear: (name, at) => {
      burning.splice(0, burning.length, ...burning.filter((alarm) => alarm.name !== name));
      states.set(name, [...changesOf(name), { at, from: 'ALARM', to: 'OK' }]);
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
    ask: (at) => {
      asked = asked.filter((time) => time > at - SECOND);
      if (asked.length >= CALLS_A_SECOND) throw new BusyError();
      asked = [...asked, at];
      return [...burning];
    },
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
