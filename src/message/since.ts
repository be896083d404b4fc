import type { Alarm } from '../alarm/alarm.ts';
import { sideOf } from '../alarm/comparison.ts';
import type { Reading } from './reading.ts';
import { slackClockTime, slackTime } from './time.ts';
import type { Words } from './words/words.ts';

const MINUTE = 60_000;
const HALF_DAY = 43_200_000;
/** Milliseconds by which a datapoint may come late. */
const LATE_DATA = 60 * MINUTE;
/**
 * All periods of an alarm together take a week at most.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html (EvaluationPeriods)
 */
const LONGEST_WINDOW = 7 * 24 * 60 * MINUTE;

/** On an ALARM, when the first datapoint breached. */
export function breachingSince(
  { state, changedAt, evaluation }: Alarm,
  { condition, breachedFor }: Reading,
  words: Words,
  timeZone: string,
): string | undefined {
  const { evaluated, breaching = 0, values } = evaluation;
  if (changedAt === undefined || evaluation.since === undefined) return undefined;
  const { period = 300, evaluationPeriods = evaluated ?? 1 } = condition;
  const unlisted = Math.max(0, breaching - values.length);
  // Where not all periods breached, nobody knows which of those that the reason does not list did.
  if (unlisted > 0 && breachedFor === undefined) return undefined;
  const since = evaluation.since - unlisted * period * 1000;
  const before = changedAt - since;
  const window = Math.min(evaluationPeriods * period * 1000, LONGEST_WINDOW);
  const looksBack = LATE_DATA + 2 * window;
  // Earlier than the alarm's window: day and month must have been swapped.
  if (state !== 'ALARM' || before < MINUTE || before > looksBack) return undefined;
  const time = before < HALF_DAY ? slackClockTime : slackTime;
  return words.breachingFrom(sideOf(condition.comparison), time(since, timeZone));
}
