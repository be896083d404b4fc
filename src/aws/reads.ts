import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import type { Alarm } from '../alarm/alarm.ts';
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
import { type AwsAccess, createCallAws, type HttpFetch, isOwnAccount } from './call.ts';
import { rememberClients } from './cloudwatch-client.ts';
import { createPostpone, createReadBurning, createReadCompany } from './company.ts';
import { createFetchHistory } from './history.ts';
import { createFetchInstanceName } from './instance-name.ts';
import { NO_STACK, type Stack } from './told.ts';

/** So that all that CHART=on brings is one chunk of the bundle. */

export interface Reads {
  readonly fetchHistory: FetchHistory;
  /** Where an alarm is, and whether that is where this function is; undefined if nothing may be read there. */
  readonly placeOf: (alarm: Alarm) => Promise<AlarmPlace | undefined>;
  readonly fetchInstanceName: FetchInstanceName;
  readonly readActionsEnabled: ReadActionsEnabled;
  /** Where the queue is known: what to do in a storm. */
  readonly storm?: {
    readonly readCompany: ReadCompany;
    readonly readBurning: ReadBurning;
    readonly postpone: Postpone;
  };
}

export interface AlarmPlace {
  readonly client: CloudWatchClient;
  readonly isHome: boolean;
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
  return {
    ...(undeliveredQueueUrl
      ? {
          storm: {
            readCompany: createReadCompany(access, told, accessTo, clientFor),
            readBurning: createReadBurning(access, told, accessTo, clientFor),
            postpone: createPostpone(access, undeliveredQueueUrl, callAws),
          },
        }
      : {}),
    placeOf: async ({ accountId, region = access.region }) => {
      const place = await accessTo(accountId);
      const isHome = isOwnAccount(access, accountId) && region === access.region;
      return place && { client: clientFor(place, region), isHome };
    },
    fetchHistory: createFetchHistory({ access, accessTo, clientFor, log }),
    fetchInstanceName: createFetchInstanceName({ access, accessTo, fetch, log }),
    readActionsEnabled: createReadActionsEnabled({ access, accessTo, clientFor, log }),
  };
}
