import { isObject, type Json, type JsonObject, listAt, textAt } from '../helpers/template.ts';
import type { Account } from './account.ts';

/** All lines of a log group. */
export async function logOf(account: Account, group: string): Promise<string> {
  const found = await account.call('logs', 'filter_log_events', { logGroupName: group });
  return listAt(found, 'events')
    .map((event) => textAt(event, 'message'))
    .join('\n');
}

/** What the function itself has logged there, in the order in which it did. */
export async function linesOf(account: Account, group: string): Promise<readonly JsonObject[]> {
  return (await logOf(account, group)).split('\n').flatMap((line) => {
    const parsed: Json = line.startsWith('{') ? JSON.parse(line) : null;
    const message = isObject(parsed) ? parsed['message'] : undefined;
    return message !== undefined && isObject(message) ? [message] : [];
  });
}
