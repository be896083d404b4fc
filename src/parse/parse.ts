import type { Alarm } from '../alarm/alarm.ts';
import { isObject, type JsonObject, parseJson } from '../json.ts';
import type { Notification } from './envelope.ts';
import { listAllFacts, pairsOf, salvage, unescaped } from './facts.ts';
import { kindOf, knownNote, type Note } from './notes.ts';
import { parseAlarm } from './sns-alarm.ts';
import { parseActionAlarm, parseEventBridgeAlarm, silenceOf } from './state-change.ts';

export type { Note } from './notes.ts';

export type Parsed =
  | { readonly kind: 'alarm'; readonly alarm: Alarm }
  | { readonly kind: 'note'; readonly note: Note }
  /** An alarm that CloudWatch itself keeps quiet. */
  | { readonly kind: 'silent'; readonly alarm: Alarm; readonly why: string };

/** Never throws: what is not understood is a note. */
export function parseNotification({ content, subject }: Notification): Parsed {
  if (!isObject(content)) return { kind: 'note', note: noteOf(content, subject) };
  const event = parseEventBridgeAlarm(content);
  const alarm = event ?? parseAlarm(content) ?? parseActionAlarm(content);
  if (alarm === undefined) return { kind: 'note', note: noteOf(content, subject) };
  const why = event === undefined ? undefined : silenceOf(content);
  return why === undefined ? { kind: 'alarm', alarm } : { kind: 'silent', alarm, why };
}

function noteOf(content: unknown, subject: string | undefined): Note {
  const title = subject === undefined ? {} : { title: subject };
  if (isObject(content)) {
    return knownNote(content) ?? noteOfEvent(content) ?? { ...title, facts: listAllFacts(content) };
  }
  if (typeof content !== 'string') return { ...title, facts: listAllFacts(content) };
  const pairs = pairsOf(content);
  const known = pairs && knownNote(pairs);
  if (known !== undefined) return known;
  const salvaged = /^\s*[[{]/.test(content) ? salvage(content) : undefined;
  return salvaged
    ? { ...title, facts: listAllFacts(salvaged) }
    : { ...title, text: unescaped(content), facts: [] };
}

/** An EventBridge event of another kind: its own name for itself, and what it tells. */
function noteOfEvent(event: JsonObject): Note | undefined {
  const title = kindOf(event);
  if (title === undefined) return undefined;
  const { time, account, region, resources } = event;
  const { detail } = event;
  const told = typeof detail === 'string' ? (parseJson(detail) ?? { detail }) : detail;
  return {
    title,
    facts: listAllFacts({
      ...(isObject(told) ? told : { detail: told }),
      resources,
      time,
      account,
      region,
    }),
  };
}
