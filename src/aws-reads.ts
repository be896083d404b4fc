import { type AwsAccess, createCallAws, type HttpFetch } from './aws-call.ts';
import { createFetchHistory } from './cloudwatch.ts';
import { createFetchInstanceName } from './instance-name.ts';
import type { FetchHistory, FetchInstanceName, Log } from './notifier-ports.ts';

/** So that all that CHART=on brings is one chunk of the bundle. */
export { renderPast } from './past.ts';

export interface Reads {
  readonly fetchHistory: FetchHistory;
  readonly fetchInstanceName: FetchInstanceName;
}

/** What is read from AWS. A chart and a name cost calls, rights and start-up time, so that both are had or neither. */
export function createReads(access: AwsAccess, fetch: HttpFetch, log: Log): Reads {
  const callAws = createCallAws(access, fetch);
  return {
    fetchHistory: createFetchHistory({ access, fetch, log }),
    fetchInstanceName: createFetchInstanceName({ access, callAws, log }),
  };
}
