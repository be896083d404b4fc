import type { Fact } from '../alarm/alarm.ts';
import { readTime } from '../json.ts';
import type { Note } from '../parse/parse.ts';
import { isVisible, oneLine } from '../text.ts';
import type { MessageForms } from './blocks.ts';
import { header, joinLines, plainMessage, SEPARATOR, section, slackMessage } from './blocks.ts';
import { inAccount } from './console-url.ts';
import type { DetailOptions } from './details.ts';
import { bold, fitInline, fitLinked, link } from './mrkdwn.ts';
import { inLanguage } from './note-language.ts';
import { slackTime } from './time.ts';
import type { Words } from './words/words.ts';

/** Anything on the topic that is no alarm: escaped, cut, what matters first, what is left out counted. */

/** Of one section; Slack takes 3,000. */
const SECTION_ROOM = 2_900;
const MOST_SECTIONS = 3;
const TITLE_LIMIT = 200;
const PUSH_LIMIT = 400;
/** A value that is longer takes the room that the others leave. */
const USUAL_FACT = 600;
const MOST_FACTS = 30;
/** Of a form whose first facts say all that matters. */
const MORE_OF_KNOWN = 3;
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

/** Where and when is seen by the message itself. */
function isTelling(fact: Fact): boolean {
  const isPlace =
    /^(?:Account|Region|Event type)$/.test(fact.name) || fact.value.startsWith('arn:');
  return !isPlace && timeIn(fact) === undefined;
}

/** Names that say no more than their values. */
const SAYS_ITSELF = /(?:^|\b)(?:msg|message|description|reason|text|title|subject|summary|body)$/i;

/** `Status: DRAINING` */
function briefly({ name, value }: Fact, words: Words): string {
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
  if (!OF_TIME.test(name)) return undefined;
  const seconds = Number(value) / (value.length === 13 ? 1000 : 1);
  return readTime({ seconds }, 'seconds');
}

/** The texts of its sections. */
function renderBody(note: Note, options: NoteOptions): readonly string[] {
  const title = titleOf(note);
  const text = [title.length > LONGEST_HEADER ? (note.title ?? '') : '', note.text ?? '']
    .join('\n')
    .trim();
  const shown = isVisible(text) ? sectionsOf(text, note.facts.length > 0 ? 1 : MOST_SECTIONS) : [];
  const links = (note.links ?? []).map(({ label, url }, index) => {
    const shown = link(inAccount(url, note), label);
    return index === 0 ? bold(shown) : shown;
  });
  const linkLine = links.join(SEPARATOR);
  const facts = renderFacts(note, options, shown.length === 0 ? 2 * SECTION_ROOM : SECTION_ROOM);
  return [
    ...shown,
    ...(linkLine === '' || linkLine.length > SECTION_ROOM ? [] : [linkLine]),
    ...facts,
  ];
}

/** A long text in as many sections as it may take, parted where a line or a word ends. */
function sectionsOf(text: string, most: number): readonly string[] {
  const sections: string[] = [];
  let rest = text;
  while (rest !== '' && sections.length < most) {
    const part = sections.length === most - 1 ? rest : partOf(rest);
    sections.push(fitLinked(part, SECTION_ROOM));
    rest = rest.slice(part.length).trim();
  }
  return sections;
}

/** As much as fits a section when it is escaped. */
function partOf(text: string): string {
  for (const length of [SECTION_ROOM, SECTION_ROOM / 2, SECTION_ROOM / 5]) {
    if (text.length <= length && !isCut(text)) return text;
    const piece = text.slice(0, length);
    const line = piece.lastIndexOf('\n');
    const end = line > length / 2 ? line : piece.lastIndexOf(' ');
    const part = end > 0 ? piece.slice(0, end) : piece.replace(/[\ud800-\udbff]$/, '');
    if (!isCut(part)) return part;
  }
  return text.slice(0, SECTION_ROOM / 5).replace(/[\ud800-\udbff]$/, '');
}

function isCut(text: string): boolean {
  return !text.endsWith('…') && fitLinked(text, SECTION_ROOM).endsWith('…');
}

function renderFacts(
  { facts, known }: Note,
  { words, timeZone }: NoteOptions,
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
  const last = sections.at(-1);
  const count = words.more(hidden);
  return last === undefined ? [count] : [...sections.slice(0, -1), `${last}\n${count}`];
}

function firstLine({ text }: Note): string {
  const line = text?.trim().split('\n', 1)[0] ?? '';
  return oneLine(
    line.slice(0, 5_000).replace(LABELLED, (_, label) => (label === 'Runbook' ? '' : label)),
  );
}
