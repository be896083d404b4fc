import { type JsonObject, present, readText, readTime } from '../json.ts';
import type { Alarm } from './alarm.ts';

/**
 * What the log says became of an alarm's change. The log is all that lasts from one run to the next: the hourly run
 * reads it to find what the function never saw, and what an earlier try of its own told. So these lines are written and
 * read here, and nowhere else. Pure.
 */

/** What a line says. Whichever it is, the change has reached the function. */
export const OUTCOMES = [
  /** Slack has it. */
  'delivered',
  /** It is kept quiet on purpose, or is folded into what another message says. */
  'not announced',
  /** It waits in the queue, to be told with others. */
  'told together with others',
  /** An OK that waits in the queue for a moment: the alarm is likely to go off again. */
  'held back',
  /** Slack did not take it: it comes again. */
  'not delivered',
  /** It may be in Slack already: it waits in the parked queue. */
  'kept aside in the parked queue',
  /** The hourly run told that it did not arrive. */
  'told as missed',
  /** The hourly run told that it is still in ALARM; `at` is the time of that run. */
  'reminded',
  /** The hourly run told that it flapped and has come to rest. */
  'told at rest',
  /** The hourly run may not read CloudWatch; `at` is the time of that run, `alarm` is `*`. A later run makes up for it. */
  'not made: a right is missing',
  /** And so says a message in Slack. */
  'told that a right is missing',
  /** The weekly report was told; `at` is the time of that run, `alarm` is `*`. */
  'reported',
] as const;

/** Why a copy that came by the topic is not announced. Whether it was told is for the line of the event to say. */
export const LEFT_TO_EVENTBRIDGE = 'told of through EventBridge';

export type Outcome = (typeof OUTCOMES)[number];

/** A line read back. */
export interface Entry {
  readonly outcome: Outcome;
  /** The alarm's name, cut as it was written. */
  readonly alarm: string;
  readonly state?: string;
  /** Epoch milliseconds of the change. */
  readonly at?: number;
  /** Epoch milliseconds at which the line was written. */
  readonly writtenAt: number;
  /** `InstanceId: i-0…`, of a series of many. */
  readonly contributor?: string;
}

/** Characters. Names and ARNs of CloudWatch are shorter. */
const LONGEST = 600;

/** A name as the log has it. */
export function logged(text: string): string {
  return text.slice(0, LONGEST);
}

type LoggedAlarm = Pick<Alarm, 'name'> &
  Partial<Pick<Alarm, 'arn' | 'state' | 'changedAt' | 'contributor'>>;

/** The fields of such a line. */
export function entryFields({ name, arn, state, changedAt, contributor }: LoggedAlarm): JsonObject {
  const fields = {
    alarm: logged(name),
    arn: arn === undefined ? undefined : logged(arn),
    state,
    at: isTime(changedAt) ? new Date(changedAt).toISOString() : undefined,
    contributor: contributor === undefined ? undefined : logged(contributorText(contributor)),
  };
  return { ...present(fields) };
}

/** A series of many as the log names it: `InstanceId: i-0…`. */
export function contributorText(contributor: NonNullable<Alarm['contributor']>): string {
  return contributor.map(({ name, value }) => `${name}: ${value}`).join(', ');
}

/** Undefined for a line that is not about a change. `writtenAt`: epoch milliseconds. */
export function readEntry(line: JsonObject, writtenAt: number): Entry | undefined {
  const outcome = OUTCOMES.find((one) => one === line['message']);
  const alarm = readText(line, 'alarm');
  if (outcome === undefined || alarm === undefined) return undefined;
  if (line['why'] === LEFT_TO_EVENTBRIDGE) return undefined;
  return present({
    outcome,
    alarm,
    state: readText(line, 'state'),
    at: readTime(line, 'at'),
    writtenAt,
    contributor: readText(line, 'contributor'),
  });
}

function isTime(at: number | undefined): at is number {
  return at !== undefined && Math.abs(at) <= 8.64e15;
}
