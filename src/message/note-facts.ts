import type { Fact } from '../alarm/alarm.ts';
import { readTime } from '../json.ts';
import type { Note } from '../parse/parse.ts';
import { joinLines, SECTION_ROOM } from './blocks.ts';
import type { DetailOptions } from './details.ts';
import { bold, fitInline, fitLinked } from './mrkdwn.ts';
import { slackTime } from './time.ts';
import type { Words } from './words/words.ts';

/** A value that is longer takes the room that the others leave. */
const USUAL_FACT = 600;
const MOST_FACTS = 30;
/** Of a form whose first facts say all that matters. */
const MORE_OF_KNOWN = 3;

export function renderFacts(
  { facts, known }: Note,
  { words, timeZone }: Pick<DetailOptions, 'words' | 'timeZone'>,
  room: number,
): readonly string[] {
  const most = facts.slice(0, known === undefined ? MOST_FACTS : known + MORE_OF_KNOWN);
  const spare =
    room - most.reduce((sum, { value }) => sum + Math.min(value.length, USUAL_FACT) + 60, 0);
  const limit = Math.min(SECTION_ROOM - 200, USUAL_FACT + Math.max(0, spare));
  const sections: string[] = [];
  let used = 0;
  let shown = 0;
  for (const fact of most) {
    const label = fitInline(labelOf(fact.name, words), 120);
    const at = timeIn(fact);
    const value = at === undefined ? fitLinked(fact.value, limit) : slackTime(at, timeZone);
    const line = `${label === '' ? '' : `${bold(label)}: `}${value}`;
    if (used + line.length + 40 > room) break;
    const last = sections.at(-1);
    if (last !== undefined && last.length + line.length + 40 < SECTION_ROOM) {
      sections[sections.length - 1] = `${last}\n${line}`;
    } else sections.push(line);
    used += line.length + 1;
    shown += 1;
  }
  return withCount(sections, facts.length - shown, words);
}

function withCount(sections: readonly string[], hidden: number, words: Words): readonly string[] {
  if (hidden <= 0) return sections;
  return [...sections.slice(0, -1), joinLines([sections.at(-1), words.more(hidden)])];
}

/** Where and when is seen by the message itself. */
export function isTelling(fact: Fact): boolean {
  const isPlace =
    /^(?:Account|Region|Event type)$/.test(fact.name) || fact.value.startsWith('arn:');
  return !isPlace && timeIn(fact) === undefined;
}

/** Names that say no more than their values. */
const SAYS_ITSELF = /\b(?:msg|message|description|reason|text|title|subject|summary|body)$/i;

/** `Status: DRAINING` */
export function briefly({ name, value }: Fact, words: Words): string {
  if (name === '' || SAYS_ITSELF.test(name)) return value;
  return `${labelOf(name, words)}: ${value}`;
}

/** The name of a fact, in words of ours where it is known. */
function labelOf(name: string, words: Words): string {
  return words.note?.label(name) ?? name;
}

/** A name after which a bare number may be a time. */
const OF_TIME = /\b(?:time|timestamp|date|at|updated|created|expires)$/i;

/** Epoch milliseconds where the fact is a time: in ISO 8601, or a number of seconds or milliseconds that is named so. */
function timeIn({ name, value }: Fact): number | undefined {
  if (!/^\d+$/.test(value)) return readTime({ value }, 'value');
  return OF_TIME.test(name) ? readTime({ value: Number(value) }, 'value') : undefined;
}
