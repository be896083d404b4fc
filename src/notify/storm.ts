import type { Alarm } from '../alarm/alarm.ts';
import { countBefore, earlierThan, type Moment, TOLD_IN_FULL } from '../alarm/storms.ts';
import { BusyError, errorCode } from '../errors.ts';
import type { HasCalled, Log, Postpone, ReadBurning, ReadCompany, TimeLeft } from '../ports.ts';
import { logOutcome } from './log-outcome.ts';

export interface StormPorts {
  readonly readCompany: ReadCompany;
  /** Without it a message about recoveries does not say how many alarms are still in ALARM. */
  readonly readBurning?: ReadBurning;
  readonly postpone: Postpone;
  /** Without it every alarm is taken to have called that went off before. */
  readonly hasCalled?: HasCalled;
}

/** Where an alarm stands among those that changed with it, and what follows from that. */
export interface Look {
  /** Whether it was put back, to be told together with others. */
  readonly isPostponed: boolean;
  /** Whether somebody is to be mentioned: in a storm only the first alarm does. */
  readonly isCalled: boolean;
  /** How many other alarms are in ALARM, where that is known. */
  readonly others?: number;
}

/** Told in full, as if it were alone. */
export const TOLD: Look = { isPostponed: false, isCalled: true };

/** Milliseconds. What was put back comes again within two minutes. Anything older has waited for Slack. */
export const FRESH = 180_000;

/** Milliseconds that must be left for the delivery, or CloudWatch is not asked. */
export const ENOUGH = 8_000;

/**
 * Asks what else went off, or recovered, just before. The alarm is put back if enough others were before it, or if so many
 * ask that CloudWatch refuses to answer; but not one that `isBack` from there. Whatever else goes wrong, it is told in full;
 * never throws.
 */
export function createLookAround(ports: StormPorts | undefined, log: Log) {
  return async (
    alarm: Alarm,
    content: unknown,
    timeLeft: TimeLeft,
    isBack: boolean,
  ): Promise<Look> => {
    if (ports === undefined || timeLeft() < ENOUGH) return TOLD;
    try {
      const company = await ports.readCompany(alarm).catch(noneIfBusy);
      if (isBack && company === undefined) return TOLD;
      const before = company === undefined ? TOLD_IN_FULL : countBefore(alarm, company);
      if (isBack || before < TOLD_IN_FULL)
        return {
          isPostponed: false,
          isCalled: !(await isCalledBefore(alarm, company, ports)),
          ...othersIn(company, alarm),
        };
      await ports.postpone(content);
      logOutcome(log, 'told together with others', { kind: 'alarm', alarm });
      return { isPostponed: true, isCalled: false };
    } catch (error) {
      log('warn', 'whether this is a storm is not known', { reason: errorCode(error) });
      return TOLD;
    }
  };
}

/** What is not known for certain calls once more, unless that is so because many ask. */
export async function isCalledBefore(
  alarm: Alarm,
  company: readonly Moment[] = [],
  { hasCalled }: StormPorts,
): Promise<boolean> {
  const earlier = earlierThan(alarm, company);
  if (earlier.length === 0 || alarm.state !== 'ALARM' || !hasCalled) return earlier.length > 0;
  return hasCalled(earlier, alarm).catch((error: unknown) => error instanceof BusyError);
}

function noneIfBusy(error: unknown): undefined {
  if (!(error instanceof BusyError)) throw error;
}

/** Of a series it is known alone which others changed with it. */
function othersIn(
  company: readonly Moment[] = [],
  { name, state, contributor }: Alarm,
): Pick<Look, 'others'> {
  if (state !== 'ALARM' || contributor !== undefined) return {};
  return { others: new Set(company.map((one) => one.name).filter((one) => one !== name)).size };
}
