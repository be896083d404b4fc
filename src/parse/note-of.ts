import { isObject, type JsonObject, parseJson } from '../json.ts';
import { listAllFacts, pairsOf, salvage, unescaped } from './facts.ts';
import { kindOf, knownNote, type Note } from './notes.ts';

/** Whatever is no alarm. It is loaded when the first of them comes: most containers never meet one. */

export function noteOf(content: unknown, subject: string | undefined): Note {
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
