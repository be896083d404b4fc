import { listAt, textAt } from '../helpers/template.ts';
import type { Account } from './account.ts';

/** All lines of a log group. */
export async function logOf(account: Account, group: string): Promise<string> {
  const found = await account.call('logs', 'filter_log_events', { logGroupName: group });
  return listAt(found, 'events')
    .map((event) => textAt(event, 'message'))
    .join('\n');
}
