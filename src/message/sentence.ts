import {
  type Alarm,
  type Condition,
  type Evaluation,
  type History,
  isSettling,
} from '../alarm/alarm.ts';
import { isBeyond, sideOf } from '../alarm/comparison.ts';
import { formatDuration, formatValue } from './format.ts';
import { isStatusCheck } from './headline.ts';
import { bold, fitInline, fitMrkdwn } from './mrkdwn.ts';
import type { Reading } from './reading.ts';
import { configured } from './settled.ts';
import type { Words } from './words/words.ts';

/** What was measured and for how long, in one or two sentences of mrkdwn. Each number is true by itself. */

const NAME_LIMIT = 200;
const REASON_LIMIT = 1_200;

export function renderSentence(
  alarm: Alarm,
  reading: Reading,
  words: Words,
  {
    history,
    isName = false,
  }: { readonly history?: History | undefined; readonly isName?: boolean } = {},
): string {
  const reason = alarm.evaluation.understood ? undefined : quoteReason(alarm, words);
  const said = [
    peakOf(alarm, reading, words, history),
    ...describe(alarm, reading, words, isName),
    reason,
    isSettling(alarm) ? undefined : configured(alarm, words),
  ];
  return said.filter((part) => part !== undefined && part !== '').join(' ');
}

/** How long it was in ALARM: CloudWatch's history knows, some payloads do, too. */
export function lastedInAlarm(
  { state, previousState, previousChangedAt, changedAt }: Alarm,
  words: Words,
  history?: History,
): string | undefined {
  const since = history?.alarmSince ?? (previousState === 'ALARM' ? previousChangedAt : undefined);
  if (state === 'ALARM' || since === undefined || changedAt === undefined || changedAt < since)
    return undefined;
  return formatDuration((changedAt - since) / 1000, words.locale);
}

function describe(
  alarm: Alarm,
  reading: Reading,
  words: Words,
  isName: boolean,
): readonly (string | undefined)[] {
  if (alarm.trigger?.kind === 'composite')
    return alarm.state === 'INSUFFICIENT_DATA' && alarm.evaluation.understood ? [words.noData] : [];
  const { evaluation } = alarm;
  if (evaluation.unchecked) return [words.unchecked];
  if (alarm.state === 'INSUFFICIENT_DATA') return describeNoData(alarm, reading, words);
  if (evaluation.seriesInAlarm !== undefined && evaluation.seriesEvaluated !== undefined)
    return [
      words.seriesInAlarm(evaluation.seriesInAlarm, evaluation.seriesEvaluated),
      limit(alarm, reading, words),
    ];
  const missing = describeMissing(alarm, reading, words);
  const treatedAs = evaluation.treatedAs ?? reading.condition.treatMissingData;
  const gap = missing ? [words.sentence([missing]), words.missingCounts(treatedAs)] : [];
  return reading.value === undefined
    ? [...gap, limit(alarm, reading, words)]
    : [measured(alarm, reading, words, isName), ...gap];
}

/** `Above *80%* for *15 minutes* (3 of 3 periods).`; the value stands in the header. */
function measured(
  alarm: Alarm,
  reading: Reading,
  words: Words,
  isName: boolean,
): string | undefined {
  const { evaluation } = alarm;
  const { condition, breachedFor, period } = reading;
  const value = bold(reading.value ?? '');
  const label = isName ? labelled(reading, value, words) : undefined;
  const beyond = compared(alarm, reading, words);
  if (alarm.state === 'OK' && isStatusCheck(reading)) return undefined;
  if (alarm.state === 'OK')
    return words.sentenceOf([label, beyond && withinAgain(alarm, reading, beyond, words)]);
  const { breaching } = evaluation;
  const evaluated = evaluatedPeriods(evaluation, condition);
  const periods = { breaching, evaluated, length: period, total: breachedFor };
  if (isStatusCheck(reading))
    return words.sentenceOf([words.statusCheckFailed(words.periods(periods))]);
  const isPartly = breaching !== undefined && evaluated !== undefined && breaching < evaluated;
  const isBare = [label, beyond, breachedFor].every((part) => part === undefined);
  const isKnown = breaching !== undefined || isBeyond(evaluation.values[0], condition) !== false;
  return words.breached({
    label,
    beyond: isKnown ? beyond : undefined,
    limit: isKnown || beyond === undefined ? undefined : words.limit(beyond),
    // How often it was beyond nothing says nothing.
    periods: isBare ? undefined : words.periods(periods),
    newest: isPartly && label === undefined ? words.newest(value) : undefined,
  });
}

/** `Error rate: *11.9*` */
function labelled({ label = '' }: Reading, value: string, words: Words): string | undefined {
  return label === '' ? undefined : words.labelled(fitInline(label, NAME_LIMIT), value);
}

/** How many periods the reason speaks of: those that it counts, where it says nothing more, and no others. */
function evaluatedPeriods(
  { evaluated, breaching = 0, missing = 0 }: Evaluation,
  { evaluationPeriods, datapointsToAlarm }: Condition,
): number | undefined {
  if (evaluated !== undefined) return evaluated;
  const isAll = [breaching, breaching + missing].some((count) => count === evaluationPeriods);
  return isAll || breaching === datapointsToAlarm ? evaluationPeriods : undefined;
}

function compared(alarm: Alarm, reading: Reading, words: Words): string | undefined {
  const { condition, threshold, lower, upper } = reading;
  if (alarm.trigger?.kind === 'anomaly' || lower !== undefined || upper !== undefined) {
    return alarm.state === 'OK'
      ? words.inBandAgain
      : words.outOfBand(condition.comparison, lower && bold(lower), upper && bold(upper));
  }
  if (threshold === undefined) return undefined;
  return words.beyond(condition.comparison, bold(threshold));
}

/** An alarm that asks for m of n is OK with a newest value that breaches; a band's words say already that it is back. */
function withinAgain(
  { evaluation }: Alarm,
  reading: Reading,
  beyond: string,
  words: Words,
): string {
  const { condition, threshold, lower, upper } = reading;
  if (threshold === undefined || lower !== undefined || upper !== undefined) return beyond;
  const isWithin = isBeyond(evaluation.values[0], condition) !== true;
  return isWithin ? words.withinAgain(beyond) : words.limit(beyond);
}

/** What the alarm asks for, where no value says it; undefined but for an ALARM. */
function limit(alarm: Alarm, reading: Reading, words: Words): string | undefined {
  if (alarm.state !== 'ALARM') return undefined;
  const { threshold } = reading;
  const beyond = compared(alarm, reading, words) ?? (threshold && bold(threshold));
  return beyond === undefined ? undefined : words.sentence([words.limit(beyond)]);
}

function describeMissing(
  { evaluation }: Alarm,
  { period }: Reading,
  words: Words,
): string | undefined {
  const { missing } = evaluation;
  return missing === undefined ? undefined : words.noDatapoints(missing, period);
}

function describeNoData(
  alarm: Alarm,
  reading: Reading,
  words: Words,
): readonly (string | undefined)[] {
  const { evaluation } = alarm;
  const missing = describeMissing(alarm, reading, words);
  const why = reading.instanceId === undefined ? undefined : words.usuallyStopped;
  const said = evaluation.vanished ? words.vanished : words.noData;
  return [
    (missing && words.sentence([missing])) ?? (evaluation.understood ? said : undefined),
    evaluation.understood ? why : undefined,
  ];
}

/** `Peak *93.4%*.`: the worst value of the ALARM that ended. */
function peakOf(
  { state }: Alarm,
  reading: Reading,
  words: Words,
  history: History | undefined,
): string | undefined {
  const { unit, condition } = reading;
  // It is 1 while it fails, and says nothing else.
  const isCheck = isStatusCheck(reading);
  if (state !== 'OK' || history?.peak === undefined || isCheck) return undefined;
  const worst = bold(formatValue(history.peak, unit, words.locale));
  return words.sentence([words.worst(worst, sideOf(condition.comparison) === 'below')]);
}

/** Free text (a test, a form not known yet) is shown as it came. Nobody can set the state of one series by hand. */
function quoteReason({ reason, contributor }: Alarm, words: Words): string | undefined {
  const text = fitMrkdwn(reason?.trim() ?? '', REASON_LIMIT);
  if (text === '') return undefined;
  return contributor === undefined ? words.reasonGiven(text) : text;
}
