import { DeliveryError } from '../errors.ts';
import { isObject } from '../json.ts';
import type { Log, Park, TimeLeft } from '../ports.ts';
import { logOutcome } from './log-outcome.ts';
import type { Item } from './posts.ts';

/**
 * Puts what may be in Slack already, but is not confirmed, into the parked queue: posting it again could repeat it without
 * end, dropping it could lose it. Resolves to whether that was done; never throws.
 */
export type KeepAside = (
  error: unknown,
  items: readonly Item[],
  event: unknown,
  timeLeft: TimeLeft,
) => Promise<boolean>;

/** Without a queue nothing is kept aside. */
export function createKeepAside(park: Park | undefined, log: Log): KeepAside {
  return async (error, items, event, timeLeft) => {
    const isUnconfirmed = error instanceof DeliveryError && error.unconfirmed;
    if (park === undefined || !isUnconfirmed) return false;
    try {
      await Promise.all(recordsOf(items, event).map((record) => park(record, timeLeft)));
      for (const { parsed } of items)
        logOutcome(log, 'kept aside in the parked queue', parsed, { reason: error.reason });
      return true;
    } catch (failure) {
      const reason = failure instanceof Error ? failure.message : String(failure);
      log('error', 'could not be kept aside in the parked queue', { reason });
      return false;
    }
  };
}

/** The records that brought the items, unchanged, so that a redelivery reads the same. */
function recordsOf(items: readonly Item[], event: unknown): readonly string[] {
  const ids = new Set(items.map(({ recordId }) => recordId));
  const records = isObject(event) && Array.isArray(event['Records']) ? event['Records'] : [];
  const bodies = records
    .filter((record) => isObject(record) && ids.has(String(record['messageId'])))
    .map((record) => String(record.body));
  return bodies.length > 0 ? bodies : [JSON.stringify(event)];
}
