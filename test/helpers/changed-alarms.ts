import type { AlarmState } from '../../src/alarm/alarm.ts';
import { isObject, type JsonObject, readArray, readObject, readText } from '../../src/json.ts';
import { readSamples, type Sample } from './samples.ts';

const samples = readSamples();

export function sampleNamed(name: string): Sample {
  const found = samples.find((sample) => sample.name === name);
  if (found === undefined) throw new Error(`events/${name}.json does not exist`);
  return found;
}

/** The alarm in the first record of an SNS sample. */
export function alarmOf(name: string): JsonObject {
  const { event } = sampleNamed(name);
  const [record] = isObject(event) ? readArray(event, 'Records') : [];
  const sns = isObject(record) ? readObject(record, 'Sns') : {};
  const alarm: unknown = JSON.parse(readText(sns, 'Message') ?? 'null');
  if (!isObject(alarm)) throw new Error(`events/${name}.json holds no alarm`);
  return alarm;
}

/** An alarm as a Lambda event of SNS. */
export function overSns(alarm: JsonObject): JsonObject {
  const Sns = { Type: 'Notification', Message: JSON.stringify(alarm) };
  return { Records: [{ EventSource: 'aws:sns', Sns }] };
}

/** The same alarm a while after its ALARM, with the reason that CloudWatch would write. */
export function changedTo(alarm: JsonObject, state: Exclude<AlarmState, 'ALARM'>): JsonObject {
  const reason = readText(alarm, 'NewStateReason');
  return {
    ...alarm,
    OldStateValue: 'ALARM',
    NewStateValue: state,
    ...(reason === undefined ? {} : { NewStateReason: reasonFor(reason, state) }),
    ...('TriggeringChildren' in alarm ? { TriggeringChildren: [] } : {}),
  };
}

function reasonFor(reason: string, state: Exclude<AlarmState, 'ALARM'>): string {
  if (reason.includes('transitioned to ALARM')) {
    return reason.replace('transitioned to ALARM', `transitioned to ${state}`);
  }
  if (state === 'INSUFFICIENT_DATA') return 'Insufficient Data: 3 datapoints were unknown.';
  if (reason.includes('time series')) return '0 out of 14 time series evaluated to ALARM';
  const below = reason.includes('less than') && !reason.includes('greater than');
  return reason
    .replace(/[\d.]+(?= \(\d\d\/)|(?<=datapoint \()[\d.]+/g, (value) =>
      String(Number(value) * (below ? 40 : 0.4)),
    )
    .replace(/\b(was|were) (greater|less)/g, '$1 not $2')
    .replace(/\bor (greater|less) than the/g, 'or not $1 than the')
    .replace('OK -> ALARM', 'ALARM -> OK');
}
