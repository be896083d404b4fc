import type { Note } from '../parse/parse.ts';
import { isVisible, oneLine } from '../text.ts';
import type { MessageForms } from './blocks.ts';
import {
  header,
  joinFitting,
  joinLines,
  plainMessage,
  SECTION_ROOM,
  section,
  slackMessage,
} from './blocks.ts';
import { inAccount } from './console-url.ts';
import type { DetailOptions } from './details.ts';
import { bold, fitInline, link } from './mrkdwn.ts';
import { briefly, isTelling, renderFacts } from './note-facts.ts';
import { inLanguage } from './note-language.ts';
import { splitText } from './sections.ts';
import type { Words } from './words/words.ts';

/** Anything on the topic that is no alarm: escaped, cut, what matters first, what is left out counted. */

const MOST_SECTIONS = 3;
const TITLE_LIMIT = 200;
const PUSH_LIMIT = 400;
/** A header takes 150 characters. */
const LONGEST_HEADER = 145;

/** A phone shows no links. */
const LABELLED = /<https?:[^<>|\s]{1,2000}\|([^<>\n]{1,200})>/g;

const EMOJI = { critical: '🔴', warning: '🟠', good: '🟢', info: '🔵' } as const;

export type NoteOptions = Pick<DetailOptions, 'words' | 'timeZone'>;

export function renderNote(given: Note, options: NoteOptions): MessageForms {
  const { words } = options;
  const note = inLanguage(given, words);
  const title = titleOf(note);
  const body = renderBody(note, options);
  const text = pushText(note, words);
  const sections = body.length === 0 && title === '' ? [words.empty] : body;
  return [
    {
      name: 'blocks',
      body: slackMessage(text, [
        ...(title === '' ? [] : [header(title)]),
        ...sections.map((part) => section(part)),
      ]),
    },
    {
      name: 'text',
      body: plainMessage(joinLines([fitInline(title, TITLE_LIMIT), ...sections])),
    },
  ];
}

/** One line of it, for a digest. */
export function noteLine(given: Note, words: Words, limit: number): string {
  const note = inLanguage(given, words);
  const content = note.text ?? note.facts.map(({ value }) => value).join(', ');
  const parts = note.known !== undefined ? [titleOf(note)] : [note.title ?? '', content];
  return fitInline(parts.map(oneLine).filter(Boolean).join(': ') || words.empty, limit);
}

function titleOf({ title, severity }: Note): string {
  const text = oneLine(title ?? '');
  return severity === undefined || text === '' ? text : `${EMOJI[severity]} ${text}`;
}

/** A phone shows this alone: what it is, then what it says. */
function pushText(note: Note, words: Words): string {
  const title = titleOf(note);
  const telling = note.facts.filter(isTelling);
  const facts =
    note.known !== undefined ? [] : telling.slice(0, 2).map((fact) => briefly(fact, words));
  const said = oneLine(note.gist ?? '') || firstLine(note) || oneLine(facts.join(', '));
  const lines = [fitInline(title, TITLE_LIMIT), fitInline(said, PUSH_LIMIT - TITLE_LIMIT)];
  return joinLines(lines) || words.noteTitle;
}

/** The texts of its sections. */
function renderBody(note: Note, options: NoteOptions): readonly string[] {
  const title = titleOf(note);
  const text = joinLines([title.length > LONGEST_HEADER ? note.title : '', note.text]).trim();
  const shown = isVisible(text) ? splitText(text, note.facts.length > 0 ? 1 : MOST_SECTIONS) : [];
  const links = (note.links ?? []).map(({ label, url }, index) => {
    const shown = link(inAccount(url, note), label);
    return index === 0 ? bold(shown) : shown;
  });
  const linkLine = joinFitting(links, SECTION_ROOM);
  const facts = renderFacts(note, options, shown.length === 0 ? 2 * SECTION_ROOM : SECTION_ROOM);
  return [...shown, ...(linkLine === '' ? [] : [linkLine]), ...facts];
}

function firstLine({ text }: Note): string {
  const line = text?.trim().split('\n', 1)[0] ?? '';
  return oneLine(
    line.slice(0, 5_000).replace(LABELLED, (_, label) => (label === 'Runbook' ? '' : label)),
  );
}
