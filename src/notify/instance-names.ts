import type { Alarm } from '../alarm/alarm.ts';
import type { FetchInstanceName, TimeLeft } from '../ports.ts';
import { instanceOf } from './enrichment.ts';
import { ENOUGH } from './storm.ts';

/** Instances of a batch that are asked for their names; the others keep their ids. */
const MOST_NAMED = 10;

/** The names of the instances that the alarms are about, by their ids, as far as they can be had. Never rejects. */
export async function instanceNames(
  alarms: readonly Alarm[],
  fetchInstanceName: FetchInstanceName | undefined,
  timeLeft: TimeLeft,
): Promise<ReadonlyMap<string, string>> {
  if (fetchInstanceName === undefined || timeLeft() < ENOUGH) return new Map();
  const byId = new Map(
    alarms.flatMap((alarm) => {
      const id = instanceOf(alarm);
      return id === undefined ? [] : [[id, alarm] as const];
    }),
  );
  const asked = [...byId].slice(0, MOST_NAMED).map(async ([id, alarm]) => {
    const name = await fetchInstanceName(alarm, id).catch(() => undefined);
    return name === undefined ? [] : [[id, name] as const];
  });
  return new Map((await Promise.all(asked)).flat());
}
