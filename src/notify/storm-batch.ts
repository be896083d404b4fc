import type { Alarm } from '../alarm/alarm.ts';
import { byTime, type PlacedMoment, placeOf } from '../alarm/storms.ts';
import { errorCode } from '../errors.ts';
import { groupBy } from '../group-by.ts';
import { present } from '../json.ts';
import type { FetchInstanceName, Log, TimeLeft } from '../ports.ts';
import { ENOUGH, isCalledBefore, type StormPorts } from './storm.ts';

/** What CloudWatch is asked when a queue brings many alarms together. */

/** What to ask it with; without ports nothing is known. */
export interface Asking {
  readonly ports: StormPorts | undefined;
  readonly log: Log;
  readonly timeLeft: TimeLeft;
  readonly fetchInstanceName?: FetchInstanceName | undefined;
}

/** Accounts and regions of a batch that are asked. */
const MOST_PLACES = 10;

/**
 * Whether the first alarm of a storm is among these, so that their message has to mention somebody; each account and region
 * has a storm of its own. If it is not, it was told by itself and did so. Never rejects: true if that is unknown.
 */
export async function isFirstAmong(alarms: readonly Alarm[], asking: Asking): Promise<boolean> {
  const places = [...groupBy(alarms, placeOf).values()];
  if (places.length > MOST_PLACES) return true;
  return (await Promise.all(places.map((place) => isFirstOf(place, asking)))).includes(true);
}

async function isFirstOf(
  alarms: readonly Alarm[],
  { ports, log, timeLeft }: Asking,
): Promise<boolean> {
  const [first] = alarms.toSorted(byTime);
  if (ports === undefined || first === undefined || timeLeft() < ENOUGH) return true;
  try {
    return !(await isCalledBefore(first, await ports.readCompany(first), ports));
  } catch (error) {
    log('warn', 'whether the first of this storm has called is not known', {
      reason: errorCode(error),
    });
    return true;
  }
}

/** What is in ALARM now where these alarms are; undefined if that is unknown, or several places. Never rejects. */
export async function burningNow(
  alarms: readonly Alarm[],
  { ports, log, timeLeft }: Asking,
): Promise<readonly PlacedMoment[] | undefined> {
  const [first, ...others] = alarms;
  if (first === undefined || timeLeft() < ENOUGH) return undefined;
  if (others.some((other) => placeOf(other) !== placeOf(first))) return undefined;
  try {
    const { accountId, region } = first;
    const burning = await ports?.readBurning?.(first);
    return burning?.map((one) => present({ ...one, accountId, region }));
  } catch (error) {
    log('warn', 'how many are still in ALARM is not known', { reason: errorCode(error) });
    return undefined;
  }
}
