import type { Alarm } from '../alarm/alarm.ts';
import type { Reminder } from '../alarm/reminders.ts';
import type { MessageForms } from './blocks.ts';
import { header, plainMessage, SEPARATOR, section, slackMessage } from './blocks.ts';
import { alarmUrl } from './console-url.ts';
import { formatDuration } from './format.ts';
import { emojiOf } from './headline.ts';
import type { RenderOptions } from './message.ts';
import { fitInline, link } from './mrkdwn.ts';
import { slackTime } from './time.ts';

/** What the hourly run tells: one line an alarm, as few messages as it takes. Pure. */

/** Slack takes 50 blocks and about 12,000 characters a message. */
const LINES_PER_MESSAGE = 30;
const NAME_LIMIT = 100;
const LINK_LIMIT = 250;
const REASON_LIMIT = 120;
const SECOND = 1000;

/** A failed action, with as much of the alarm as is known of it. */
export interface MissedAlarm {
  readonly alarm: Pick<Alarm, 'name' | 'region' | 'partition' | 'accountId' | 'portal'>;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly cause?: string | undefined;
}

/** One message, and the alarms that it tells of. */
export interface NightMessage {
  readonly forms: MessageForms;
  readonly names: readonly string[];
}

interface Line {
  readonly name: string;
  readonly text: string;
}

/** Nobody is mentioned by the first reminder: whoever was called N hours ago may still be at it. */
export function renderReminders(
  reminders: readonly Reminder[],
  { words, timeZone, mention }: RenderOptions,
): readonly NightMessage[] {
  const lines = reminders.map(({ alarm, age }) => ({
    name: alarm.name,
    text: join([
      nameOf(alarm),
      words.night.burning(formatDuration(age / SECOND, words.locale)),
      slackTime(alarm.changedAt ?? 0, timeZone),
      fitInline(alarm.reason ?? '', REASON_LIMIT),
    ]),
  }));
  const isCalled = mention !== undefined && reminders.some(({ count }) => count > 1);
  const heading = `${words.night.still(reminders.length)} ${emojiOf('ALARM')}`;
  return renderLines(heading, lines, isCalled ? mention : undefined);
}

export function renderMissed(
  missed: readonly MissedAlarm[],
  { words, timeZone, mention }: RenderOptions,
): readonly NightMessage[] {
  const lines = missed.map(({ alarm, at, cause }) => ({
    name: alarm.name,
    text: join([nameOf(alarm), slackTime(at, timeZone), fitInline(cause ?? '', REASON_LIMIT)]),
  }));
  const heading = `${words.night.missed(missed.length)} ${emojiOf('ALARM')}`;
  return renderLines(heading, lines, mention);
}

function renderLines(
  heading: string,
  lines: readonly Line[],
  mention: string | undefined,
): readonly NightMessage[] {
  const messages: NightMessage[] = [];
  for (let start = 0; start < lines.length; start += LINES_PER_MESSAGE) {
    const part = lines.slice(start, start + LINES_PER_MESSAGE);
    const called = mention === undefined || start > 0 ? [] : [mention];
    const shown = [...called, ...part.map(({ text }) => text)];
    const blocks = [header(heading), ...shown.map((text) => section(text))];
    messages.push({
      names: part.map(({ name }) => name),
      forms: [
        { name: 'blocks', body: slackMessage(heading, blocks) },
        { name: 'text', body: plainMessage([heading, ...shown].join('\n')) },
      ],
    });
  }
  return messages;
}

function join(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(SEPARATOR);
}

function nameOf(alarm: MissedAlarm['alarm']): string {
  const url = alarmUrl(alarm);
  return url === undefined || url.length > LINK_LIMIT
    ? fitInline(alarm.name, NAME_LIMIT)
    : link(url, alarm.name, NAME_LIMIT);
}
