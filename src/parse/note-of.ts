import type { Fact } from '../alarm/alarm.ts';
import { isObject, type JsonObject, parseJson, present } from '../json.ts';
import { listAllFacts, pairsOf, salvage, unescaped } from './facts.ts';
import {
  happeningOf,
  happeningWithin,
  sayingOf,
  severityOfKind,
  withoutFence,
} from './happening.ts';
import { textOfHtml } from './html.ts';
import { besideEnvelope, kindOf, knownNote, type Note } from './notes.ts';

/** Whatever is no alarm. It is loaded when the first of them comes: most containers never meet one. */

export function noteOf(content: unknown, subject: string | undefined): Note {
  const title = subject === undefined ? {} : { title: subject };
  if (isObject(content)) {
    return knownNote(content) ?? noteOfEvent(content) ?? noteOfJson(content, title);
  }
  if (typeof content !== 'string') return { ...title, facts: listAllFacts(content) };
  const known = noteOfPairs(content);
  if (known !== undefined) return known;
  const salvaged = /^\s*[[{]/.test(content) ? salvage(content) : undefined;
  return salvaged
    ? { ...title, facts: listAllFacts(salvaged) }
    : { ...title, text: textOfHtml(content) ?? unescaped(content), facts: [] };
}

/** A known form that is written in lines; the lines around it come last. */
function noteOfPairs(text: string): Note | undefined {
  const found = pairsOf(text);
  const known = found && knownNote(found.pairs);
  if (found === undefined || known === undefined || found.others === '') return known;
  return { ...known, facts: [...known.facts, { name: '', value: unescaped(found.others) }] };
}

/** An EventBridge event of another kind: its own name for itself, and what it tells. */
function noteOfEvent(event: JsonObject): Note | undefined {
  const title = kindOf(event);
  if (title === undefined) return undefined;
  const { detail } = event;
  const told = typeof detail === 'string' ? (parseJson(detail) ?? { detail }) : detail;
  if (!isObject(told))
    return { title, facts: listAllFacts(besideEnvelope({ detail: told }, event)) };
  const happening = happeningOf(told, title, resourceOf(event));
  const facts = withoutTold(listAllFacts(besideEnvelope(told, event)), happening);
  if (happening === undefined)
    return { title, facts, ...present({ severity: severityOfKind(title) }) };
  return { ...happening, facts: [...facts, { name: 'Event type', value: title }] };
}

/** The one resource that the event names. */
function resourceOf({ resources }: JsonObject): string | undefined {
  const [only, ...others] = Array.isArray(resources) ? resources : [];
  return typeof only === 'string' && others.length === 0 ? only : undefined;
}

function noteOfJson(content: JsonObject, subject: Pick<Note, 'title'>): Note {
  const told = happeningOf(content, undefined) ?? happeningWithin(content) ?? sayingOf(content);
  return { ...subject, ...told, facts: withoutTold(listAllFacts(content), told) };
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
    ({ value }) =>
      !lines.includes(value) &&
      !(value.includes('\n') && text.includes(withoutFence(value))) &&
      !(value.length > 3 && title.includes(value)),
  );
}
