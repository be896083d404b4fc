import { againOf, MOST_COUNTED } from '../alarm/again.ts';
import type { Alarm, History } from '../alarm/alarm.ts';
import { type Block, joinLines } from './blocks.ts';
import { renderChart } from './chart.ts';
import { listChildren, nameChildren } from './children.ts';
import { runbookOf, splitDescription } from './description.ts';
import type { DetailOptions } from './details.ts';
import { formatDuration } from './format.ts';
import { type Headline, renderHeadline, resourceLabel, secondLine } from './headline.ts';
import { renderLinks } from './links.ts';
import { bold } from './mrkdwn.ts';
import { type Reading, readingOf } from './reading.ts';
import { lastedInAlarm, renderSentence } from './sentence.ts';
import { renderSparkline } from './sparkline.ts';
import type { Words } from './words/words.ts';

/** The finished parts of an alarm's message, before they are put in their places. */

export interface RenderOptions extends DetailOptions {
  /** Slack's token for whoever is called on an ALARM, such as `<!here>`. */
  readonly mention?: string;
  /** The Name tags of instances, by their ids: for where many alarms are told in one message. */
  readonly instanceNames?: ReadonlyMap<string, string>;
  /** What is wrong with the settings, a sentence each. */
  readonly notices?: readonly string[];
}

/** What explains a busy CPU, finished mrkdwn. Loaded only where it is wanted (culprit.ts). */
export interface Explanation {
  /** To be read first; can be empty. */
  readonly line: string;
  readonly details: readonly string[];
}

/** What is known beyond the notification. */
export interface Enrichment {
  readonly history?: History | undefined;
  /** The instance's Name tag. */
  readonly instanceName?: string | undefined;
  readonly explanation?: Explanation | undefined;
  /** How many other alarms are in ALARM. */
  readonly others?: number | undefined;
  /** Milliseconds for which it has been in ALARM, where it is not the change that is told. */
  readonly still?: number | undefined;
  /** Milliseconds between the state change and now, where that is worth telling. */
  readonly late?: number | undefined;
}

export interface Parts {
  readonly reading: Reading;
  readonly headline: Headline;
  /** Whom it calls, what was measured, how often lately, how late it is. */
  readonly sentence: string;
  readonly explanation: Explanation;
  /** The composite alarm's children, one a line. */
  readonly children: string;
  /** What the alarm's owner wrote, as it came. */
  readonly description: string;
  readonly links: string;
  readonly runbook: string | undefined;
  /** The push notification: two lines. */
  readonly push: string;
  readonly chart: Block | undefined;
  /** Empty where there is too little to show. */
  readonly sparkline: string;
}

const UNEXPLAINED: Explanation = { line: '', details: [] };

export function renderParts(alarm: Alarm, options: RenderOptions, enrichment: Enrichment): Parts {
  const { words } = options;
  const { history, instanceName } = enrichment;
  const explanation = (alarm.state === 'ALARM' && enrichment.explanation) || UNEXPLAINED;
  const reading = readingOf(alarm, words.locale);
  const lasted = lastedInAlarm(alarm, words, history);
  const headline = renderHeadline(alarm, reading, words, {
    instanceName,
    lasted,
    isStill: enrichment.still !== undefined,
  });
  const told = renderSentence(alarm, reading, words, { history, isName: headline.isName });
  const split = splitDescription(alarm.description);
  const { text, prose: description = text, runbook = runbookOf(alarm.facts) } = split;
  const isOk = alarm.state === 'OK';
  const second = isOk ? told : secondLine(description, explanation.line || told);
  return {
    reading,
    headline,
    sentence: renderOpening(alarm, told, options, enrichment),
    explanation,
    children: listChildren(alarm, words),
    description: isOk ? '' : description,
    links: isOk ? '' : renderLinks(alarm, reading, words, { ...split, runbook }),
    runbook,
    push: joinLines([
      headline.text,
      [second, nameChildren(alarm, words)].filter(Boolean).join(' '),
    ]),
    ...renderPast(alarm, reading, options, enrichment),
  };
}

/** Whom it calls, what happened, how often lately, with what others, how late it is. */
function renderOpening(
  alarm: Alarm,
  told: string,
  { words, mention }: RenderOptions,
  { late, still, history, others = 0 }: Enrichment,
): string {
  const delay = late === undefined ? '' : words.late(formatDuration(late / 1000, words.locale));
  const often = renderAgain(alarm, words, history);
  const parts = [
    alarm.state === 'ALARM' ? mention : undefined,
    told,
    still !== undefined &&
      words.sentence([words.night.stillFor(formatDuration(still / 1000, words.locale))]),
    often && words.sentence([often]),
    alarm.state === 'ALARM' && others > 0 && words.sentence([words.night.company(others)]),
    delay === '' ? undefined : words.sentence([bold(delay)]),
  ];
  return parts.filter(Boolean).join(' ');
}

/** `*3rd time* in 24 hours, 6 minutes each` */
function renderAgain(alarm: Alarm, words: Words, history: History | undefined): string | undefined {
  const again = againOf(alarm, history?.changes ?? []);
  if (again === undefined) return undefined;
  const { count, lasted } = again;
  const sorted = lasted.toSorted((a, b) => a - b);
  const said = (milliseconds = 0) => formatDuration(milliseconds / 1000, words.locale);
  return words.night.again(
    count > MOST_COUNTED ? undefined : count,
    sorted.length === 0 ? undefined : { from: said(sorted[0]), to: said(sorted.at(-1)) },
  );
}

/** As a chart, and as a line of text for where that can't be had. An OK is good news: a line of text will do. */
function renderPast(
  alarm: Alarm,
  reading: Reading,
  { words }: RenderOptions,
  { history, instanceName }: Enrichment,
): Pick<Parts, 'chart' | 'sparkline'> {
  if (history === undefined) return { chart: undefined, sparkline: '' };
  const { locale } = words;
  const isBare = alarm.state === 'OK' && history.peak !== undefined;
  const sparkline = renderSparkline(history, { unit: reading.unit, locale, isBare }) ?? '';
  if (alarm.state === 'OK') return { chart: undefined, sparkline };
  const resource = resourceLabel(reading, instanceName, words);
  const chart = renderChart(alarm, history, { locale, words: words.chart, resource });
  return { chart, sparkline };
}
