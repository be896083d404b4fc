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
  return said.filter((part) => part !== undefined).join(' ');
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
  if (reading.value === undefined) return [...gap, limit(alarm, reading, words)];
  const value = bold(reading.value);
  const label = isName ? fitInline(reading.label ?? '', NAME_LIMIT) : '';
  const labelled = label === '' ? undefined : words.labelled(label, value);
  const said =
    alarm.state === 'OK'
      ? backWithin(alarm, reading, words, labelled)
      : breached(alarm, reading, words, { value, labelled });
  return [said, ...gap];
}

/** `No longer above *80%*.`; the value stands in the header. */
function backWithin(
  alarm: Alarm,
  reading: Reading,
  words: Words,
  labelled: string | undefined,
): string | undefined {
  if (isStatusCheck(reading)) return undefined;
  return words.sentenceOf([labelled, withinAgain(alarm, reading, words)]);
}

/** `Above *80%* for *15 minutes* (3 of 3 periods).`; the value stands in the header, or in `labelled`. */
function breached(
  alarm: Alarm,
  reading: Reading,
  words: Words,
  { value, labelled }: { readonly value: string; readonly labelled: string | undefined },
): string | undefined {
  const { condition, breachedFor, period } = reading;
  const { breaching, values } = alarm.evaluation;
  const evaluated = evaluatedPeriods(alarm.evaluation, condition);
  const periods = { breaching, evaluated, length: period, total: breachedFor };
  if (isStatusCheck(reading))
    return words.sentenceOf([words.statusCheckFailed(words.periods(periods))]);
  const beyond = compared(alarm, reading, words);
  const isPartly = breaching !== undefined && evaluated !== undefined && breaching < evaluated;
  const isBare = [labelled, beyond, breachedFor].every((part) => part === undefined);
  const isKnown = breaching !== undefined || isBeyond(values[0], condition) !== false;
  return words.breached({
    label: labelled,
    beyond: isKnown ? beyond : undefined,
    limit: isKnown ? undefined : beyond && words.limit(beyond),
    // How often it was beyond nothing says nothing.
    periods: isBare ? undefined : words.periods(periods),
    newest: isPartly && labelled === undefined ? words.newest(value) : undefined,
  });
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

function isBanded({ trigger }: Alarm, { lower, upper }: Reading): boolean {
  return trigger?.kind === 'anomaly' || lower !== undefined || upper !== undefined;
}

/** `above *80%*`; undefined where the limit is not known, or the operator. */
function compared(alarm: Alarm, reading: Reading, words: Words): string | undefined {
  const { condition, threshold, lower, upper } = reading;
  return isBanded(alarm, reading)
    ? words.outOfBand(condition.comparison, lower && bold(lower), upper && bold(upper))
    : threshold && words.beyond(condition.comparison, bold(threshold));
}

/** An alarm that asks for m of n is OK with a newest value that breaches. */
function withinAgain(alarm: Alarm, reading: Reading, words: Words): string | undefined {
  if (isBanded(alarm, reading)) return words.inBandAgain;
  const beyond = compared(alarm, reading, words);
  const isWithin = isBeyond(alarm.evaluation.values[0], reading.condition) !== true;
  return beyond && (isWithin ? words.withinAgain(beyond) : words.limit(beyond));
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
