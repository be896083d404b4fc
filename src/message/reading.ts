import type { Alarm, Condition, Evaluation } from '../alarm/alarm.ts';
import { type Subject, subjectOf } from '../alarm/subject.ts';
import type { Unit } from '../alarm/units.ts';
import { present } from '../json.ts';
import { formatBeside, formatDuration, formatLimit, formatValue } from './format.ts';
import type { Locale } from './words/words.ts';

/** An alarm's numbers as text, and what they are measured of: what every part of the message starts from. */
export interface Reading extends Subject {
  /** The newest datapoint, with as many decimals as it takes to differ from the threshold. */
  readonly value?: string;
  readonly threshold?: string;
  readonly lower?: string;
  readonly upper?: string;
  /** `5 minutes` */
  readonly period?: string;
  /** For how long every period breached, such as `15 minutes`; undefined where not all did. */
  readonly breachedFor?: string;
}

export function readingOf(alarm: Alarm, locale: Locale): Reading {
  const subject = subjectOf(alarm);
  const { condition, unit } = subject;
  return present({
    period: condition.period === undefined ? undefined : formatDuration(condition.period, locale),
    breachedFor: breachedFor(alarm, condition, locale),
    ...showNumbers(alarm.evaluation, condition, unit, locale),
    ...subject,
  });
}

function breachedFor(
  { state, evaluation }: Alarm,
  { period, evaluationPeriods }: Condition,
  locale: Locale,
): string | undefined {
  const { breaching, evaluated = evaluationPeriods } = evaluation;
  const isAll = breaching !== undefined && breaching === evaluated;
  if (state !== 'ALARM' || !isAll || period === undefined) return undefined;
  return formatDuration(breaching * period, locale);
}

interface Limits {
  readonly threshold: number | undefined;
  readonly lower: number | undefined;
  readonly upper: number | undefined;
}

/** The value with as many decimals as it takes to see on which side of its limit it is. */
function showNumbers(
  { values, lower, upper, threshold: said }: Evaluation,
  condition: Condition,
  unit: Unit | undefined,
  locale: Locale,
): Readonly<Record<'value' | keyof Limits, string | undefined>> {
  const [value] = values;
  const limits: Limits = { threshold: condition.threshold ?? said, lower, upper };
  const show = (number: number | undefined, format: typeof formatLimit) =>
    number === undefined ? undefined : format(number, unit, locale);
  const shown = {
    value: show(value, formatValue),
    threshold: show(limits.threshold, formatLimit),
    lower: show(lower, formatValue),
    upper: show(upper, formatValue),
  };
  if (value === undefined) return shown;
  const beside = limitBeside(value, limits);
  if (beside === undefined) return shown;
  const [name, limit] = beside;
  const told = formatBeside(value, limit, unit, locale);
  return { ...shown, value: told.value, [name]: told.limit };
}

/** The limit that decides about the value: the threshold, or the end of the band that it passed. */
function limitBeside(
  value: number,
  { threshold, lower, upper }: Limits,
): readonly [name: keyof Limits, limit: number] | undefined {
  if (threshold !== undefined) return ['threshold', threshold];
  if (upper !== undefined && value > upper) return ['upper', upper];
  return lower !== undefined && value < lower ? ['lower', lower] : undefined;
}
