import type { Alarm } from '../alarm/alarm.ts';
import type { Flaps } from '../alarm/flapping.ts';
import { alarmLink } from './alarm-link.ts';
import { context, type MessageForms, plainMessage, SEPARATOR, slackMessage } from './blocks.ts';
import { formatDuration } from './format.ts';
import { emojiOf } from './headline.ts';
import type { RenderOptions } from './message.ts';

/** What is told of an alarm that flaps, when it begins to. Pure. */

const ROOM = { name: 150, link: 300 };

/** Nobody is called by it: whoever there is was called three times within the hour. */
export function renderFlapping(
  alarm: Alarm,
  { count, span }: Flaps,
  { words }: RenderOptions,
): MessageForms {
  const line = [
    `${emojiOf('ALARM')} ${alarmLink(alarm, ROOM)}`,
    words.night.flapping(count, formatDuration(span / 1000, words.locale)),
    words.night.flappingHint,
  ].join(SEPARATOR);
  return [
    { name: 'blocks', body: slackMessage(line, [context(line)]) },
    { name: 'text', body: plainMessage(line) },
  ];
}
