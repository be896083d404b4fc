import { type Entry, readEntry } from '../alarm/ledger.ts';
import { isObject, parseJson, readArray, readNumber, readObject, readText } from '../json.ts';
import type { ReadLedger } from '../ports.ts';
import type { CallAws } from './call.ts';

export interface OwnLog {
  readonly region: string;
  /** The function's own log group: Lambda names it. */
  readonly logGroup: string;
  readonly callAws: CallAws;
}

/** Milliseconds for one page. */
const BUDGET = 5_000;
/** Pages may be empty while more is to come. */
const MOST_PAGES = 100;
/** A word that is in every line that tells of an alarm, and in none of Lambda's own. */
const PATTERN = '"alarm"';

/**
 * What the function's own log says of alarms. Takes the right logs:FilterLogEvents on its log group.
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html
 */
export function createReadLedger({ region, logGroup, callAws }: OwnLog): ReadLedger {
  return async (from) => {
    const found: Entry[] = [];
    let nextToken: string | undefined;
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const { status, text } = await callAws({
        service: 'logs',
        region,
        headers: {
          'content-type': 'application/x-amz-json-1.1',
          'x-amz-target': 'Logs_20140328.FilterLogEvents',
        },
        body: JSON.stringify({
          logGroupName: logGroup,
          startTime: from,
          filterPattern: PATTERN,
          nextToken,
        }),
        signal: AbortSignal.timeout(BUDGET),
      });
      const answer = parseJson(text);
      if (status !== 200 || !isObject(answer)) return refused(status, answer);
      found.push(...readArray(answer, 'events').flatMap(toEntries));
      nextToken = readText(answer, 'nextToken');
      if (nextToken === undefined) return found;
    }
    throw new Error('the log has more pages than are read');
  };
}

/** A right that is missing is missing at every try. */
function refused(status: number, answer: unknown): undefined {
  const type = isObject(answer) ? (readText(answer, '__type') ?? '') : '';
  const name = /(?:^|#)(\w{1,80})$/.exec(type)?.[1] ?? '';
  if (name === 'AccessDeniedException' || name === 'ResourceNotFoundException') return undefined;
  throw new Error(`CloudWatch Logs answered ${status} ${name}`.trim());
}

/** Lambda's JSON log format: what the function wrote is the `message` of the line. */
function toEntries(event: unknown): readonly Entry[] {
  if (!isObject(event)) return [];
  const line = parseJson(readText(event, 'message') ?? '');
  if (!isObject(line)) return [];
  const entry = readEntry(readObject(line, 'message'), readNumber(event, 'timestamp') ?? 0);
  return entry === undefined ? [] : [entry];
}
