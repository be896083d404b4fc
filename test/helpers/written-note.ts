import type { Fact } from '../../src/alarm/alarm.ts';
import type { Note } from '../../src/parse/notes.ts';

/**
 * All that a note says, a line each: how bad it is and its title, its text, the line that tells most (`!`), what matters,
 * the rest (`-`), its links, and whose they are (`@`).
 */
export function writtenNote(note: Note): readonly string[] {
  const { title = '', text, gist, severity = '?', facts, links = [], accountId, known = 0 } = note;
  const pair = ({ name, value }: Fact) => `${name}: ${value}`;
  return [
    `${severity} ${title}`,
    ...(text === undefined ? [] : text.split('\n')),
    ...(gist === undefined ? [] : [`! ${gist}`]),
    ...facts.slice(0, known).map(pair),
    ...facts.slice(known).map((fact) => `- ${pair(fact)}`),
    ...links.map(({ label, url }) => `<${url}|${label}>`),
    ...(accountId === undefined ? [] : [`@ ${accountId}`]),
  ];
}
