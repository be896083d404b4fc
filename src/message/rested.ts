import type { Alarm } from '../alarm/alarm.ts';
import type { Rest } from '../alarm/flapping.ts';
import { alarmLink } from './alarm-link.ts';
import { type MessageForms, plainMessage, SEPARATOR, section, slackMessage } from './blocks.ts';
import { formatDuration } from './format.ts';
import { emojiOf } from './headline.ts';
import type { RenderOptions } from './message.ts';
import type { NightMessage } from './reminder.ts';
import { slackTime } from './time.ts';
import { watchWords } from './words/watch.ts';

/** What is told of alarms that flapped, when they have come to rest. Pure. */

/** Slack takes 50 blocks and about 12,000 characters a message. */
const LINES_PER_MESSAGE = 30;
const ROOM = { name: 150, link: 300 };

/** An alarm that flapped, and where it came to rest. */
export interface Rested {
  readonly alarm: Alarm;
  readonly rest: Rest;
}

/** Every one is in exactly one message. One that came to rest in ALARM calls: nobody was called by the last ones. */
export function renderRested<Each extends Rested>(
  rested: readonly Each[],
  options: RenderOptions,
): readonly NightMessage<Each>[] {
  const messages = [];
  for (let start = 0; start < rested.length; start += LINES_PER_MESSAGE) {
    const part = rested.slice(start, start + LINES_PER_MESSAGE);
    messages.push({ subjects: part, forms: renderLines(part, options) });
  }
  return messages;
}

function renderLines(
  part: readonly Rested[],
  { words, timeZone, mention }: RenderOptions,
): MessageForms {
  const isCalled = mention !== undefined && part.some(({ alarm }) => alarm.state === 'ALARM');
  const lines = part.map(({ alarm, rest: { since, flaps } }) =>
    [
      `${emojiOf(alarm.state)} ${words.state[alarm.state]}`,
      alarmLink(alarm, ROOM),
      watchWords(words.locale).quiet(flaps.count, formatDuration(flaps.span / 1000, words.locale)),
      slackTime(since, timeZone),
    ].join(SEPARATOR),
  );
  const shown = [...(isCalled ? [mention] : []), ...lines];
  return [
    {
      name: 'blocks',
      body: slackMessage(
        lines[0] ?? '',
        shown.map((line) => section(line)),
      ),
    },
    { name: 'text', body: plainMessage(shown.join('\n')) },
  ];
}
