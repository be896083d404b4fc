import type { Alarm, Datapoint, History } from './alarm/alarm.ts';
import type { Culprit } from './alarm/culprit.ts';
import type { Limits, Span } from './alarm/evaluator.ts';
import type { Rest } from './alarm/flapping.ts';
import type { Entry } from './alarm/ledger.ts';
import type { Change } from './alarm/missed.ts';
import type { Setup } from './alarm/put-alarm.ts';
import type { Update } from './alarm/report.ts';
import type { Moment } from './alarm/storms.ts';
import type { MessageForms } from './message/blocks.ts';

export type { Log } from './log.ts';

/** Milliseconds that this invocation may still spend. Falls as time goes by; can be negative. */
export type TimeLeft = () => number;

/**
 * Hands one message to Slack and resolves once Slack has accepted it (HTTP 200 and the body `ok`).
 * @throws {DeliveryError} when it was not accepted within the time left
 */
export type Deliver = (forms: MessageForms, timeLeft: TimeLeft) => Promise<void>;

/**
 * Puts one record aside, as it came, for a person to decide on.
 * @throws an error without a secret when it could not be kept
 */
export type Park = (record: string, timeLeft: TimeLeft) => Promise<void>;

/** Never throws, keeps its own time budget: undefined when nothing could be had in time. */
export type FetchHistory = (alarm: Alarm) => Promise<History | undefined>;

/** The Name tag of an EC2 instance. Never throws, keeps its own time budget. */
export type FetchInstanceName = (alarm: Alarm, instanceId: string) => Promise<string | undefined>;

/** Whether an alarm's actions are switched on; undefined when that is not known. Never throws, keeps its own time budget. */
export type ReadActionsEnabled = (alarm: Alarm) => Promise<boolean | undefined>;

/**
 * What explains the busy CPU of an EC2 instance, once it is certain that the alarm is told by itself. Never throws, keeps
 * its own time budget, that wait included: undefined where nothing is known.
 */
export type FetchCulprit = (
  alarm: Alarm,
  instanceId: string,
  isAlone: Promise<boolean>,
) => Promise<Culprit | undefined>;

/** What CloudWatch knows at an hourly run. */
export interface Night {
  /** Every alarm of this stack that is in ALARM now, but for those that are kept quiet. */
  readonly burning: readonly Alarm[];
  /** What was to reach the function, or could not, between the two times. */
  readonly changes: readonly Change[];
}

/**
 * Reads CloudWatch for the hourly run. `from` and `to`: epoch milliseconds.
 * @throws {DeniedError} when the right to read it is missing
 * @throws when there was no answer: half of a night must not pass for all of it
 */
export type ReadNight = (from: number, to: number) => Promise<Night>;

/**
 * Reads what the function's own log says of alarms since then (epoch milliseconds). Undefined where it may not be read.
 * @throws when there was no answer: what is not known must not pass for what did not happen
 */
export type ReadLedger = (from: number) => Promise<readonly Entry[] | undefined>;

/** An alarm as it is set up now, as far as CloudWatch's own words for it are simple. */
export interface Watched {
  readonly alarm: Alarm;
  /** Of an alarm over one metric against one threshold. */
  readonly limits?: Limits;
  readonly setup?: Setup;
}

/**
 * Every alarm that this stack tells, and what changed in the span.
 * @throws when there was no answer
 */
export type ReadWeek = (span: Span) => Promise<{
  readonly alarms: readonly Watched[];
  readonly updates: readonly Update[];
}>;

/**
 * What the alarm measured, one datapoint a period (seconds).
 * @throws when there was no answer
 */
export type ReadPast = (setup: Setup, period: number, span: Span) => Promise<readonly Datapoint[]>;

/**
 * Which alarms flapped and came to rest after the first and not after the second time (epoch milliseconds).
 * @throws {DeniedError} when the right to read it is missing
 * @throws when there was no answer: the run has to be tried again
 */
export type ReadRested = (
  from: number,
  to: number,
) => Promise<readonly { readonly alarm: Alarm; readonly rest: Rest }[]>;

/**
 * The alarms of the same account and region that are told here and are in the state of this one, as many as it takes to
 * tell where it stands: for an ALARM all that are in ALARM, for any other state those that changed into it just before. Of
 * one series of an alarm, the series that changed alike. None where nothing may be read.
 * @throws {BusyError} when so many alarms ask that this one gets no answer
 * @throws when there was no answer in time
 */
export type ReadCompany = (alarm: Alarm) => Promise<readonly Moment[]>;

/**
 * Whether one of these, which went off a moment before this alarm and where it is, has called somebody: not those that
 * flap or are muted. Only the first three of them are looked at.
 * @throws {BusyError} when so many alarms ask that this one gets no answer
 * @throws when there was no answer in time
 */
export type HasCalled = (earlier: readonly Moment[], alarm: Alarm) => Promise<boolean>;

/**
 * All alarms of the alarm's account and region that are told here and in ALARM. Undefined where those are more than are
 * read, or nothing may be read.
 * @throws when there was no answer in time
 */
export type ReadBurning = (
  alarm: Pick<Alarm, 'accountId' | 'region'>,
) => Promise<readonly Moment[] | undefined>;

/**
 * Puts what arrived back into the function's own queue, to come again in a batch with others, after some seconds or as
 * many as are given, 900 at most.
 * @throws when the queue did not take it
 */
export type Postpone = (content: unknown, delaySeconds?: number) => Promise<void>;
