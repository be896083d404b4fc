import type { FetchHistory, FetchInstanceName, Log } from '../ports.ts';
import { type AwsAccess, createCallAws, type HttpFetch } from './call.ts';
import { createFetchHistory } from './history.ts';
import { createFetchInstanceName } from './instance-name.ts';

/** So that all that CHART=on brings is one chunk of the bundle. */

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
