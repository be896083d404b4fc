import type { Alarm } from '../alarm/alarm.ts';
import { creditsOf } from '../alarm/credits.ts';
import type { Culprit } from '../alarm/culprit.ts';
import { subjectOf } from '../alarm/subject.ts';
import { errorCode } from '../errors.ts';
import { present } from '../json.ts';
import { parseMachine } from '../parse/machine.ts';
import type { FetchCulprit, Log } from '../ports.ts';
import { type AwsAccess, createCallAws, type HttpFetch, isHome } from './call.ts';
import { readWrites } from './cloudtrail.ts';
import { readDatapoints } from './cloudwatch.ts';
import { createCloudWatchClient } from './cloudwatch-client.ts';
import { AwsRefusal } from './json-protocol.ts';
import { runDocument } from './run-command.ts';
import { ended } from './signal.ts';

export interface CulpritOptions {
  readonly access: AwsAccess;
  readonly fetch: HttpFetch;
  readonly log: Log;
  /** The name of the stack's own SSM document. */
  readonly document: string;
  /** Milliseconds for all of it, which goes out together; 3,500 unless told. */
  readonly budget?: number;
  /** Epoch milliseconds; the clock of the machine unless told. */
  readonly now?: () => number;
}

/** Milliseconds. Later, other processes are the busiest. */
const FRESH = 300_000;
const NAME_LIMIT = 200;
/** Seconds. What CloudWatch counts credits in, and how far back it is asked when the last one was spent. */
const CREDIT_PERIOD = 300;
const CREDIT_SPAN = 3 * 3_600;

/**
 * What explains the busy CPU of an instance: its processes, its credits, what was changed. Asked for an ALARM that has
 * just gone off, in the function's own account and region. A part that fails is missing, and told in one line of the log.
 */
export function createFetchCulprit(options: CulpritOptions): FetchCulprit {
  const { access, fetch, log, document, budget = 3_500, now = Date.now } = options;
  const { region } = access;
  const callAws = createCallAws(access, fetch);
  const client = createCloudWatchClient(access, region, fetch);

  async function credits(instanceId: string, until: number, signal: AbortSignal) {
    const [balance, surplus] = await Promise.all(
      ['CPUCreditBalance', 'CPUSurplusCreditBalance'].map((name) =>
        readDatapoints(client, creditQuestion(name, instanceId, until), signal),
      ),
    );
    return creditsOf(balance ?? [], surplus ?? []);
  }

  return async (alarm, instanceId, isAlone) => {
    if (!isAsked(alarm, access, now())) return undefined;
    const until = alarm.changedAt ?? now();
    // The parts end a little before the whole, so that what they have by then is had.
    const signal = AbortSignal.timeout(budget * 0.9);
    const end = AbortSignal.timeout(budget);
    if (!(await isAlone)) return undefined;
    const failures: string[] = [];
    const attempt = async <T>(what: string, part: Promise<T>): Promise<T | undefined> => {
      try {
        return await Promise.race([part, ended(end)]);
      } catch (error) {
        failures.push(`${what}: ${whyUnknown(error)}`);
        return undefined;
      }
    };
    const [output, ownCredits, changes] = await Promise.all([
      attempt('processes', runDocument(callAws, { document, region, instanceId, signal })),
      attempt('credits', credits(instanceId, until, signal)),
      attempt('changes', readWrites(callAws, { instanceId, region, until, signal, document })),
    ]);
    const machine = output === undefined ? undefined : parseMachine(output);
    if (output !== undefined && machine === undefined)
      failures.push('processes: unreadable answer');
    if (failures.length > 0) {
      const told = { name: alarm.name.slice(0, NAME_LIMIT), instanceId, failures };
      log('info', 'Not all is known of what made the CPU busy', told);
    }
    return orNothing({ machine, credits: ownCredits, changes });
  };
}

function isAsked(alarm: Alarm, access: AwsAccess, now: number): boolean {
  const { state, changedAt = now } = alarm;
  const { stat } = subjectOf(alarm);
  const isCpu = stat?.namespace === 'AWS/EC2' && stat.metricName === 'CPUUtilization';
  return state === 'ALARM' && isCpu && isHome(access, alarm) && now - changedAt < FRESH;
}

/** GetMetricStatistics: free up to a million calls a month. */
function creditQuestion(metricName: string, instanceId: string, until: number) {
  const step = CREDIT_PERIOD * 1000;
  const to = Math.ceil(until / step) * step;
  const metric = {
    namespace: 'AWS/EC2',
    metricName,
    dimensions: [{ name: 'InstanceId', value: instanceId }],
    statistic: 'Average',
  };
  const source = { kind: 'metric', metric } as const;
  return { source, period: CREDIT_PERIOD, from: to - CREDIT_SPAN * 1000, to };
}

function orNothing(parts: { [K in keyof Culprit]-?: Culprit[K] | undefined }): Culprit | undefined {
  const { machine, credits, changes } = parts;
  const said = present({ machine, credits, changes: changes?.length === 0 ? undefined : changes });
  return Object.keys(said).length === 0 ? undefined : said;
}

const EXPLAINED: Readonly<Record<string, string>> = {
  AccessDeniedException: 'the right is missing, or InstanceTag leaves this instance out',
  InvalidInstanceId: 'SSM does not reach the instance: it needs the agent and an instance profile',
  InvalidDocument: 'the document of the stack is gone',
};

function whyUnknown(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  if (error instanceof AwsRefusal) return EXPLAINED[error.code] ?? error.message;
  if (error.name === 'TimeoutError' || error.name === 'AbortError') return 'no answer in time';
  if (/^the (?:command|document) /.test(error.message)) return error.message;
  return errorCode(error);
}
