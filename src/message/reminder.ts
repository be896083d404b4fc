import type { Alarm } from '../alarm/alarm.ts';
import { contributorText } from '../alarm/ledger.ts';
import type { Reminder } from '../alarm/reminders.ts';
import { alarmLink } from './alarm-link.ts';
import type { MessageForms } from './blocks.ts';
import { header, joinParts, plainMessage, section, slackMessage } from './blocks.ts';
import { formatDuration } from './format.ts';
import { emojiOf } from './headline.ts';
import type { RenderOptions } from './message.ts';
import { fitInline } from './mrkdwn.ts';
import { slackTime } from './time.ts';
import { watchWords } from './words/watch.ts';
import type { Words } from './words/words.ts';

/** What the hourly run tells: one line an alarm, as few messages as it takes. Pure. */

/** Slack takes 50 blocks and about 12,000 characters a message. */
const LINES_PER_MESSAGE = 30;
const NAME_LIMIT = 100;
const ROOM = { name: NAME_LIMIT, link: 250 };
const MOST_NAMED = 3;
const REASON_LIMIT = 120;
const SECOND = 1000;

/** A change that did not arrive. */
export interface MissedAlarm {
  readonly alarm: Alarm;
  /** Whether CloudWatch says that it could not send it, and why. */
  readonly isFailed: boolean;
  readonly cause?: string | undefined;
}

/** One message, and what it tells of. */
export interface NightMessage<Subject> {
  readonly forms: MessageForms;
  readonly subjects: readonly Subject[];
}

interface Line<Subject> {
  readonly subject: Subject;
  readonly text: string;
}

/** Nobody is mentioned by the first reminder: whoever was called N hours ago may still be at it. */
export function renderReminders(
  reminders: readonly Reminder[],
  { words, timeZone, mention }: RenderOptions,
): readonly NightMessage<Reminder>[] {
  const lines = reminders.map((subject) => {
    const { alarm, age } = subject;
    const text = joinParts([
      alarmLink(alarm, ROOM),
      fitInline(contributorText(alarm.contributor ?? []), NAME_LIMIT),
      watchWords(words.locale).burning(formatDuration(age / SECOND, words.locale)),
      changeTime(alarm, timeZone),
      fitInline(shortReason(alarm.reason ?? ''), REASON_LIMIT),
    ]);
    return { subject, text };
  });
  const called = reminders.some(({ count }) => count > 1) ? mention : undefined;
  const heading = `${emojiOf('ALARM')} ${words.night.still(reminders.length)}`;
  return renderLines(heading, lines, words, called);
}

/** Whoever would have been called by an ALARM that did not arrive is called by this. */
export function renderMissed<Missed extends MissedAlarm>(
  missed: readonly Missed[],
  { words, timeZone, mention }: RenderOptions,
): readonly NightMessage<Missed>[] {
  const lines = missed.map((subject) => {
    const { alarm, isFailed, cause } = subject;
    const why = isFailed ? (cause ?? '') : watchWords(words.locale).unseen;
    const text = joinParts([
      `${emojiOf(alarm.state)} ${alarmLink(alarm, ROOM)}`,
      fitInline(contributorText(alarm.contributor ?? []), NAME_LIMIT),
      changeTime(alarm, timeZone),
      fitInline(why, REASON_LIMIT),
    ]);
    return { subject, text };
  });
  const called = missed.some(({ alarm }) => alarm.state === 'ALARM') ? mention : undefined;
  const heading = `${emojiOf('ALARM')} ${watchWords(words.locale).missed(missed.length)}`;
  return renderLines(heading, lines, words, called);
}

/** That nothing of the night can be told. Nobody is called: no alarm waits for it. */
export function renderRightless(right: string, { locale }: Words): MessageForms {
  const text = `⚠️ ${watchWords(locale).rightless(fitInline(right, NAME_LIMIT))}`;
  return [
    { name: 'blocks', body: slackMessage(text, [section(text)]) },
    { name: 'text', body: plainMessage(text) },
  ];
}

function renderLines<Subject extends { readonly alarm: Alarm }>(
  heading: string,
  lines: readonly Line<Subject>[],
  words: Words,
  mention: string | undefined,
): readonly NightMessage<Subject>[] {
  const messages: NightMessage<Subject>[] = [];
  for (let start = 0; start < lines.length; start += LINES_PER_MESSAGE) {
    const part = lines.slice(start, start + LINES_PER_MESSAGE);
    const called = mention === undefined || start > 0 ? [] : [mention];
    const shown = [...called, ...part.map(({ text }) => text)];
    const blocks = [header(heading), ...shown.map((text) => section(text))];
    const names = nameSome(
      part.map(({ subject }) => subject.alarm),
      words,
    );
    messages.push({
      subjects: part.map(({ subject }) => subject),
      forms: [
        { name: 'blocks', body: slackMessage(`${heading}\n${names}`, blocks) },
        { name: 'text', body: plainMessage([heading, ...shown].join('\n')) },
      ],
    });
  }
  return messages;
}

function changeTime({ changedAt }: Alarm, timeZone: string): string | undefined {
  return changedAt === undefined ? undefined : slackTime(changedAt, timeZone);
}

/** For the phone: the first of them by name. */
function nameSome(alarms: readonly Alarm[], words: Words): string {
  const names = alarms.slice(0, MOST_NAMED).map(({ name }) => fitInline(name, NAME_LIMIT));
  const rest = alarms.length - names.length;
  return `${names.join(', ')}${rest > 0 ? ` ${words.more(rest)}` : ''}`;
}

/** CloudWatch's words without the datapoints, which are those of hours ago, and without what it takes to change. */
function shortReason(reason: string): string {
  return reason.replace(/ \[[^[\]]*\]/, '').replace(/ \(minimum [^()]*\)\.?$/, '');
}
