import type {
  FetchHistory,
  FetchInstanceName,
  Log,
  Postpone,
  ReadActionsEnabled,
  ReadCompany,
} from '../ports.ts';
import { createAccessTo } from './accounts.ts';
import { createReadActionsEnabled } from './actions-enabled.ts';
import { type AwsAccess, createCallAws, type HttpFetch } from './call.ts';
import { createPostpone, createReadCompany } from './company.ts';
import { createFetchHistory } from './history.ts';
import { createFetchInstanceName } from './instance-name.ts';
import { toldBy } from './told.ts';

/** So that all that CHART=on brings is one chunk of the bundle. */

export interface Reads {
  readonly fetchHistory: FetchHistory;
  readonly fetchInstanceName: FetchInstanceName;
  readonly readActionsEnabled: ReadActionsEnabled;
  /** Where the queue is known: what to do in a storm. */
  readonly storm?: { readonly readCompany: ReadCompany; readonly postpone: Postpone };
}

/** What is read from AWS. A chart and a name cost calls, rights and start-up time, so that both are had or neither. */
export function createReads(
  access: AwsAccess,
  fetch: HttpFetch,
  log: Log,
  env: Readonly<Record<string, string | undefined>> = {},
): Reads {
  const callAws = createCallAws(access, fetch);
  const queueUrl = env['UNDELIVERED_QUEUE_URL'];
  const role = env['SPOKE_ROLE'] || undefined;
  const accessTo = createAccessTo({ access, role, callAws, log });
  return {
    ...(queueUrl
      ? {
          storm: {
            readCompany: createReadCompany(access, toldBy(env), fetch),
            postpone: createPostpone(access, queueUrl, callAws),
          },
        }
      : {}),
    fetchHistory: createFetchHistory({ access, accessTo, fetch, log }),
    fetchInstanceName: createFetchInstanceName({ access, accessTo, fetch, log }),
    readActionsEnabled: createReadActionsEnabled({ access, accessTo, fetch, log }),
  };
}
