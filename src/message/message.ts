import { type Alarm, type AlarmState, type History, isSettling } from '../alarm/alarm.ts';
import type { Attachment, Block, MessageForms } from './blocks.ts';
import { context, header, plainMessage, SEPARATOR, section, slackMessage } from './blocks.ts';
import { renderChart } from './chart.ts';
import { alarmUrl, resourceUrl } from './console-url.ts';
import { regionText, renderDetails, transition } from './details.ts';
import { formatDuration } from './format.ts';
import { emojiOf, type Headline, renderHeadline, resourceLabel } from './headline.ts';
import { bold, fitInline, link, oneLine } from './mrkdwn.ts';
import { renderPlain } from './plain.ts';
import { type Reading, readingOf } from './reading.ts';
import { renderSentence } from './sentence.ts';
import { renderSparkline } from './sparkline.ts';
import type { Words } from './words/words.ts';

/** An alarm as a Slack message. Pure: the same alarm gives the same message. */

export interface RenderOptions {
  readonly words: Words;
  /** IANA name. */
  readonly timeZone: string;
  /** Slack's token for whoever is called on an ALARM, such as `<!here>`. */
  readonly mention?: string;
}

/** What is known beyond the notification. */
export interface Enrichment {
  readonly history?: History | undefined;
  /** The instance's Name tag. */
  readonly instanceName?: string | undefined;
  /** Milliseconds between the state change and now, where that is worth telling. */
  readonly late?: number | undefined;
}

/** https://docs.slack.dev/reference/legacy/legacy-messaging/legacy-secondary-message-attachments (color) */
const COLORS: Readonly<Record<AlarmState, string>> = {
  ALARM: '#D92D20',
  OK: '#12B76A',
  INSUFFICIENT_DATA: '#C9B458',
};

/** The metric's recent past as blocks; each form is empty where there is too little to show. */
interface Past {
  readonly chart: readonly Block[];
  readonly sparkline: readonly Block[];
}

export function renderAlarm(
  alarm: Alarm,
  options: RenderOptions,
  enrichment: Enrichment = {},
): MessageForms {
  const parts = renderParts(alarm, options, enrichment);
  // Written when it is asked for: another form has to be refused first.
  const text = {
    name: 'text',
    get body() {
      return plainMessage(renderPlain(alarm, parts, options));
    },
  } as const;
  if (isSettling(alarm))
    return [{ name: 'blocks', body: renderQuiet(alarm, parts, options.words) }, text];
  const attachment = {
    color: COLORS[alarm.state],
    blocks: renderAttachment(alarm, parts, options, enrichment),
  };
  const withMiddle = (middle: readonly Block[]) =>
    slackMessage(parts.headline.text, [...parts.top, ...middle], [attachment]);
  const blocks = { name: 'blocks', body: withMiddle(parts.sparkline) } as const;
  return parts.chart.length === 0
    ? [blocks, text]
    : [{ name: 'chart', body: withMiddle(parts.chart) }, blocks, text];
}

interface Parts extends Past {
  readonly reading: Reading;
  readonly headline: Headline;
  readonly sentence: string;
  readonly top: readonly Block[];
}

function renderParts(alarm: Alarm, options: RenderOptions, enrichment: Enrichment): Parts {
  const { words } = options;
  const { history, instanceName } = enrichment;
  const reading = readingOf(alarm, words.locale);
  const headline = renderHeadline(alarm, reading, words, instanceName);
  const sentence = renderOpening(alarm, reading, options, enrichment);
  return {
    reading,
    headline,
    sentence,
    top: [header(headline.header), ...(sentence === '' ? [] : [section(sentence)])],
    ...(history ? renderPast(alarm, history, reading, options) : { chart: [], sparkline: [] }),
  };
}

/** As a chart, and as a line of text for where that can't be had. An OK is good news: a line of text will do. */
function renderPast(
  alarm: Alarm,
  history: History,
  { unit }: Reading,
  { words, timeZone }: RenderOptions,
): Past {
  const { locale } = words;
  const line = renderSparkline(history, { unit, locale });
  const chart =
    alarm.state === 'OK'
      ? undefined
      : renderChart(alarm, history, { timeZone, locale, words: words.chart });
  return { chart: chart ? [chart] : [], sparkline: line ? [section(line)] : [] };
}

/** Whom it calls, what happened, how late it is. */
function renderOpening(
  alarm: Alarm,
  reading: Reading,
  { words, mention }: RenderOptions,
  { history, late }: Enrichment,
): string {
  const delay = late === undefined ? '' : words.late(formatDuration(late / 1000, words.locale));
  const parts = [
    alarm.state === 'ALARM' ? mention : undefined,
    renderSentence(alarm, reading, words, history),
    delay === '' ? undefined : words.sentence([bold(delay)]),
  ];
  return parts.filter(Boolean).join(' ');
}

/** An OK says little and is little; the others bring all that is needed to act. */
function renderAttachment(
  alarm: Alarm,
  { reading }: Parts,
  options: RenderOptions,
  enrichment: Enrichment,
): Attachment['blocks'] {
  if (alarm.state !== 'OK') {
    const { instanceName } = enrichment;
    return renderDetails(alarm, reading, {
      ...options,
      ...(instanceName === undefined ? {} : { instanceName }),
    });
  }
  const parts = [
    alarmLink(alarm),
    transition(alarm, options.words.state),
    ...whereabouts(alarm, reading, enrichment),
  ];
  return [context(parts.join(SEPARATOR))];
}

function whereabouts(
  alarm: Alarm,
  reading: Reading,
  { instanceName }: Enrichment,
): readonly string[] {
  const name = oneLine(instanceName ?? '');
  const url = resourceUrl(alarm, reading.dimensions, reading.stat?.namespace);
  const label = resourceLabel(reading, undefined) ?? '';
  const resource = label === '' ? '' : url === undefined ? fitInline(label, 200) : link(url, label);
  const account = fitInline(alarm.accountId ?? '', 20);
  return [fitInline(name, 200), resource, regionText(alarm) ?? '', account].filter(
    (part) => part !== '',
  );
}

function alarmLink(alarm: Alarm): string {
  const url = alarmUrl(alarm);
  return url === undefined ? fitInline(alarm.name, 300) : link(url, alarm.name, 300);
}

function renderQuiet(alarm: Alarm, { headline }: Parts, words: Words) {
  const subject =
    headline.subject === oneLine(alarm.name) ? [] : [fitInline(headline.subject, 200)];
  const line = [`${words.state.OK} ${emojiOf('OK')}`, alarmLink(alarm), ...subject, words.settled];
  return slackMessage(headline.text, [context(line.join(SEPARATOR))]);
}
