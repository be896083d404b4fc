import type { Fact } from '../alarm/alarm.ts';
import { isObject, type JsonObject, parseJson } from '../json.ts';
import { listAllFacts, pairsOf, salvage, unescaped } from './facts.ts';
import { happeningOf } from './happening.ts';
import { kindOf, knownNote, type Note } from './notes.ts';

/** Whatever is no alarm. It is loaded when the first of them comes: most containers never meet one. */

export function noteOf(content: unknown, subject: string | undefined): Note {
  const title = subject === undefined ? {} : { title: subject };
  if (isObject(content)) {
    return knownNote(content) ?? noteOfEvent(content) ?? noteOfJson(content, title);
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
  const around = { resources, time, account, region };
  if (!isObject(told)) return { title, facts: listAllFacts({ detail: told, ...around }) };
  const happening = happeningOf(told, title);
  const facts = withoutTold(listAllFacts({ ...told, ...around }), happening);
  if (happening === undefined) return { title, facts };
  return { ...happening, facts: [...facts, { name: 'Event', value: title }] };
}

function noteOfJson(content: JsonObject, subject: Pick<Note, 'title'>): Note {
  const happening = happeningOf(content, undefined);
  return { ...subject, ...happening, facts: withoutTold(listAllFacts(content), happening) };
}

/** A fact that is told in full above is not told again. */
function withoutTold(
  facts: readonly Fact[],
  told: Pick<Note, 'title' | 'text'> | undefined,
): readonly Fact[] {
  if (told === undefined) return facts;
  const { title = '', text = '' } = told;
  const lines = text.split('\n');
  return facts.filter(
    ({ value }) => !lines.includes(value) && !(value.length > 3 && title.includes(value)),
  );
}
