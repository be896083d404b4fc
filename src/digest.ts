import type { Alarm } from './alarm.ts';
import { context, header, plainMessage, section, slackMessage } from './blocks.ts';
import { alarmUrl } from './console-url.ts';
import { formatDuration, slackTime } from './format.ts';
import { emojiOf, renderHeadline } from './headline.ts';
import type { RenderOptions } from './message.ts';
import { fitInline, link } from './mrkdwn.ts';
import { noteLine } from './note-message.ts';
import type { Note } from './parse-notification.ts';
import { readingOf } from './reading.ts';
import type { MessageForms } from './slack-message.ts';

/** Many notifications that could not be delivered in time, as few messages: what matters now comes first. */

/** Slack takes 50 blocks and about 12,000 characters a message; a line is about 300. */
const LINES_PER_MESSAGE = 30;
const TEXT_PER_MESSAGE = 10_000;
const NAME_LIMIT = 150;

/** One notification, and the `key` by which the caller learns whether it was delivered. */
export interface Entry<Key> {
  readonly key: Key;
  readonly content:
    | { readonly kind: 'alarm'; readonly alarm: Alarm }
    | { readonly kind: 'note'; readonly note: Note };
}

/** One message of a digest with all the notifications that it stands for. */
export interface DigestMessage<Key> {
  readonly forms: MessageForms;
  readonly keys: readonly Key[];
}

interface Line<Key> {
  readonly text: string;
  readonly keys: readonly Key[];
  readonly urgency: number;
  readonly at: number;
}

const URGENCY = { ALARM: 0, INSUFFICIENT_DATA: 1, OK: 2 } as const;
const NOTE_URGENCY = 3;

/**
 * One line an alarm, its newest state first told and how often it changed; alarms before OKs, newest first. Every
 * entry is in exactly one message.
 */
export function renderDigest<Key>(
  entries: readonly Entry<Key>[],
  options: RenderOptions,
  now: number,
): readonly DigestMessage<Key>[] {
  const lines = [...alarmLines(entries, options, now), ...noteLines(entries, options)].toSorted(
    (a, b) => a.urgency - b.urgency || b.at - a.at,
  );
  return split(lines).map((part) => renderPart(part, options));
}

function alarmLines<Key>(
  entries: readonly Entry<Key>[],
  options: RenderOptions,
  now: number,
): readonly Line<Key>[] {
  const byAlarm = new Map<string, { alarm: Alarm; keys: Key[] }>();
  for (const { key, content } of entries) {
    if (content.kind !== 'alarm') continue;
    const { alarm } = content;
    const identity = JSON.stringify([alarm.arn ?? alarm.name, alarm.contributor]);
    const known = byAlarm.get(identity);
    const newest =
      known === undefined || (alarm.changedAt ?? 0) >= (known.alarm.changedAt ?? 0)
        ? alarm
        : known.alarm;
    byAlarm.set(identity, { alarm: newest, keys: [...(known?.keys ?? []), key] });
  }
  return [...byAlarm.values()].map(({ alarm, keys }) => ({
    text: alarmLine(alarm, keys.length, options, now),
    keys,
    urgency: URGENCY[alarm.state],
    at: alarm.changedAt ?? 0,
  }));
}

/** `🔴 *ALARM*  ·  <…|checkout CPU>  ·  CPU of i-0… at 97.6 %  ·  Today 08:00  ·  42 minutes late  ·  3 changes` */
function alarmLine(
  alarm: Alarm,
  changes: number,
  { words, timeZone }: RenderOptions,
  now: number,
): string {
  const { header: headline } = renderHeadline(alarm, readingOf(alarm, words.locale), words);
  const url = alarmUrl(alarm);
  const name =
    url === undefined || url.length > 600
      ? fitInline(alarm.name, NAME_LIMIT)
      : link(url, alarm.name, NAME_LIMIT);
  const late =
    alarm.changedAt === undefined
      ? []
      : [
          slackTime(alarm.changedAt, timeZone),
          words.late(formatDuration((now - alarm.changedAt) / 1000, words.locale)),
        ];
  const repeated = changes > 1 ? [words.changes(changes)] : [];
  return [
    `${emojiOf(alarm.state)} ${fitInline(withoutEmoji(headline), 300)}`,
    name,
    ...late,
    ...repeated,
  ].join('  ·  ');
}

function withoutEmoji(headline: string): string {
  return headline.replace(/ \S+$/u, '');
}

function noteLines<Key>(
  entries: readonly Entry<Key>[],
  { words }: RenderOptions,
): readonly Line<Key>[] {
  return entries.flatMap(({ key, content }) =>
    content.kind === 'note'
      ? [{ text: noteLine(content.note, words, 400), keys: [key], urgency: NOTE_URGENCY, at: 0 }]
      : [],
  );
}

function split<Key>(lines: readonly Line<Key>[]): readonly (readonly Line<Key>[])[] {
  const parts: Line<Key>[][] = [];
  let room = 0;
  for (const line of lines) {
    const part = parts.at(-1);
    if (part === undefined || part.length >= LINES_PER_MESSAGE || line.text.length > room) {
      parts.push([line]);
      room = TEXT_PER_MESSAGE - line.text.length;
    } else {
      part.push(line);
      room -= line.text.length;
    }
  }
  return parts;
}

function renderPart<Key>(
  lines: readonly Line<Key>[],
  { words, mention }: RenderOptions,
): DigestMessage<Key> {
  const keys = lines.flatMap((line) => line.keys);
  const alarms = lines.filter(({ urgency }) => urgency !== NOTE_URGENCY).length;
  const heading = words.digest(keys.length, lines.length < keys.length ? alarms : undefined);
  const called =
    mention !== undefined && lines.some(({ urgency }) => urgency === URGENCY.ALARM)
      ? [section(mention)]
      : [];
  const blocks = lines.map(({ text }) => section(text));
  const plain = [heading, ...lines.map(({ text }) => text)].join('\n');
  return {
    keys,
    forms: [
      {
        name: 'blocks',
        body: slackMessage(fitInline(heading, 300), [
          header(heading),
          ...called,
          ...blocks,
          context(words.digestHint),
        ]),
      },
      { name: 'text', body: plainMessage(plain) },
    ],
  };
}
