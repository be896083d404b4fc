import { type Entry, readEntry } from '../alarm/ledger.ts';
import { isObject, parseJson, readArray, readNumber, readObject, readText } from '../json.ts';
import type { ReadLedger } from '../ports.ts';
import { type AwsAccess, createCallAws, type HttpFetch } from './call.ts';
import { AwsRefusal, callJson } from './json-protocol.ts';

/** Milliseconds for one page. */
const BUDGET = 5_000;
/** Pages may be empty while more is to come. */
const MOST_PAGES = 100;
/** A word that is in every line that tells of an alarm, and in none of Lambda's own. */
const PATTERN = '"alarm"';

/**
 * What the function's own log says of alarms; undefined where it is not told which log that is. Takes the right
 * logs:FilterLogEvents on its log group, which Lambda names.
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html
 */
export function createReadLedger(
  access: AwsAccess,
  fetch: HttpFetch,
  logGroup: string | undefined,
): ReadLedger | undefined {
  if (!logGroup) return undefined;
  const { region } = access;
  const callAws = createCallAws(access, fetch);
  return async (from) => {
    const found: Entry[] = [];
    let nextToken: string | undefined;
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const answer = await callJson(callAws, {
        service: 'logs',
        region,
        target: 'Logs_20140328.FilterLogEvents',
        version: '1.1',
        input: { logGroupName: logGroup, startTime: from, filterPattern: PATTERN, nextToken },
        signal: AbortSignal.timeout(BUDGET),
      }).catch(noneIfDenied);
      if (answer === undefined) return undefined;
      found.push(...readArray(answer, 'events').flatMap(toEntries));
      nextToken = readText(answer, 'nextToken');
      if (nextToken === undefined) return found;
    }
    throw new Error('the log has more pages than are read');
  };
}

/** Undefined if the right is missing: it would be missing at every try. */
function noneIfDenied(error: unknown): undefined {
  if (!(error instanceof AwsRefusal) || !DENIED.includes(error.code)) throw error;
}

const DENIED = ['AccessDeniedException', 'ResourceNotFoundException'];

/** Lambda's JSON log format: what the function wrote is the `message` of the line. */
function toEntries(event: unknown): readonly Entry[] {
  if (!isObject(event)) return [];
  const line = parseJson(readText(event, 'message') ?? '');
  if (!isObject(line)) return [];
  const entry = readEntry(readObject(line, 'message'), readNumber(event, 'timestamp') ?? 0);
  return entry === undefined ? [] : [entry];
}
