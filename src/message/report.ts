import type { Advice } from '../alarm/advice.ts';
import { waitOf } from '../alarm/advice.ts';
import type { Alarm } from '../alarm/alarm.ts';
import { symbolOf } from '../alarm/comparison.ts';
import type { Report, Spoken } from '../alarm/report.ts';
import { alarmLink } from './alarm-link.ts';
import type { Block, MessageForms } from './blocks.ts';
import { header, plainMessage, SEPARATOR, section, slackMessage } from './blocks.ts';
import { formatDuration, formatLimit } from './format.ts';
import type { RenderOptions } from './message.ts';
import { bold, escapeMrkdwn } from './mrkdwn.ts';
import { readingOf } from './reading.ts';
import { REPORT_WORDS, type ReportWords } from './words/report.ts';
import type { Locale } from './words/words.ts';

/** The week in one quiet message: it mentions nobody. Pure. */

const LOUDEST = 5;
const LISTED = 10;
const ROOM = { name: 80, link: 250 };
/** Characters of a block's text, with room for what is around it. */
const COMMAND_LIMIT = 2_900;
const SECOND = 1000;

/** Other limits for the alarm that spoke most, and the line for a shell that sets them. */
export interface Proposal {
  readonly alarm: Alarm;
  readonly advice: Advice;
  readonly command: string;
}

export function renderReport(
  report: Report,
  proposal: Proposal | undefined,
  { words: { locale } }: Pick<RenderOptions, 'words'>,
): MessageForms {
  const words = REPORT_WORDS[locale.language];
  const count = report.spoke.reduce((sum, { spells }) => sum + spells.length, 0);
  const heading = `📋 ${words.heading(count, report.spoke.length, report.alarms)}`;
  const always = report.spoke.filter(({ spells, healed }) => healed === spells.length);
  const loudest = report.spoke.slice(0, LOUDEST).map((one) => spokenLine(one, words, locale));
  const parts = [
    loudest.length > 0 ? `${bold(words.loudest)}\n${loudest.join('\n')}` : '',
    listOf(
      words.healed,
      always.map(({ alarm }) => alarm),
      words,
    ),
    listOf(words.silent(report.silent.length), report.silent, words),
    listOf(words.noData(report.noData.length), report.noData, words),
    proposal ? adviceLine(proposal, words, locale) : '',
  ].filter((part) => part !== '');
  const command = proposal && proposal.command.length <= COMMAND_LIMIT ? proposal.command : '';
  const blocks: readonly Block[] = [
    header(heading),
    ...parts.map((part) => section(part)),
    // Plain text: nothing in it is markup, and it can be copied as it stands.
    ...(command ? [section(words.command), plainSection(command)] : []),
  ];
  const shown = command ? [...parts, words.command, escapeMrkdwn(command)] : parts;
  return [
    { name: 'blocks', body: slackMessage(escapeMrkdwn(heading), blocks) },
    { name: 'text', body: plainMessage([escapeMrkdwn(heading), ...shown].join('\n')) },
  ];
}

function spokenLine(
  { alarm, spells, healed, longest }: Spoken,
  words: ReportWords,
  locale: Locale,
) {
  const length = formatDuration(longest / SECOND, locale);
  return [alarmLink(alarm, ROOM), words.spoken(spells.length, healed, length)].join(SEPARATOR);
}

function listOf(title: string, alarms: readonly Alarm[], words: ReportWords): string {
  if (alarms.length === 0) return '';
  const names = alarms.slice(0, LISTED).map((alarm) => alarmLink(alarm, ROOM));
  const rest = alarms.length - names.length;
  return `${bold(title)}\n${[...names, ...(rest > 0 ? [words.more(rest)] : [])].join(SEPARATOR)}`;
}

function adviceLine({ alarm, advice }: Proposal, words: ReportWords, locale: Locale): string {
  const { limits, told, of } = advice;
  const limit = formatLimit(limits.threshold, readingOf(alarm, locale).unit, locale);
  const sign = symbolOf(limits.comparison);
  const text = sign === '>' || sign === undefined ? limit : `${sign} ${limit}`;
  const wait = formatDuration(waitOf(limits), locale);
  return `${alarmLink(alarm, ROOM)}\n${words.advice(escapeMrkdwn(text), wait, told, of)}`;
}

function plainSection(text: string): Block {
  return { type: 'section', text: { type: 'plain_text', text, emoji: false } };
}
