import type { Note } from '../parse/parse.ts';
import type { Words } from './words/words.ts';

/** What a known form says in words of ours. The names of facts are put into words where they are shown. */
export function inLanguage(note: Note, { note: said }: Words): Note {
  const { known, title, text, links } = note;
  if (known === undefined || said === undefined) return note;
  return {
    ...note,
    ...(title !== undefined && { title: said.phrase(title) }),
    ...(text !== undefined && { text: said.phrase(text) }),
    ...(links !== undefined && {
      links: links.map(({ label, url }) => ({ label: said.label(label), url })),
    }),
  };
}
