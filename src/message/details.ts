import type { KnownBlock } from '@slack/types';
import type { Alarm, AlarmState } from '../alarm/alarm.ts';
import { context, fields, SEPARATOR, section } from './blocks.ts';
import { alarmUrl, resourceUrl } from './console-url.ts';
import { splitDescription } from './description.ts';
import { slackTime } from './format.ts';
import { metricUrl } from './metric-url.ts';
import { fitCode, fitInline, fitMrkdwn, link, oneLine } from './mrkdwn.ts';
import type { Reading } from './reading.ts';
import type { Words } from './words/words.ts';

/** Where, since when, what to click: the coloured part below the sentence. */

const NAME_LIMIT = 300;
const DESCRIPTION_LIMIT = 2_500;
const CODE_LIMIT = 700;
const FACT_LIMIT = 400;
const MOST_FACTS = 8;
const MOST_CHILDREN = 10;
const LINKS_LIMIT = 2_900;
const MINUTE = 60_000;
const DAY = 86_400_000;

export interface DetailOptions {
  readonly words: Words;
  /** IANA name, for readers whose client shows no local time. */
  readonly timeZone: string;
  readonly instanceName?: string;
}

export function renderDetails(
  alarm: Alarm,
  reading: Reading,
  options: DetailOptions,
): readonly KnownBlock[] {
  const { text, runbook } = splitDescription(alarm.description);
  return [
    ...fields(fieldPairs(alarm, reading, options)),
    ...(text === '' ? [] : [section(fitMrkdwn(text, DESCRIPTION_LIMIT))]),
    ...renderDefinition(alarm, options.words),
    ...renderLinks(alarm, reading, options.words, runbook),
    context(renderContext(alarm, reading, options.words)),
  ];
}

function fieldPairs(
  alarm: Alarm,
  reading: Reading,
  { words, timeZone, instanceName }: DetailOptions,
): readonly (readonly [string, string])[] {
  const { labels } = words;
  const pairs: (readonly [string, string | undefined])[] = [
    resourceField(alarm, reading, words, instanceName),
    [labels.since, sinceText(alarm, reading, words, timeZone)],
    [labels.account, alarm.accountId && fitInline(alarm.accountId, NAME_LIMIT)],
    [labels.region, regionText(alarm)],
    [labels.children, childrenText(alarm, words)],
    ...alarm.facts
      .slice(0, MOST_FACTS)
      .map(({ name, value }) => [fitInline(name, 80), fitMrkdwn(value, FACT_LIMIT)] as const),
  ];
  return pairs.filter(
    (pair): pair is readonly [string, string] => pair[1] !== undefined && pair[1] !== '',
  );
}

/** When the state changed and, on an ALARM, when the first datapoint breached. */
function sinceText(
  { state, changedAt, evaluation }: Alarm,
  { condition }: Reading,
  words: Words,
  timeZone: string,
): string | undefined {
  if (changedAt === undefined) return undefined;
  const changed = slackTime(changedAt, timeZone);
  const { since = changedAt, evaluated } = evaluation;
  const { period = 300, evaluationPeriods = evaluated ?? 1 } = condition;
  const before = changedAt - since;
  const looksBack = Math.max(DAY, 2 * evaluationPeriods * period * 1000);
  // Further back than the alarm looks, it is a date of which we mistook the day for the month.
  if (state !== 'ALARM' || before < MINUTE || before > looksBack) return changed;
  return `${changed}\n${words.breachingFrom(slackTime(since, timeZone))}`;
}

function resourceField(
  alarm: Alarm,
  { instanceId, dimensions, stat }: Reading,
  words: Words,
  instanceName: string | undefined,
): readonly [string, string | undefined] {
  const url = resourceUrl(alarm, dimensions, stat?.namespace);
  if (instanceId !== undefined) {
    const name = oneLine(instanceName ?? '');
    const shown =
      url === undefined ? fitInline(name || instanceId, NAME_LIMIT) : link(url, name || instanceId);
    return [words.labels.instance, name === '' ? shown : `${shown} · ${instanceId}`];
  }
  const lines = dimensions.map(
    ({ name, value }) => `${fitInline(name, 60)}: ${fitInline(value, 140)}`,
  );
  return [words.labels.resource, lines.length === 0 ? undefined : lines.slice(0, 8).join('\n')];
}

/** A composite alarm's children by name, each with its state. */
function childrenText({ trigger }: Alarm, { state }: Words): string | undefined {
  if (trigger?.kind !== 'composite' || trigger.children.length === 0) return undefined;
  const lines = trigger.children.slice(0, MOST_CHILDREN).map((child) => {
    const name = fitInline(child.name, 120);
    return child.state === undefined ? name : `${state[child.state]}: ${name}`;
  });
  return lines.join('\n');
}

/** `Asia Pacific (Seoul) · ap-northeast-2` */
export function regionText({ region, regionName }: Alarm): string | undefined {
  const parts = [regionName, region].filter((part) => part !== undefined);
  return parts.length === 0 ? undefined : fitInline(parts.join(' · '), NAME_LIMIT);
}

/** The expression, query or rule, as code: what the alarm is made of where that is not one metric. */
function renderDefinition({ trigger }: Alarm, { labels }: Words): readonly KnownBlock[] {
  switch (trigger?.kind) {
    case 'math':
      return [code(labels.expression, trigger.expression)];
    case 'query':
      return [code(labels.query, trigger.query)];
    case 'composite':
      return trigger.rule === undefined ? [] : [code(labels.rule, readableRule(trigger.rule))];
    default:
      return [];
  }
}

function code(label: string, text: string): KnownBlock {
  return section(`*${label}*\n\`${fitCode(text, CODE_LIMIT)}\``);
}

/** `ALARM("arn:aws:cloudwatch:…:alarm:cpu")` as `ALARM(cpu)`: an ARN says nothing to the reader that its name does not. */
function readableRule(rule: string): string {
  return rule.replace(/arn:aws[a-z-]*:cloudwatch:[^:")]*:[^:")]*:alarm:/g, '').replaceAll('"', '');
}

export function renderLinks(
  alarm: Alarm,
  reading: Reading,
  { labels }: Words,
  runbook: string | undefined,
): readonly KnownBlock[] {
  const { dimensions, stat, instanceId } = reading;
  const targets = [
    [alarmUrl(alarm), labels.alarm],
    [metricUrl(alarm), labels.metric],
    [
      resourceUrl(alarm, dimensions, stat?.namespace),
      instanceId === undefined ? labels.resource : labels.instance,
    ],
    [runbook, labels.runbook],
  ] as const;
  let text = '';
  for (const [url, label] of targets) {
    const next = url === undefined ? '' : link(url, label);
    const joined = [text, next].filter(Boolean).join(SEPARATOR);
    if (joined.length <= LINKS_LIMIT) text = joined;
  }
  return text === '' ? [] : [section(text)];
}

/** `checkout CPU  ·  OK → ALARM  ·  AWS/EC2  ·  average of 5 minutes` */
function renderContext(alarm: Alarm, { stat, period }: Reading, words: Words): string {
  const parts = [
    fitInline(alarm.name, NAME_LIMIT),
    transition(alarm, words.state),
    fitInline(stat?.namespace ?? '', 100),
    fitInline(words.averageOf(stat?.statistic, period), 100),
  ];
  return parts.filter((part) => part !== '').join(SEPARATOR);
}

export function transition(
  { previousState, state }: Alarm,
  names: Readonly<Record<AlarmState, string>>,
): string {
  return previousState === undefined || previousState === state
    ? names[state]
    : `${names[previousState]} → ${names[state]}`;
}
