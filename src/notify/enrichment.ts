import type { Alarm } from '../alarm/alarm.ts';
import { subjectOf } from '../alarm/subject.ts';
import type { Enrichment } from '../message/message.ts';
import type { FetchHistory, FetchInstanceName, Log, TimeLeft } from '../ports.ts';

/** As FetchCulprit. */
export type ExplainCpu = (
  alarm: Alarm,
  instanceId: string,
  isAlone: Promise<boolean>,
) => Promise<Enrichment['explanation']>;

export interface EnrichmentPorts {
  readonly fetchHistory?: FetchHistory | undefined;
  readonly fetchInstanceName?: FetchInstanceName | undefined;
  readonly explainCpu?: ExplainCpu | undefined;
  readonly log: Log;
}

/** `isAlone`: whether the alarm is told by itself. If it is told together with others, its instance runs no command. */
export type Enrich = (
  alarm: Alarm,
  timeLeft: TimeLeft,
  isAlone: Promise<boolean>,
) => Promise<Enrichment>;

/** Milliseconds that must be left for the delivery, or AWS is not even asked. */
const ENOUGH = 8_000;
/** The same if the instance is asked, which takes 3.5 seconds at most. */
const ENOUGH_TO_ASK = 12_000;

/** Asks AWS for what the notification does not say. The ports promise not to throw; if one does, only its part is lost. */
export function createEnrich(ports: EnrichmentPorts): Enrich {
  const { fetchHistory, fetchInstanceName, explainCpu, log } = ports;

  async function orNothing<T>(what: string, fetch: () => Promise<T | undefined> | undefined) {
    try {
      return await fetch();
    } catch (error) {
      log('error', `${what} could not be fetched`, { reason: String(error) });
      return undefined;
    }
  }

  return async (alarm, timeLeft, isAlone) => {
    if (timeLeft() < ENOUGH) return {};
    const instanceId = (fetchInstanceName ?? explainCpu) && instanceOf(alarm);
    const mayAsk = timeLeft() >= ENOUGH_TO_ASK;
    const [history, instanceName, explanation] = await Promise.all([
      orNothing('the history', () => fetchHistory?.(alarm)),
      orNothing('the name of the instance', () =>
        instanceId === undefined ? undefined : fetchInstanceName?.(alarm, instanceId),
      ),
      orNothing('what explains the CPU', () =>
        instanceId === undefined || !mayAsk ? undefined : explainCpu?.(alarm, instanceId, isAlone),
      ),
    ]);
    return { history, instanceName, explanation };
  };
}

/** The EC2 instance of the alarm's metric; undefined for a metric of another account, whose tags are not read. */
export function instanceOf(alarm: Alarm): string | undefined {
  const { instanceId, stat } = subjectOf(alarm);
  const isElsewhere = stat?.accountId !== undefined && stat.accountId !== alarm.accountId;
  return isElsewhere ? undefined : instanceId;
}
