import type { Alarm } from '../alarm/alarm.ts';
import { isObject, readObject } from '../json.ts';
import type { Notification } from '../parse/envelope.ts';
import type { Parsed } from '../parse/parse.ts';
import type { ReadActionsEnabled } from '../ports.ts';
import { isEvent } from './quiet.ts';

/** What decides whether somebody is called. */
interface Arrival extends Pick<Notification, 'content'> {
  readonly parsed: Parsed;
}

/** Whether the notification may mention somebody. Never rejects. */
export type MayCall = (told: Arrival) => Promise<boolean>;

/** Alarms of a batch that CloudWatch is asked about. A larger batch mentions without asking. */
const MOST_ASKED = 10;

/**
 * An alarm whose actions are switched off mentions nobody. A message of the topic is an action that was taken. For an
 * event of EventBridge CloudWatch is asked, if it can be. If the answer is unknown, somebody is mentioned.
 */
export function createMayCall(readActionsEnabled: ReadActionsEnabled | undefined): MayCall {
  return async ({ content, parsed }) => {
    if (parsed.kind !== 'alarm' || parsed.alarm.state !== 'ALARM') return false;
    if (areActionsDisabled(content)) return false;
    return !isEvent(content) || (await areEnabled(parsed.alarm));
  };

  async function areEnabled(alarm: Alarm): Promise<boolean> {
    return (await readActionsEnabled?.(alarm)) !== false;
  }
}

/** Whether one of them is an alarm that calls. */
export async function mayAnyCall(batch: readonly Arrival[], mayCall: MayCall): Promise<boolean> {
  const alarms = batch.filter(
    ({ parsed }) => parsed.kind === 'alarm' && parsed.alarm.state === 'ALARM',
  );
  if (alarms.length > MOST_ASKED) return true;
  return (await Promise.all(alarms.map(mayCall))).includes(true);
}

/** Where CloudWatch says so in what it sends. */
function areActionsDisabled(content: unknown): boolean {
  if (!isObject(content)) return false;
  const detail = readObject(content, 'detail');
  const sources = [content, detail, readObject(detail, 'configuration')];
  return sources.some((source) => (source['actionsEnabled'] ?? source['ActionsEnabled']) === false);
}
