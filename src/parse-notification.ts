import type { Alarm, Fact } from './alarm.ts';
import { listFacts, salvage } from './facts.ts';
import type { Notification } from './inbox.ts';
import { isObject, type JsonObject, readObject, readText } from './json.ts';
import { parseAlarm } from './parse-alarm.ts';
import { parseActionAlarm, parseEventBridgeAlarm, silenceOf } from './parse-state-change.ts';

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

/** Never throws: what is not understood is a note. */
export function parseNotification({ content, subject }: Notification): Parsed {
  if (!isObject(content)) return { kind: 'note', note: noteOf(content, subject) };
  const alarm = parseAlarm(content) ?? parseActionAlarm(content) ?? parseEventBridgeAlarm(content);
  if (alarm === undefined) return { kind: 'note', note: noteOf(content, subject) };
  const why = silenceOf(content);
  return why === undefined ? { kind: 'alarm', alarm } : { kind: 'silent', name: alarm.name, why };
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
