import type { Note } from '../parse/parse.ts';
import type { MessageForms } from './blocks.ts';
import { header, plainMessage, section, slackMessage } from './blocks.ts';
import { fitInline, fitMrkdwn, isVisible, oneLine } from './mrkdwn.ts';
import type { Words } from './words/words.ts';

/** Anything on the topic that is no alarm: shown as it came, escaped and cut, never dropped. */

const TEXT_LIMIT = 2_900;
const TITLE_LIMIT = 200;
const FACT_LIMIT = 600;

export function renderNote(note: Note, words: Words): MessageForms {
  const title = oneLine(note.title ?? '');
  const body = renderBody(note, words);
  const text = fitInline(title || firstLine(note) || words.noteTitle, TITLE_LIMIT);
  return [
    {
      name: 'blocks',
      body: slackMessage(text, [...(title === '' ? [] : [header(title)]), section(body)]),
    },
    { name: 'text', body: plainMessage(title === '' ? body : `${text}\n${body}`) },
  ];
}

/** One line of it, for a digest. */
export function noteLine(note: Note, words: Words, limit: number): string {
  const content = note.text ?? note.facts.map(({ value }) => value).join(', ');
  const line = [note.title ?? '', content].map(oneLine).filter(Boolean).join(': ');
  return fitInline(line || words.empty, limit);
}

function renderBody(note: Note, words: Words): string {
  if (note.facts.length === 0) {
    const text = note.text?.trim() ?? '';
    return isVisible(text) ? fitMrkdwn(text, TEXT_LIMIT) : words.empty;
  }
  let body = '';
  for (const { name, value } of note.facts) {
    const label = fitInline(name, 120);
    const line = `${label === '' ? '' : `*${label}*: `}${fitMrkdwn(value, FACT_LIMIT)}`;
    if (body.length + line.length + 1 > TEXT_LIMIT) return `${body}\n…`;
    body += body === '' ? line : `\n${line}`;
  }
  return body;
}

function firstLine({ text }: Note): string {
  return oneLine(text?.trim().split('\n', 1)[0] ?? '');
}
