import type {
  FetchHistory,
  FetchInstanceName,
  Log,
  Postpone,
  ReadActionsEnabled,
  ReadBurning,
  ReadCompany,
} from '../ports.ts';
import { createAccessTo } from './accounts.ts';
import { createReadActionsEnabled } from './actions-enabled.ts';
import { type AwsAccess, createCallAws, type HttpFetch } from './call.ts';
import { rememberClients } from './cloudwatch-client.ts';
import { createPostpone, createReadBurning, createReadCompany } from './company.ts';
import { createFetchHistory } from './history.ts';
import { createFetchInstanceName } from './instance-name.ts';
import { createPlaceFor, type PlaceFor } from './place.ts';
import { NO_STACK, type Stack } from './told.ts';

/** So that all that CHART=on brings is one chunk of the bundle. */

export interface Reads {
  readonly fetchHistory: FetchHistory;
  readonly placeFor: PlaceFor;
  readonly fetchInstanceName: FetchInstanceName;
  readonly readActionsEnabled: ReadActionsEnabled;
  /** Where the queue is known: what to do in a storm. */
  readonly storm?: {
    readonly readCompany: ReadCompany;
    readonly readBurning: ReadBurning;
    readonly postpone: Postpone;
  };
}

/** What is read from AWS. A chart and a name cost calls, rights and start-up time, so that both are had or neither. */
export function createReads(
  access: AwsAccess,
  fetch: HttpFetch,
  log: Log,
  { told, undeliveredQueueUrl, spokeRole }: Stack = NO_STACK,
): Reads {
  const callAws = createCallAws(access, fetch);
  const accessTo = createAccessTo({ access, role: spokeRole, callAws, log });
  const clientFor = rememberClients(fetch);
  const placeFor = createPlaceFor(access, accessTo, clientFor);
  return {
    ...(undeliveredQueueUrl
      ? {
          storm: {
            readCompany: createReadCompany(told, placeFor),
            readBurning: createReadBurning(told, placeFor),
            postpone: createPostpone(access, undeliveredQueueUrl, callAws),
          },
        }
      : {}),
    placeFor,
    fetchHistory: createFetchHistory({ access, accessTo, clientFor, log }),
    fetchInstanceName: createFetchInstanceName({ access, accessTo, fetch, log }),
    readActionsEnabled: createReadActionsEnabled({ access, accessTo, clientFor, log }),
  };
}
