import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import type { Alarm } from '../alarm/alarm.ts';
import type { AccessTo } from './accounts.ts';
import { type AwsAccess, isHome } from './call.ts';
import type { ClientFor } from './cloudwatch-client.ts';

/** Where an alarm is read. */
export interface AlarmPlace {
  readonly client: CloudWatchClient;
  /** Whether that is the function's own account and region. */
  readonly isHome: boolean;
}

/**
 * Resolves to undefined if nothing may be read where the alarm is.
 * @throws {RangeError} if its region is invalid
 */
export type PlaceFor = (
  alarm: Pick<Alarm, 'accountId' | 'region'>,
) => Promise<AlarmPlace | undefined>;

export function createPlaceFor(
  access: AwsAccess,
  accessTo: AccessTo,
  clientFor: ClientFor,
): PlaceFor {
  return async (alarm) => {
    const { accountId, region = access.region } = alarm;
    const there = await accessTo(accountId);
    return there && { client: clientFor(there, region), isHome: isHome(access, alarm) };
  };
}
