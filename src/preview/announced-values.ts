import type { Alarm } from '../alarm/alarm.ts';
import { receive } from '../parse/envelope.ts';
import { parseStateChange } from '../parse/parse.ts';
import { readSamples } from './samples.ts';

/** Every alarm in an event. */
export function alarmsIn(event: unknown): readonly Alarm[] {
  return receive(event).notifications.flatMap((notification) => {
    const parsed = parseStateChange(notification);
    return parsed?.kind === 'alarm' ? [parsed.alarm] : [];
  });
}

let announced: ReadonlyMap<string, number> | undefined;

/** The newest value of the first sample in which an alarm of that name is in ALARM. Read once a process. */
export function announcedValue({ name }: Alarm): number | undefined {
  announced ??= readAnnounced();
  return announced.get(name);
}

function readAnnounced(): ReadonlyMap<string, number> {
  const alarms = readSamples().flatMap(({ event }) => alarmsIn(event));
  return new Map(
    alarms
      .filter(({ state }) => state === 'ALARM')
      .toReversed()
      .flatMap(({ name, evaluation: { values } }) =>
        values[0] === undefined ? [] : [[name, values[0]] as const],
      ),
  );
}
