import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { enteredAt } from '../alarm/again.ts';
import type { Alarm, Datapoint, History } from '../alarm/alarm.ts';
import type { StateChange } from '../alarm/state-change.ts';
import { errorCode } from '../errors.ts';
import { isObject, readNumber } from '../json.ts';
import type { FetchHistory, Log } from '../ports.ts';
import type { AccessTo } from './accounts.ts';
import { type AwsAccess, isHome } from './call.ts';
import { type Operation, operationFor, readDatapoints } from './cloudwatch.ts';
import type { ClientFor } from './cloudwatch-client.ts';
import { askFor, peakOf, type Question } from './question.ts';
import { ended } from './signal.ts';
import { readStateChanges } from './state-changes.ts';

export interface HistoryOptions {
  /** The function's own. */
  readonly access: AwsAccess;
  readonly accessTo: AccessTo;
  readonly clientFor: ClientFor;
  readonly log: Log;
  /** Milliseconds for all calls of one alarm, which go out together; 1,500 unless told. */
  readonly budget?: number;
  /** Epoch milliseconds; the clock of the machine unless told. */
  readonly now?: () => number;
}

type Call<T> = (client: CloudWatchClient, signal: AbortSignal) => Promise<T>;

const NAME_LIMIT = 200;

/**
 * What CloudWatch knows beyond the notification, from the alarm's own account and region. Whatever goes wrong costs the
 * history, or the part of it that is missing, and one line in the log.
 */
export function createFetchHistory(options: HistoryOptions): FetchHistory {
  const { access: own, accessTo, clientFor, log, budget = 1_500, now = Date.now } = options;

  return async (alarm) => {
    const { name, accountId, region = own.region } = alarm;
    const question = askFor(alarm, now());
    const signal = AbortSignal.timeout(budget);
    const access = await accessTo(accountId);
    if (access === undefined) return undefined;
    const failures: string[] = [];

    const attempt = async <T>(operation: Operation, call: Call<T>): Promise<T | undefined> => {
      try {
        return await Promise.race([call(clientFor(access, region), signal), ended(signal)]);
      } catch (error) {
        failures.push(`${operation}: ${whyNoHistory(error, operation)}`);
        return undefined;
      }
    };

    const isWhole = mayEndAnAlarm(alarm) && alarm.previousChangedAt === undefined;
    const [datapoints = [], changes = []] = await Promise.all([
      question &&
        attempt(operationFor(question.source), (client, abort) =>
          readDatapoints(client, question, abort),
        ),
      attempt('DescribeAlarmHistory', (client, abort) =>
        readStateChanges(client, alarm, isWhole, abort),
      ),
    ]);
    if (failures.length > 0) {
      const told = { name: name.slice(0, NAME_LIMIT), region, failures };
      log('warn', 'CloudWatch gave no history', told);
    }
    const isWatched = isHome(own, alarm) && alarm.contributor === undefined;
    return toHistory(alarm, question, datapoints, { changes, isWatched });
  };
}

function mayEndAnAlarm({ state, previousState }: Alarm): boolean {
  return state === 'OK' && (previousState === undefined || previousState === 'ALARM');
}

function toHistory(
  alarm: Alarm,
  question: Question | undefined,
  datapoints: readonly Datapoint[],
  past: { readonly changes: readonly StateChange[]; readonly isWatched: boolean },
): History | undefined {
  const alarmSince = sinceOf(alarm, past.changes);
  const isNothing = datapoints.length === 0 && past.changes.length === 0;
  if (isNothing && alarmSince === undefined) return undefined;
  const peak = question && alarmSince && peakOf(alarm, question, datapoints, alarmSince);
  return {
    datapoints,
    period: question?.period ?? 0,
    ...past,
    ...(alarmSince === undefined ? {} : { alarmSince }),
    ...(peak === undefined ? {} : { peak }),
  };
}

function sinceOf(alarm: Alarm, changes: readonly StateChange[]): number | undefined {
  if (!mayEndAnAlarm(alarm)) return undefined;
  return alarm.previousChangedAt ?? enteredAt(changes, alarm.changedAt);
}

function whyNoHistory(error: unknown, operation: Operation): string {
  if (!(error instanceof Error)) return 'unknown';
  if (/^AccessDenied/.test(error.name)) return `the right cloudwatch:${operation} is missing`;
  if (error.name === 'TimeoutError') return 'no answer in time';
  const code = error.name === 'SyntaxError' ? 'unreadable answer' : errorCode(error);
  const status = statusOf(error);
  return status === undefined ? code : `${code} (HTTP ${status})`;
}

function statusOf(error: object): number | undefined {
  const metadata = '$metadata' in error && isObject(error.$metadata) ? error.$metadata : {};
  return readNumber(metadata, 'httpStatusCode');
}
