import type { Alarm, Fact } from '../alarm/alarm.ts';
import { parseAlarmArn } from '../alarm/regions.ts';
import { isObject, type JsonObject, readObject, readText } from '../json.ts';
import type { Notification } from './envelope.ts';
import { listFacts, salvage } from './facts.ts';
import { parseAlarm } from './sns-alarm.ts';
import { parseActionAlarm, parseEventBridgeAlarm, silenceOf } from './state-change.ts';

/** Anything that is no alarm: kept as text, or as its readable facts where it is JSON. */
export interface Note {
  readonly title?: string;
  readonly text?: string;
  readonly facts: readonly Fact[];
}

export type Parsed =
  | { readonly kind: 'alarm'; readonly alarm: Alarm }
  | { readonly kind: 'note'; readonly note: Note }
  | { readonly kind: 'silent'; readonly name: string; readonly why: string };

/** An account and region. */
export interface Coverage {
  readonly accountId: string;
  readonly region: string;
}

/**
 * Never throws: what is not understood is a note. `eventBridgeCovers`: the account and region of which EventBridge
 * brings every state change; what comes of it by another door is told there, and not twice.
 */
export function parseNotification(
  { content, subject }: Notification,
  eventBridgeCovers?: Coverage,
): Parsed {
  if (!isObject(content)) return { kind: 'note', note: noteOf(content, subject) };
  const event = parseEventBridgeAlarm(content);
  const alarm = event ?? parseAlarm(content) ?? parseActionAlarm(content);
  if (alarm === undefined) return { kind: 'note', note: noteOf(content, subject) };
  const why = event === undefined ? coveredBy(alarm, eventBridgeCovers) : silenceOf(content);
  return why === undefined ? { kind: 'alarm', alarm } : { kind: 'silent', name: alarm.name, why };
}

/** Only an ARN tells account and region for certain. */
function coveredBy({ arn }: Alarm, covered: Coverage | undefined): string | undefined {
  const place = parseAlarmArn(arn);
  const isCovered =
    place !== undefined &&
    place.accountId === covered?.accountId &&
    place.region === covered.region;
  return isCovered ? 'told of through EventBridge' : undefined;
}

function noteOf(content: unknown, subject: string | undefined): Note {
  const title = subject === undefined ? {} : { title: subject };
  if (isObject(content)) return noteOfEvent(content) ?? { ...title, facts: listFacts(content) };
  if (typeof content !== 'string') return { ...title, facts: listFacts(content) };
  const salvaged = /^\s*[[{]/.test(content) ? salvage(content) : undefined;
  return salvaged
    ? { ...title, facts: listFacts(salvaged) }
    : { ...title, text: content, facts: [] };
}

/** An EventBridge event of another kind: its own name for itself, and what it tells. */
function noteOfEvent(event: JsonObject): Note | undefined {
  const title = readText(event, 'detail-type');
  if (title === undefined) return undefined;
  const { time, account, region, resources } = event;
  return {
    title,
    facts: listFacts({ ...readObject(event, 'detail'), resources, time, account, region }),
  };
}
