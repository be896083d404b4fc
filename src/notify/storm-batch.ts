import type { Alarm } from '../alarm/alarm.ts';
import { countBefore, type Moment } from '../alarm/storms.ts';
import { errorCode } from '../errors.ts';
import type { FetchInstanceName, Log, TimeLeft } from '../ports.ts';
import { ENOUGH, type StormPorts } from './storm.ts';

/** What CloudWatch is asked when a queue brings many alarms together. */

/** What to ask it with; without ports nothing is known. */
export interface Asking {
  readonly ports: StormPorts | undefined;
  readonly log: Log;
  readonly timeLeft: TimeLeft;
  readonly fetchInstanceName?: FetchInstanceName | undefined;
}

/**
 * Whether the first alarm of a storm is among these, so that their message has to mention somebody. If it is not, it was
 * told by itself and did so. Never rejects: true if that is unknown.
 */
export async function isFirstAmong(
  alarms: readonly Alarm[],
  { ports, log, timeLeft }: Asking,
): Promise<boolean> {
  const [first] = alarms.toSorted(
    (a, b) => (a.changedAt ?? 0) - (b.changedAt ?? 0) || (a.name < b.name ? -1 : 1),
  );
  if (ports === undefined || first === undefined || timeLeft() < ENOUGH) return true;
  try {
    return countBefore(first, await ports.readCompany(first)) === 0;
  } catch (error) {
    log('warn', 'whether the first of this storm has called is not known', {
      reason: errorCode(error),
    });
    return true;
  }
}

/** The alarms that are in ALARM now; undefined if that is unknown. Never rejects. */
export async function burningNow({
  ports,
  log,
  timeLeft,
}: Asking): Promise<readonly Moment[] | undefined> {
  if (timeLeft() < ENOUGH) return undefined;
  try {
    return await ports?.readBurning?.();
  } catch (error) {
    log('warn', 'how many are still in ALARM is not known', { reason: errorCode(error) });
    return undefined;
  }
}
