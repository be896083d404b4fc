import type { Note } from '../parse/parse.ts';
import type { Words } from './words/words.ts';

/** What a known form says in words of ours. */
export function inLanguage(note: Note, { note: said }: Words): Note {
  const { known, title, text, facts, links } = note;
  if (known === undefined || said === undefined) return note;
  return {
    ...note,
    ...(title !== undefined && { title: said.phrase(title) }),
    ...(text !== undefined && { text: said.phrase(text) }),
    ...(links !== undefined && {
      links: links.map(({ label, url }) => ({ label: said.label(label), url })),
    }),
    facts: facts.map((fact, index) =>
      index < known ? { ...fact, name: said.label(fact.name) } : fact,
    ),
  };
}
