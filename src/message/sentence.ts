import type { Alarm, History } from '../alarm/alarm.ts';
import { sideOf } from '../alarm/comparison.ts';
import { formatDuration, formatValue } from './format.ts';
import { bold, fitInline, fitMrkdwn } from './mrkdwn.ts';
import type { Reading } from './reading.ts';
import type { Words } from './words/words.ts';

/** What happened, in one or two sentences of mrkdwn: the part that is read first after the header. */

const NAME_LIMIT = 200;
const STATISTIC_LIMIT = 60;
const REASON_LIMIT = 1_200;
const MOST_CHILDREN = 10;

export function renderSentence(
  alarm: Alarm,
  reading: Reading,
  words: Words,
  history?: History,
): string {
  const said = describe(alarm, reading, words);
  const lasted = lastedInAlarm(alarm, reading, words, history);
  const reason = alarm.evaluation.understood ? undefined : quoteReason(alarm, words);
  return [lasted, ...said, reason].filter((part) => part !== undefined && part !== '').join(' ');
}

function describe(alarm: Alarm, reading: Reading, words: Words): readonly (string | undefined)[] {
  if (alarm.trigger?.kind === 'composite') return describeComposite(alarm, words);
  if (alarm.state === 'INSUFFICIENT_DATA') return describeNoData(alarm, reading, words);
  const { evaluation } = alarm;
  if (evaluation.unchecked) return [words.unchecked];
  if (evaluation.seriesInAlarm !== undefined && evaluation.seriesEvaluated !== undefined) {
    return [words.seriesInAlarm(evaluation.seriesInAlarm, evaluation.seriesEvaluated)];
  }
  const missing = describeMissing(alarm, reading, words);
  return reading.value === undefined
    ? [missing, words.missingCounts(evaluation.treatedAs)]
    : [measured(alarm, reading, words), missing];
}

/** `CPUUtilization averaged *97.6 %*, above *80 %*, in *3 of the last 3* periods of 5 minutes.` */
function measured(alarm: Alarm, reading: Reading, words: Words): string {
  const { evaluation } = alarm;
  const value = words.measured(
    nameOf(alarm, reading),
    reading.statistic && fitInline(reading.statistic, STATISTIC_LIMIT),
    bold(reading.value ?? ''),
  );
  const periods = words.periods({
    breaching: evaluation.breaching?.toString(),
    evaluated: (evaluation.evaluated ?? reading.condition.evaluationPeriods)?.toString(),
    length: reading.period,
  });
  const shown = alarm.state === 'ALARM' ? periods : undefined;
  return words.sentence(
    [value, compared(alarm, reading, words), shown].filter((piece) => piece !== undefined),
  );
}

function compared(alarm: Alarm, reading: Reading, words: Words): string | undefined {
  const { condition, threshold, lower, upper } = reading;
  if (alarm.trigger?.kind === 'anomaly' || lower !== undefined || upper !== undefined) {
    return alarm.state === 'OK'
      ? words.inBandAgain
      : words.outOfBand(condition.comparison, lower && bold(lower), upper && bold(upper));
  }
  if (threshold === undefined) return undefined;
  const beyond = words.beyond(condition.comparison, bold(threshold));
  return beyond !== undefined && alarm.state === 'OK' ? words.withinAgain(beyond) : beyond;
}

/** The metric's name, the expression's label, or the alarm's own name. */
function nameOf(alarm: Alarm, { label }: Reading): string {
  return fitInline(label ?? alarm.name, NAME_LIMIT);
}

function describeMissing(
  { evaluation }: Alarm,
  { period }: Reading,
  words: Words,
): string | undefined {
  const { missing } = evaluation;
  return missing === undefined ? undefined : words.sentence([words.noDatapoints(missing, period)]);
}

function describeNoData(
  alarm: Alarm,
  reading: Reading,
  words: Words,
): readonly (string | undefined)[] {
  if (alarm.evaluation.unchecked) return [words.unchecked];
  const missing = describeMissing(alarm, reading, words);
  const why = reading.instanceId === undefined ? undefined : words.usuallyStopped;
  return [
    missing ?? (alarm.evaluation.understood ? words.noData : undefined),
    alarm.evaluation.understood ? why : undefined,
  ];
}

function describeComposite(alarm: Alarm, words: Words): readonly string[] {
  const setByHand = alarm.reason !== undefined && !alarm.evaluation.understood;
  if (setByHand) return [];
  if (alarm.state === 'INSUFFICIENT_DATA') return [words.noData];
  const rule = alarm.state === 'ALARM' ? words.ruleIsTrue : words.ruleIsFalse;
  const children = alarm.trigger?.kind === 'composite' ? alarm.trigger.children : [];
  const inAlarm = children.filter(({ state }) => state === 'ALARM');
  if (alarm.state !== 'ALARM' || inAlarm.length === 0) return [rule];
  const names = inAlarm.slice(0, MOST_CHILDREN).map(({ name }) => bold(fitInline(name, 100)));
  return [rule, words.sentence([words.childrenInAlarm(names, inAlarm.length - names.length)])];
}

/** CloudWatch's history knows when the alarm began; some payloads do, too. */
function lastedInAlarm(
  alarm: Alarm,
  reading: Reading,
  words: Words,
  history: History | undefined,
): string | undefined {
  const since =
    history?.alarmSince ?? (alarm.previousState === 'ALARM' ? alarm.previousChangedAt : undefined);
  if (
    alarm.state !== 'OK' ||
    since === undefined ||
    alarm.changedAt === undefined ||
    alarm.changedAt < since
  )
    return undefined;
  const { locale } = words;
  const peak = history?.peak;
  const worst = peak === undefined ? undefined : formatValue(peak, reading.unit, locale);
  const duration = formatDuration((alarm.changedAt - since) / 1000, locale);
  return words.wasInAlarm(duration, worst, sideOf(reading.condition.comparison) === 'below');
}

/** Free text (a test, a form not known yet) is shown as it came. */
function quoteReason({ reason }: Alarm, words: Words): string | undefined {
  return reason === undefined
    ? undefined
    : words.reasonGiven(fitMrkdwn(reason.trim(), REASON_LIMIT));
}
