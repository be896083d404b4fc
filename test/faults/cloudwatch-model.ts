import type { Alarm } from '../../src/alarm/alarm.ts';
import type { Change } from '../../src/alarm/missed.ts';
import type { Night } from '../../src/ports.ts';

/** CloudWatch, as far as the function asks it: what is in ALARM since when, and what it sent or could not send. */
export interface CloudWatchModel {
  /** The alarm goes into ALARM. `at`: epoch milliseconds. */
  readonly set: (name: string, at: number) => void;
  /** What its history says of the change. */
  readonly remember: (change: Change) => void;
  readonly burning: () => readonly Alarm[];
  readonly night: (from: number, to: number) => Night;
}

export function createCloudWatchModel(): CloudWatchModel {
  const burning: Alarm[] = [];
  const changes: Change[] = [];
  return {
    set: (name, at) => burning.push(alarmOf(name, at)),
    remember: (change) => changes.push(change),
    burning: () => burning,
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
