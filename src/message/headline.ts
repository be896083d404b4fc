import { type Alarm, type AlarmState, isSettling } from '../alarm/alarm.ts';
import { isBeyond, symbolOf } from '../alarm/comparison.ts';
import { unitOfDatapoints } from '../alarm/units.ts';
import { oneLine } from '../text.ts';
import { fitInline, fitMrkdwn, fitPlain } from './mrkdwn.ts';
import { tellingDimensions, tellingValue } from './names.ts';
import type { Reading } from './reading.ts';
import type { Words } from './words/words.ts';

const EMOJI: Readonly<Record<AlarmState, string>> = {
  ALARM: '🔴',
  OK: '🟢',
  INSUFFICIENT_DATA: '⚪',
};
/** Data that stops during an ALARM is no calm line. */
const LOST_IN_ALARM = '🟠';

/** UTF-16 units, so that a long name leaves room for the value in a header of 150. */
const SUBJECT_LIMIT = 90;
const LINE_LIMIT = 450;
const MOST_NAMES = 3;

export interface Headline {
  /** Plain text for the header block, emoji first. */
  readonly header: string;
  /** One escaped line for the push notification and the screen reader. */
  readonly text: string;
  /** What the alarm is about, plain: `CPU of web-1`. */
  readonly subject: string;
  /** Whether the subject is the alarm's own name, for want of a better one. */
  readonly isName: boolean;
}

/** What is known beside the notification. */
export interface Known {
  /** The instance's Name tag. */
  readonly instanceName?: string | undefined;
  /** How long it was in ALARM, such as `25 minutes`. */
  readonly lasted?: string | undefined;
  /** Whether it has been in ALARM for a while, and is told of again. */
  readonly isStill?: boolean | undefined;
}

export function renderHeadline(
  alarm: Alarm,
  reading: Reading,
  words: Words,
  known: Known = {},
): Headline {
  const resource = resourceLabel(reading, known.instanceName, words);
  const { subject, isName } = subjectOf(alarm, reading, resource, words);
  const heading = headingOf(alarm, reading, clip(subject), isName, words, known);
  const header = `${emojiFor(alarm)} ${known.isStill ? words.night.stillHeading(heading) : heading}`;
  const isNamed = isName || subject.startsWith(oneLine(alarm.name));
  return { header, text: pushText(alarm, reading, header, isNamed, words), subject, isName };
}

export function emojiOf(state: AlarmState): string {
  return EMOJI[state];
}

export function emojiFor(alarm: Alarm): string {
  return isLostInAlarm(alarm) ? LOST_IN_ALARM : EMOJI[alarm.state];
}

function isLostInAlarm({ state, previousState, evaluation }: Alarm): boolean {
  const wasInAlarm = previousState === 'ALARM' || evaluation.vanished === true;
  return state === 'INSUFFICIENT_DATA' && wasInAlarm;
}

/** Whether an EC2 status check is what failed: a 1 that is told in words. */
export function isStatusCheck({ stat }: Reading): boolean {
  return stat?.namespace === 'AWS/EC2' && stat.metricName.startsWith('StatusCheckFailed');
}

function headingOf(
  alarm: Alarm,
  reading: Reading,
  subject: string,
  isName: boolean,
  words: Words,
  { lasted }: Known,
): string {
  const shown = isName ? words.quoted(subject) : subject;
  const value = isName || isStatusCheck(reading) ? undefined : reading.value;
  if (isLostInAlarm(alarm)) return words.lostInAlarm(shown, lasted);
  if (alarm.state === 'INSUFFICIENT_DATA')
    return words.headline('INSUFFICIENT_DATA', subject, undefined);
  if (alarm.state === 'OK') {
    const isBack = isBeyond(alarm.evaluation.values[0], reading.condition) !== true;
    const isResolved = alarm.previousState === 'ALARM';
    return isResolved
      ? words.resolved(lasted, shown, value, isBack)
      : words.headline('OK', shown, value);
  }
  if (isRaisedByMissing(alarm)) return words.alarmWithoutData(shown);
  if (isStatusCheck(reading) && !isName) return words.failed(subject);
  const isBare = isName && reading.value !== undefined && oneLine(reading.label ?? '') === '';
  return words.headline('ALARM', subject, value) + (isBare ? `: ${reading.value}` : '');
}

/** No datapoint came, and the alarm counts that as a breach. */
export function isRaisedByMissing({ state, evaluation }: Alarm): boolean {
  return state === 'ALARM' && evaluation.values.length === 0 && evaluation.missing !== undefined;
}

/** The instance's name or id, with what tells its metrics apart; or else the telling values of the dimensions. */
export function resourceLabel(
  { instanceId, dimensions }: Reading,
  instanceName: string | undefined,
  words: Words,
): string | undefined {
  const values = tellingDimensions(dimensions).flatMap((one) => tellingValue(one) ?? []);
  // A function's alias tells its name, too.
  const isTold = (name: string) => values.some((other) => other.startsWith(`${name}:`));
  const names = [...new Set(values)].filter((name) => !isTold(name));
  const rest = names.length - MOST_NAMES;
  const shown = [...names.slice(0, MOST_NAMES), ...(rest > 0 ? [words.more(rest)] : [])];
  if (instanceId === undefined) return shown.length === 0 ? undefined : joinNames(shown);
  const instance = oneLine(instanceName ?? '') || instanceId;
  return shown.length === 0 ? instance : `${instance} (${shown.join(', ')})`;
}

/** `prod / shop`, but `db-1 (/var/lib)`: a path between slashes is none. */
function joinNames(names: readonly string[]): string {
  const paths = names.filter((name) => name.startsWith('/'));
  const others = names.filter((name) => !name.startsWith('/'));
  if (paths.length === 0 || others.length === 0) return names.join(' / ');
  return `${others.join(' / ')} (${paths.join(', ')})`;
}

function subjectOf(
  alarm: Alarm,
  reading: Reading,
  resource: string | undefined,
  words: Words,
): Pick<Headline, 'subject' | 'isName'> {
  const metric = metricLabel(reading, words);
  const name = oneLine(alarm.name);
  if (resource !== undefined)
    return metric === undefined
      ? { subject: `${name} (${resource})`, isName: false }
      : { subject: words.metricOf(metric, resource), isName: false };
  // An expression's label, or a metric of something that has no name, says less than the alarm's name.
  const isNamed = alarm.trigger?.kind !== 'query' && alarm.trigger?.kind !== 'math';
  const isOpaque = tellingDimensions(reading.dimensions).length > 0 || isOwnWord(reading);
  return metric !== undefined && isNamed && !isOpaque
    ? { subject: metric, isName: false }
    : { subject: name, isName: true };
}

/** A metric of somebody's own that is measured of nothing in particular: `Declined` says little by itself. */
function isOwnWord({ stat }: Reading): boolean {
  return stat?.namespace !== undefined && !stat.namespace.startsWith('AWS/');
}

/** The metric's name as people say it, or what the alarm's owner called the expression. */
function metricLabel(reading: Reading, words: Words): string | undefined {
  const { stat, label, value } = reading;
  if (stat && isStatusCheck(reading)) return words.statusCheck(stat.metricName);
  const isCpu = stat?.namespace === 'AWS/EC2' && stat.metricName === 'CPUUtilization';
  const name = isCpu ? words.cpu : oneLine(label ?? '');
  if (name === '') return undefined;
  const statistic = stat?.statistic;
  const isCount = value !== undefined && unitOfDatapoints(statistic) !== undefined;
  return isCount ? `${name} (${words.averageOf(statistic, undefined)})` : name;
}

/** `🔴 ALARM: CPU of web-1 at 93.4% > 80% for 15 minutes (web-1 CPU above 80 %)` */
function pushText(
  alarm: Alarm,
  reading: Reading,
  header: string,
  isName: boolean,
  words: Words,
): string {
  const { value, threshold, condition, label } = reading;
  const symbol = symbolOf(condition.comparison);
  const isMeasured = alarm.state === 'ALARM' && value !== undefined && !isStatusCheck(reading);
  const limit = isMeasured && symbol && threshold ? ` ${symbol} ${threshold}` : '';
  const isUntold = isMeasured && !header.includes(value);
  const measured = isUntold ? `: ${oneLine(label ?? '')} ${value}` : '';
  const isSeveral = isMeasured && (alarm.evaluation.breaching ?? 0) > 1;
  const span = isSeveral ? words.pushSpan(reading.breachedFor) : '';
  const name = isName || isSettling(alarm) ? '' : ` (${clip(oneLine(alarm.name))})`;
  return fitMrkdwn(
    `${header}${measured}${limit}${span === '' ? '' : ` ${span}`}${name}`,
    LINE_LIMIT,
  );
}

/** The second line of the push notification: what the alarm's owner wrote, or else what was measured. */
export function secondLine(description: string, sentence: string): string {
  return fitInline(description.slice(0, 1_000), 300) || sentence;
}

function clip(text: string): string {
  return fitPlain(text, SUBJECT_LIMIT);
}
