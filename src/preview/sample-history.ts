/**
 * An invented past for the alarms of the page, where no CloudWatch is asked: the values that the alarm's reason shows,
 * and before them a plausible way there. Only what the function would ask for and get. The same alarm has the same past.
 */

import {
  type Alarm,
  asTold,
  type Condition,
  type Datapoint,
  type History,
  type Trigger,
} from '../alarm/alarm.ts';
import { askFor, peakOf } from '../aws/question.ts';

const POINTS = 15;
/** Seconds. */
const PERIOD = 300;
const IN_ALARM_PERIODS = 5;
/** Of an alarm that tells none: a percentage, mostly. */
const USUAL_LIMIT = 80;

/**
 * Undefined where the function would get none. `announced`: the worst value that an ALARM of the same name told of, so
 * that the end of an alarm does not contradict its beginning.
 */
export function sampleHistory(alarm: Alarm, announced?: number): History | undefined {
  const { trigger, changedAt } = alarm;
  if (trigger === undefined || changedAt === undefined) return undefined;
  const question = askFor(alarm, changedAt);
  const alarmSince = sinceOf(alarm, (question?.period ?? PERIOD) * 1000, changedAt);
  if (question === undefined || trigger.kind === 'composite') {
    return alarmSince === undefined ? undefined : { datapoints: [], period: 0, alarmSince };
  }
  const { period, to } = question;
  // A series that vanished did not recover: it stops where it was.
  const told = asTold(alarm);
  const values = valuesOf(told, trigger, announced);
  const unheard = told.evaluation.missing ?? (told.state === 'INSUFFICIENT_DATA' ? 3 : 0);
  const missing = unheard + 1;
  const datapoints = place(values, to - missing * period * 1000, period * 1000);
  if (alarmSince === undefined) return { datapoints, period };
  const from = datapoints[0]?.at ?? to;
  const peak = peakOf(alarm, { from, period }, datapoints, alarmSince);
  return { datapoints, period, alarmSince, ...(peak === undefined ? {} : { peak }) };
}

function sinceOf(alarm: Alarm, step: number, changedAt: number): number | undefined {
  if (alarm.state !== 'OK' || alarm.previousState !== 'ALARM') return undefined;
  return alarm.previousChangedAt ?? changedAt - IN_ALARM_PERIODS * step;
}

function valuesOf(
  alarm: Alarm,
  trigger: Exclude<Trigger, { kind: 'composite' }>,
  announced?: number,
) {
  const { condition } = trigger;
  const limit = limitOf(alarm, condition);
  const known = alarm.evaluation.values.slice(0, POINTS).toReversed();
  const isWhole = known.length > 0 && [...known, limit].every(Number.isInteger);
  const values =
    alarm.state === 'OK' && alarm.previousState === 'ALARM'
      ? recovering(limit, known, condition, announced)
      : approaching(limit, known, condition, alarm.previousState === 'ALARM' && { announced });
  const given = new Set([...known, announced]);
  const tidy = isWhole ? Math.round : round;
  return values.map((value) => (given.has(value) ? value : tidy(value)));
}

function limitOf({ evaluation }: Alarm, condition: Condition): number {
  const { threshold, upper, values } = evaluation;
  return condition.threshold ?? threshold ?? upper ?? values[0] ?? USUAL_LIMIT;
}

/** Whether the alarm is about too little. */
function falls({ comparison = '' }: Condition): boolean {
  return comparison.startsWith('LessThan') && !comparison.includes('OrGreater');
}

function calmFor(limit: number, condition: Condition): number {
  return limit * (falls(condition) ? 1.9 : 0.3);
}

/** Clearly on the wrong side of the limit. */
function beyond(limit: number, calm: number): number {
  return limit + (limit - calm) * 0.3;
}

/** From a calm level to the first value that is known; without one to the worst if it is in ALARM already. */
function approaching(
  limit: number,
  known: readonly number[],
  condition: Condition,
  inAlarm: false | { readonly announced: number | undefined },
): readonly number[] {
  const calm = calmFor(limit, condition);
  const target = known[0] ?? (inAlarm ? (inAlarm.announced ?? beyond(limit, calm)) : calm);
  const end = known.length > 0 ? known : [target];
  const count = POINTS - end.length;
  const way = Array.from({ length: count }, (_, index) => {
    const progress = smooth((index - count * 0.35) / (count * 0.65));
    return calm + (target - calm) * progress + ripple(index) * calm * 0.12 * (1 - progress);
  });
  return [...way, ...end];
}

/** Calm, beyond the limit for a while but never beyond the worst, and back to the values that are known. */
function recovering(
  limit: number,
  known: readonly number[],
  condition: Condition,
  announced: number | undefined,
): readonly number[] {
  const calm = known.at(-1) ?? calmFor(limit, condition);
  const end = known[0] ?? calm;
  const worst = announced ?? beyond(limit, calm);
  const count = POINTS - known.length;
  const way = Array.from({ length: count }, (_, index) => {
    const rise = smooth((index - 3) / 4);
    const fall = smooth((index - (count - 3)) / 3);
    const base = fall === 0 ? calm : end;
    const value = base + (worst - base) * rise * (1 - fall) + ripple(index) * calm * 0.08;
    if (rise * (1 - fall) === 1) return worst;
    return falls(condition) ? Math.max(value, worst) : Math.min(value, worst);
  });
  return [...way, ...known];
}

/** `last`: epoch milliseconds of the newest; `step`: milliseconds. */
function place(values: readonly number[], last: number, step: number): readonly Datapoint[] {
  return values.map((value, index) => ({ at: last - (values.length - 1 - index) * step, value }));
}

function smooth(progress: number): number {
  const x = Math.min(1, Math.max(0, progress));
  return x * x * (3 - 2 * x);
}

function ripple(index: number): number {
  return Math.sin(index * 2.4) * 0.6 + Math.sin(index * 5.1) * 0.4;
}

function round(value: number): number {
  return Number(value.toPrecision(4));
}

/** What an instance of the samples is called. */
export function sampleInstanceName(alarm: Alarm): string | undefined {
  return /\b(?:web|api|db|checkout)-\d+\b/.exec(alarm.name)?.[0];
}
