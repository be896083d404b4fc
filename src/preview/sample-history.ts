/**
 * An invented past for the alarms of the page, where no CloudWatch is asked: the values that the alarm's reason shows,
 * and before them a plausible way there. The same alarm has the same past.
 */

import type { Alarm, Condition, Datapoint, History, Trigger } from '../alarm/alarm.ts';

const POINTS = 15;
/** Seconds. */
const PERIOD = 300;
const IN_ALARM_PERIODS = 5;

/** Undefined for what has no metric of its own, and for an alarm without a time. */
export function sampleHistory(alarm: Alarm): History | undefined {
  const { trigger, changedAt, evaluation } = alarm;
  if (trigger === undefined || trigger.kind === 'composite' || changedAt === undefined)
    return undefined;
  const period = periodOf(trigger) ?? PERIOD;
  const limit = limitOf(alarm, trigger.condition);
  const known = evaluation.values.slice(0, POINTS).toReversed();
  const values =
    alarm.state === 'OK' ? recovering(limit, known) : approaching(limit, known, trigger);
  const datapoints = place(values, changedAt, period, alarm.state === 'INSUFFICIENT_DATA' ? 4 : 1);
  if (alarm.state !== 'OK' || alarm.previousState !== 'ALARM') return { datapoints, period };
  const peak = falls(trigger.condition) ? Math.min(...values) : Math.max(...values);
  return { datapoints, period, alarmSince: changedAt - IN_ALARM_PERIODS * period * 1000, peak };
}

function periodOf(trigger: Exclude<Trigger, { kind: 'composite' }>): number | undefined {
  const stat = trigger.kind === 'metric' || trigger.kind === 'anomaly' ? trigger.stat : undefined;
  return trigger.condition.period ?? stat?.period;
}

function limitOf({ evaluation }: Alarm, condition: Condition): number {
  const { threshold, upper, values } = evaluation;
  return condition.threshold ?? threshold ?? upper ?? values[0] ?? 1;
}

/** Whether the alarm is about too little. */
function falls({ comparison }: Condition): boolean {
  return comparison?.startsWith('LessThan') ?? false;
}

/** From a calm level to the first value that is known. */
function approaching(
  limit: number,
  known: readonly number[],
  { condition }: { condition: Condition },
): readonly number[] {
  const calm = limit * (falls(condition) ? 1.9 : 0.3);
  const target = known[0] ?? calm;
  const count = POINTS - known.length;
  const way = Array.from({ length: count }, (_, index) => {
    const progress = smooth((index - count * 0.35) / (count * 0.65));
    return calm + (target - calm) * progress + ripple(index) * calm * 0.12 * (1 - progress);
  });
  return [...way.map(round), ...known];
}

/** Calm, beyond the limit for a while, and back to the values that are known. */
function recovering(limit: number, known: readonly number[]): readonly number[] {
  const calm = known[0] ?? limit * 0.3;
  const beyond = limit + (limit - calm) * 0.2;
  const count = POINTS - known.length;
  const way = Array.from({ length: count }, (_, index) => {
    const rise = smooth((index - 3) / 4);
    const fall = smooth((index - (count - 3)) / 3);
    return calm + (beyond - calm) * rise * (1 - fall) + ripple(index) * calm * 0.08;
  });
  return [...way.map(round), ...known];
}

function place(
  values: readonly number[],
  changedAt: number,
  period: number,
  ago: number,
): readonly Datapoint[] {
  const step = period * 1000;
  const last = Math.floor(changedAt / step) * step - ago * step;
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
