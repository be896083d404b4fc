import { type Alarm, asTold } from '../alarm/alarm.ts';
import { groupBy } from '../group-by.ts';
import type { Note } from '../parse/parse.ts';
import { alarmLink } from './alarm-link.ts';
import type { MessageForms } from './blocks.ts';
import {
  context,
  header,
  joinParts,
  plainMessage,
  SEPARATOR,
  section,
  slackMessage,
} from './blocks.ts';
import { countStates, type Line, NOTE_URGENCY, split, URGENCY } from './digest-lines.ts';
import { formatDuration } from './format.ts';
import { renderHeadline } from './headline.ts';
import type { RenderOptions } from './message.ts';
import { fitInline } from './mrkdwn.ts';
import { noteLine } from './note.ts';
import { readingOf } from './reading.ts';
import { lastedInAlarm } from './sentence.ts';
import { slackTime } from './time.ts';

/** Many notifications that could not be delivered in time, as few messages: what matters now comes first. */

const ROOM = { name: 150, link: 600 };
const NOTE_LIMIT = 400;
const SECOND = 1000;
/** Milliseconds: what arrives within a minute is not late. */
const LATE = 60_000;

/** One notification, and the `key` by which the caller learns whether it was delivered. */
export interface DigestItem<Key> {
  readonly key: Key;
  readonly content:
    | { readonly kind: 'alarm'; readonly alarm: Alarm }
    | { readonly kind: 'note'; readonly note: Note };
  /** Whether no try to deliver it failed, however old it is. */
  readonly isOnTime?: boolean;
}

/** One message of a digest with all the notifications that it stands for. */
export interface DigestMessage<Key> {
  readonly forms: MessageForms;
  readonly keys: readonly Key[];
}

/**
 * One line an alarm, its newest state first told and how often it changed; alarms before OKs, newest first. Every
 * entry is in exactly one message. `now`: epoch milliseconds.
 */
export function renderDigest<Key>(
  entries: readonly DigestItem<Key>[],
  options: RenderOptions,
  now: number,
): readonly DigestMessage<Key>[] {
  const lines = [...alarmLines(entries, options, now), ...noteLines(entries, options)].toSorted(
    (a, b) => a.urgency - b.urgency || b.at - a.at,
  );
  const parts = split(lines);
  return parts.map((part, index) => renderPart(part, options, index + 1, parts.length));
}

interface Keyed<Key> {
  readonly key: Key;
  readonly alarm: Alarm;
  readonly isOnTime: boolean;
}

function alarmLines<Key>(
  entries: readonly DigestItem<Key>[],
  options: RenderOptions,
  now: number,
): readonly Line<Key>[] {
  const alarms = entries.flatMap(({ key, content, isOnTime = false }): readonly Keyed<Key>[] =>
    content.kind === 'alarm' ? [{ key, alarm: content.alarm, isOnTime }] : [],
  );
  const byAlarm = groupBy(alarms, ({ alarm: { arn, name, contributor } }) =>
    JSON.stringify([arn ?? name, contributor]),
  );
  return [...byAlarm.values()].map((group) => alarmLine(group, options, now));
}

/** `🔴 ALARM: CPU of i-0… at 97.6 %  ·  <…|checkout CPU>  ·  Today 08:00  ·  Delivered 42 minutes late  ·  3 changes` */
function alarmLine<Key>(
  group: readonly Keyed<Key>[],
  { words, timeZone, instanceNames }: RenderOptions,
  now: number,
): Line<Key> {
  const alarms = group.map(({ alarm }) => alarm);
  const newest = asTold(alarms.reduce((a, b) => (timeOf(b) >= timeOf(a) ? b : a)));
  const { state, changedAt } = newest;
  const lasted = lastedInAlarm(newest, words);
  const reading = readingOf(newest, words.locale);
  const instanceName = instanceNames?.get(reading.instanceId ?? '');
  const headline = renderHeadline(newest, reading, words, { lasted, instanceName });
  // One state change can come twice; it is one all the same.
  const changes = new Set(alarms.map((alarm) => `${alarm.state} ${alarm.changedAt}`)).size;
  const isOnTime = changedAt === undefined || group.every((one) => one.isOnTime);
  const lateBy = isOnTime ? 0 : now - changedAt;
  const parts = [
    fitInline(headline.header, 300),
    alarmLink(newest, ROOM),
    ...(changedAt === undefined ? [] : [slackTime(changedAt, timeZone)]),
    ...(lateBy < LATE ? [] : [words.late(formatDuration(lateBy / SECOND, words.locale))]),
    ...(changes > 1 ? [words.changes(changes)] : []),
  ];
  return {
    text: parts.join(SEPARATOR),
    push: headline.text,
    keys: group.map(({ key }) => key),
    urgency: URGENCY[state],
    isLate: lateBy >= LATE,
    at: timeOf(newest),
  };
}

function timeOf({ changedAt }: Alarm): number {
  return changedAt ?? 0;
}

function noteLines<Key>(
  entries: readonly DigestItem<Key>[],
  { words }: RenderOptions,
): readonly Line<Key>[] {
  return entries.flatMap(({ key, content }) => {
    if (content.kind !== 'note') return [];
    const text = noteLine(content.note, words, NOTE_LIMIT);
    return [{ text, push: text, keys: [key], urgency: NOTE_URGENCY, isLate: true, at: 0 }];
  });
}

function renderPart<Key>(
  lines: readonly Line<Key>[],
  { words, mention }: RenderOptions,
  number: number,
  of: number,
): DigestMessage<Key> {
  const keys = lines.flatMap((line) => line.keys);
  const texts = lines.map(({ text }) => text);
  const alarms = lines.filter(({ urgency }) => urgency !== NOTE_URGENCY).length;
  const say = lines.some(({ isLate }) => isLate) ? words.digest : words.together;
  const title = say(keys.length, lines.length < keys.length ? alarms : undefined);
  const heading = of === 1 ? title : `${title}, ${words.part(number, of)}`;
  // The most urgent are in the first part: one call is enough.
  const isUrgent = number === 1 && lines.some(({ urgency }) => urgency === URGENCY.ALARM);
  const called = mention !== undefined && isUrgent ? [mention] : [];
  const counts = countStates(lines, words.state);
  const push = joinParts([heading, lines[0]?.push]);
  const blocks = [
    header(heading),
    ...(counts === '' ? [] : [context(counts)]),
    ...[...called, ...texts].map((text) => section(text)),
    ...(say === words.digest ? [context(words.digestHint)] : []),
  ];
  const plain = plainMessage([...called, heading, ...texts].join('\n'));
  return {
    keys,
    forms: [
      { name: 'blocks', body: slackMessage(push, blocks) },
      { name: 'text', body: plain },
    ],
  };
}
