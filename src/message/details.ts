import type { ContextBlock } from '@slack/types';
import type { Alarm, AlarmState, Dimension } from '../alarm/alarm.ts';
import { sideOf } from '../alarm/comparison.ts';
import { metricAccount } from '../alarm/subject.ts';
import { knownUnit } from '../alarm/units.ts';
import { oneLine } from '../text.ts';
import { alarmLink } from './alarm-link.ts';
import { context, joinParts, SEPARATOR } from './blocks.ts';
import { definition, inputs } from './definition.ts';
import type { Headline } from './headline.ts';
import { fitInline, fitMrkdwn } from './mrkdwn.ts';
import type { Reading } from './reading.ts';
import { breachingSince } from './since.ts';
import { slackTime } from './time.ts';
import type { Words } from './words/words.ts';

/** The grey lines at the end: which alarm, since when, of what, where. Nothing here has to be read at once. */

const NAME_LIMIT = 300;
const FACT_LIMIT = 300;
const LINE_LIMIT = 1_000;
const LONG_FACT_LIMIT = 600;
const MOST_LONG_FACTS = 2;

export interface DetailOptions {
  readonly words: Words;
  /** IANA name, for readers whose client shows no local time. */
  readonly timeZone: string;
  /** What people call an account, by its number. */
  readonly accountNames?: ReadonlyMap<string, string> | undefined;
}

export function renderDetails(
  alarm: Alarm,
  reading: Reading,
  headline: Headline,
  options: DetailOptions,
): readonly ContextBlock[] {
  const { words } = options;
  const which = whichAlarm(alarm, reading, headline, options);
  // Without a value no sentence names what is measured.
  const isUntold = headline.isName && alarm.state === 'INSUFFICIENT_DATA';
  if (alarm.state === 'OK') return [context(which)];
  // On a phone each line of its own costs half a line of nothing.
  const lines = [
    [which, joinFitting(whatMetric(reading, words, isUntold), words)],
    ...factLines(alarm, words).map((line) => [line]),
    [definition(alarm, words) ?? '', joinFitting(inputs(alarm, reading, words), words)],
  ].map(joinParts);
  return lines.filter((line) => line !== '').map((line) => context(line));
}

/**
 * `web-1 CPU  ·  OK → ALARM Nov 22 08:00  ·  above the limit since 07:45  ·  i-0…  ·  prod (123456789012)  ·  ap-northeast-2`;
 * of an OK, which is small, without the instance.
 */
function whichAlarm(
  alarm: Alarm,
  reading: Reading,
  { isName }: Headline,
  { words, timeZone, accountNames }: DetailOptions,
): string {
  const { changedAt } = alarm;
  const isOk = alarm.state === 'OK';
  const time = changedAt === undefined ? '' : ` ${slackTime(changedAt, timeZone)}`;
  const parts = [
    isName && !isOk ? undefined : alarmName(alarm),
    transition(alarm, words.state) + (isOk ? '' : time),
    breachingSince(alarm, reading, words, timeZone),
    isOk ? '' : reading.instanceId,
    ...placeOf(alarm, reading, words, accountNames),
  ];
  return joinParts(parts);
}

/** The alarm's name; of an OK, which has no row of links, the link to its page. */
function alarmName(alarm: Alarm): string {
  const most = alarm.state === 'OK' ? Number.POSITIVE_INFINITY : 0;
  return alarmLink(alarm, { name: NAME_LIMIT, link: most });
}

/** What is said in place of the grey lines where they cannot be shown. */
export function renderFallback(
  alarm: Alarm,
  reading: Reading,
  { words, accountNames }: DetailOptions,
): string {
  return [
    fitInline(alarm.name, NAME_LIMIT),
    transition(alarm, words.state),
    ...whereabouts(alarm, reading, words, accountNames),
  ]
    .filter(Boolean)
    .join(', ');
}

/** The instance, the account and the region: for whoever has to go there. What is not known is empty. */
export function whereabouts(...of: Parameters<typeof placeOf>): readonly (string | undefined)[] {
  const [, { instanceId }] = of;
  return [instanceId, ...placeOf(...of)];
}

/** The account and the region. */
function placeOf(
  alarm: Alarm,
  reading: Reading,
  words: Words,
  accountNames: DetailOptions['accountNames'],
): readonly string[] {
  const account = metricAccount(alarm, reading);
  const own = alarm.accountId;
  const isOther = own !== undefined && own !== account;
  return [
    accountText(account, accountNames),
    isOther ? `${words.labels.alarmAccount} ${accountText(own, accountNames)}` : '',
    fitInline(alarm.region ?? alarm.regionName ?? '', 100),
  ];
}

/** `prod (123456789012)` */
function accountText(id: string | undefined, names: DetailOptions['accountNames']): string {
  if (id === undefined) return '';
  const shown = fitInline(id, 20);
  const name = names?.get(id);
  return name === undefined ? shown : `${fitInline(name, 60)} (${shown})`;
}

/** Every dimension by name, the namespace, the statistic. */
function whatMetric(reading: Reading, words: Words, isUntold: boolean): readonly string[] {
  const { stat, dimensions, period, instanceId, condition, unit, value } = reading;
  const isTold = ({ name, value }: Dimension) =>
    value === instanceId || (name === 'Currency' && unit === `Currency/${value}`);
  const { comparison = '' } = condition;
  return [
    ...dimensions
      .filter((dimension) => !isTold(dimension))
      .map(({ name, value }) => labelled(name, value, 200)),
    // What nobody knows is shown as it came.
    sideOf(comparison) === undefined ? fitInline(comparison, 100) : '',
    knownUnit(stat?.unit) === undefined ? fitInline(stat?.unit ?? '', 100) : '',
    isUntold ? fitInline(stat?.metricName ?? '', 200) : '',
    fitInline(stat?.namespace ?? '', 100),
    // The sentence about a value says how long its periods are.
    stat?.statistic === undefined && value !== undefined
      ? ''
      : fitInline(words.averageOf(stat?.statistic, period), 100),
  ].filter((part) => part !== '');
}

function labelled(name: string, value: string, limit: number): string {
  const label = fitInline(name, 80);
  return `${label}${label === '' ? '' : ': '}${fitInline(value, limit)}`;
}

/** Short facts on one line; text of several lines, such as log lines, below its name. */
function factLines({ facts }: Alarm, words: Words): readonly string[] {
  const long = facts.filter(({ value }) => value.trim().includes('\n')).slice(0, MOST_LONG_FACTS);
  const short = facts.filter((fact) => !long.includes(fact));
  return [
    joinFitting(
      short.map(({ name, value }) => labelled(factName(name), value, FACT_LIMIT)),
      words,
    ),
    ...long.map(
      ({ name, value }) =>
        `${fitInline(factName(name), 80)}:\n${fitMrkdwn(value.trim(), LONG_FACT_LIMIT)}`,
    ),
  ];
}

/** A tag is known by its own name, as a setting is. */
function factName(name: string): string {
  return oneLine(name).replace(
    /^(?:(?:alarm )?tags?|(?:configuration )?evaluation criteria .*criteria) /i,
    '',
  );
}

/** As many parts as there is room for; the others are counted. */
function joinFitting(parts: readonly string[], words: Words): string {
  let line = '';
  for (const [index, part] of parts.entries()) {
    const next = line === '' ? part : `${line}${SEPARATOR}${part}`;
    if (next.length > LINE_LIMIT) return `${line}${SEPARATOR}${words.more(parts.length - index)}`;
    line = next;
  }
  return line;
}

export function transition(
  { previousState, state }: Alarm,
  names: Readonly<Record<AlarmState, string>>,
): string {
  return previousState === undefined || previousState === state
    ? names[state]
    : `${names[previousState]} → ${names[state]}`;
}
