import { readFileSync } from 'node:fs';

/** The part of an SNS event that is changed. */
export interface SnsEvent {
  readonly Records: readonly { readonly Sns: Readonly<Record<string, unknown>> }[];
}

const SAMPLE: SnsEvent = JSON.parse(
  readFileSync(new URL('../../events/alarm.json', import.meta.url), 'utf8'),
);
let number = 0;

/** The sample alarm as Lambda gets it from SNS, at a time of its own: a repeated one would not be posted again. */
export function numberedAlarm(name?: string): SnsEvent {
  number += 1;
  const at = new Date(Date.now() - 60_000 + number);
  const StateChangeTime = at.toISOString().replace('Z', '+0000');
  return {
    Records: SAMPLE.Records.map((record) => {
      const sample = JSON.parse(String(record.Sns['Message']));
      const AlarmName = name ?? sample.AlarmName;
      const AlarmArn = sample.AlarmArn.replace(sample.AlarmName, AlarmName);
      const alarm = { ...sample, AlarmName, AlarmArn, StateChangeTime };
      const Sns = { ...record.Sns, Message: JSON.stringify(alarm), Timestamp: at.toISOString() };
      return { ...record, Sns };
    }),
  };
}
