import type { Alarm } from '../../src/alarm/alarm.ts';

/** CloudWatch, as far as the function asks it: which alarms are in ALARM, since when. */
export interface CloudWatchModel {
  /** The alarm goes into ALARM. `at`: epoch milliseconds. */
  readonly set: (name: string, at: number) => void;
  readonly burning: () => readonly Alarm[];
}

export function createCloudWatchModel(): CloudWatchModel {
  const burning: Alarm[] = [];
  return {
    set: (name, at) => burning.push(alarmOf(name, at)),
    burning: () => burning,
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
