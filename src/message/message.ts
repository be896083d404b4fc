import { type Alarm, type AlarmState, asTold, isSettling } from '../alarm/alarm.ts';
import { alarmLink } from './alarm-link.ts';
import {
  type Attachment,
  type Block,
  context,
  header,
  joinLines,
  type MessageForms,
  plainMessage,
  SECTION_ROOM,
  SEPARATOR,
  section,
  slackMessage,
} from './blocks.ts';
import { renderDetails, renderFallback } from './details.ts';
import { emojiOf } from './headline.ts';
import { bold, fitInline, fitLinked } from './mrkdwn.ts';
import { type Enrichment, type Parts, type RenderOptions, renderParts } from './parts.ts';
import { phoneLines } from './phone.ts';
import { renderPlain } from './plain.ts';
import { whySettled } from './settled.ts';
import type { Words } from './words/words.ts';

/** An alarm as a Slack message. Pure: the same alarm gives the same message. */

export type { Enrichment, RenderOptions };

/** https://docs.slack.dev/reference/legacy/legacy-messaging/legacy-secondary-message-attachments (color) */
const COLORS: Readonly<Record<AlarmState, string>> = {
  ALARM: '#D92D20',
  OK: '#12B76A',
  INSUFFICIENT_DATA: '#C9B458',
};

/** With three lines of a header above them the links are within a hand's breadth of the message's top. */
const LINES_BEFORE_LINKS = 5;
/** More than these, and the sparkline is left out: the numbers are in the words. */
const LINES_OF_RESOLVED = 4;

export function renderAlarm(
  received: Alarm,
  options: RenderOptions,
  enrichment: Enrichment = {},
): MessageForms {
  const alarm = asTold(received);
  const parts = renderParts(alarm, options, enrichment);
  const text = { name: 'text', body: plainMessage(renderPlain(alarm, parts, options)) } as const;
  if (isSettling(alarm))
    return [{ name: 'blocks', body: renderQuiet(alarm, parts, options.words) }, text];
  const { reading, headline, push } = parts;
  const attachment: Attachment = {
    color: COLORS[alarm.state],
    fallback: renderFallback(alarm, reading, options),
    blocks: [
      ...renderDetails(alarm, reading, headline, options),
      ...parts.explanation.details.map((line) => context(line)),
    ],
  };
  const notices = renderNotices(options);
  const withTop = (blocks: readonly Block[]) =>
    slackMessage(push, [...blocks, ...notices], [attachment]);
  if (alarm.state === 'OK') return [{ name: 'blocks', body: withTop(renderResolved(parts)) }, text];
  const top = renderTop(parts);
  const line = parts.sparkline === '' ? [] : [section(parts.sparkline)];
  const blocks = { name: 'blocks', body: withTop([...top, ...line]) } as const;
  return parts.chart === undefined
    ? [blocks, text]
    : [{ name: 'chart', body: withTop([...top, parts.chart]) }, blocks, text];
}

/**
 * What must be read first, and what to click: before the chart, because Slack may fold what follows. Where there is much
 * to read, the links come before the most of it, or a phone shows none.
 */
function renderTop(parts: Parts): readonly Block[] {
  const { headline, sentence, explanation, children, description, links } = parts;
  const taken = sentence.length + explanation.line.length + children.length;
  const opening = joinLines([sentence, explanation.line]);
  const more = joinLines([fitLinked(description, Math.max(200, SECTION_ROOM - taken)), children]);
  const isLong = links !== '' && phoneLines(joinLines([opening, more])) > LINES_BEFORE_LINKS;
  const texts = isLong ? [opening, links, more] : [joinLines([opening, more]), links];
  return [
    header(headline.header),
    ...texts.flatMap((text) => (text === '' ? [] : [section(text, text !== links)])),
  ];
}

/** An OK is small: how long it took, how bad it was, and one grey line. */
function renderResolved({ headline, sentence, sparkline }: Parts): readonly Block[] {
  const [emoji = '', ...rest] = headline.header.split(' ');
  const heading = `${emoji} ${bold(fitInline(rest.join(' '), 400))}`;
  const line = [sentence, sparkline].filter((part) => part !== '').join('  ');
  const whole = joinLines([heading, line]);
  return [section(phoneLines(whole) > LINES_OF_RESOLVED ? joinLines([heading, sentence]) : whole)];
}

function renderQuiet(alarm: Alarm, { headline }: Parts, words: Words) {
  const line = [
    `${emojiOf('OK')} ${words.state.OK}`,
    alarmLink(alarm, { name: 300, link: Number.POSITIVE_INFINITY }),
    ...(headline.isName ? [] : [fitInline(headline.subject, 200)]),
    whySettled(alarm, words),
  ];
  return slackMessage(headline.text, [context(line.join(SEPARATOR))]);
}

/** Shown where the alarm is, for whoever set the settings may never look into the log. */
function renderNotices({ notices = [] }: RenderOptions): readonly Block[] {
  return notices.length === 0 ? [] : [context(fitInline(notices.join(' '), 600))];
}
