import type { AlarmState } from '../../alarm/alarm.ts';
import type { Side } from '../../alarm/comparison.ts';
import type { ChartWords } from '../chart.ts';

/** What `LANGUAGE` may be. */
export type Language = 'en' | 'ko';

/** How a language writes numbers, units and durations. */
export interface Locale {
  readonly language: Language;
  /** Between thousands. */
  readonly group: string;
  readonly decimal: string;
  /** Whether a unit stands apart from its number: `5 GB`, not `5GB`. A percent sign never does. */
  readonly isUnitApart: boolean;
  /** What follows the number: a 1, and any other. */
  readonly durations: Readonly<Record<DurationUnit, readonly [one: string, more: string]>>;
}

export type DurationUnit = 'day' | 'hour' | 'minute' | 'second';

/** m of n periods; what the payload leaves out is undefined. */
export interface Periods {
  readonly breaching: number | undefined;
  readonly evaluated: number | undefined;
  /** `5 minutes`, as the locale says it. */
  readonly length: string | undefined;
  /** All of them together, `15 minutes`; only where every one breached. */
  readonly total: string | undefined;
}

/** The pieces of the measured sentence of an ALARM, in any combination. */
export interface Breach {
  /** `Error rate: *11.9*`, where the header does not say what was measured. */
  readonly label: string | undefined;
  /** `above *80%*` */
  readonly beyond: string | undefined;
  /** `limit: above *80%*`, in place of `beyond` where the newest value is not beyond. */
  readonly limit: string | undefined;
  /** `for *15 minutes* (3 of 3 periods)` */
  readonly periods: string | undefined;
  /** `newest *93.4%*` */
  readonly newest: string | undefined;
}

/**
 * All that is said in a message. Arguments are finished pieces (escaped, bold, with units), so a language decides
 * about order and endings alone.
 */
export interface Words {
  readonly locale: Locale;
  readonly state: Readonly<Record<AlarmState, string>>;
  readonly cpu: string;
  readonly labels: {
    readonly instance: string;
    readonly resource: string;
    readonly expression: string;
    readonly query: string;
    readonly rule: string;
    readonly alarm: string;
    readonly metric: string;
    readonly runbook: string;
    readonly logs: string;
    readonly alarmAccount: string;
  };
  /** `CPU of web-1` */
  readonly metricOf: (metric: string, resource: string) => string;
  /** `ALARM: CPU of web-1 at 97.6 %` */
  readonly headline: (state: AlarmState, subject: string, value: string | undefined) => string;
  /** A name that is no description of ours, in the language's quotation marks. */
  readonly quoted: (name: string) => string;
  /** `Resolved after 25 minutes: CPU of web-1 back to 41.6%`; `isBack` where the value is within its limit. */
  readonly resolved: (
    lasted: string | undefined,
    subject: string,
    value: string | undefined,
    isBack: boolean,
  ) => string;
  /** `NO DATA: CPU of web-1 (was in ALARM for 20 minutes, not recovered)` */
  readonly lostInAlarm: (subject: string, lasted: string | undefined) => string;
  /** `ALARM: no data for HealthyHostCount of api` */
  readonly alarmWithoutData: (subject: string) => string;
  /** `ALARM: status check of web-1 failed` */
  readonly failed: (subject: string) => string;
  /** `status check`, for a metric such as `StatusCheckFailed_System`. */
  readonly statusCheck: (metric: string) => string;
  readonly statusCheckFailed: (periods: string | undefined) => string;
  /** `for 15 minutes`, plain; empty where it is not known. */
  readonly pushSpan: (total: string | undefined) => string;
  /** `Error rate: *11.9*` */
  readonly labelled: (label: string, value: string) => string;
  readonly newest: (value: string) => string;
  readonly limit: (beyond: string) => string;
  /** The measured sentence; undefined where there is no piece. */
  readonly breached: (breach: Breach) => string | undefined;
  /** A sentence of the pieces that are there; undefined where none is. */
  readonly sentenceOf: (pieces: readonly (string | undefined)[]) => string | undefined;
  /** `above 80 %`; undefined for an operator that is not known. */
  readonly beyond: (comparison: string | undefined, threshold: string) => string | undefined;
  /** `no longer above 80 %` */
  readonly withinAgain: (beyond: string) => string;
  /** `outside its expected range of 10 % to 40 %`, `above …`, `below …` */
  readonly outOfBand: (
    comparison: string | undefined,
    lower: string | undefined,
    upper: string | undefined,
  ) => string;
  readonly inBandAgain: string;
  /** `for *15 minutes* (3 of 3 periods)`, `in *3 of the last 5* minutes`; undefined when nothing is known. */
  readonly periods: (periods: Periods) => string | undefined;
  /** The pieces as one sentence with its full stop. */
  readonly sentence: (pieces: readonly string[]) => string;
  readonly noDatapoints: (count: number, length: string | undefined) => string;
  readonly missingCounts: (treatedAs: string | undefined) => string | undefined;
  readonly usuallyStopped: string;
  readonly unchecked: string;
  readonly noData: string;
  /** `peak *98.1%*`; `isLow` where the worst value is the lowest. */
  readonly worst: (value: string, isLow: boolean) => string;
  readonly vanished: string;
  /** `This alarm was created or changed *14 seconds* before.` */
  readonly configured: (age: string) => string;
  readonly seriesInAlarm: (inAlarm: number, evaluated: number) => string;
  /** For the phone: `In ALARM: a, b and 3 more` */
  readonly childrenInAlarm: (children: readonly string[], rest: number) => string;
  readonly reasonGiven: (reason: string) => string;
  /** Why a first OK came: `first` evaluation, data arriving `again`, or one of the two. */
  readonly settled: (kind: 'first' | 'again' | undefined) => string;
  /** `average of 5 minutes`; where no one statistic is known, `periods of 5 minutes`. */
  readonly averageOf: (statistic: string | undefined, length: string | undefined) => string;
  /** `above the limit since 07:50` */
  readonly breachingFrom: (side: Side | undefined, time: string) => string;
  readonly late: (duration: string) => string;
  /** `5 late notifications for 2 alarms`; `alarms` only where there are fewer of them. */
  readonly digest: (count: number, alarms: number | undefined) => string;
  /** The same of many that are not late. */
  readonly together: (count: number, alarms: number | undefined) => string;
  /** `part 1 of 2` */
  readonly part: (number: number, of: number) => string;
  readonly digestHint: string;
  readonly changes: (count: number) => string;
  /** `and 22 more` */
  readonly more: (count: number) => string;
  readonly empty: string;
  readonly noteTitle: string;
  /** What a note of a known form says in words of ours, its labels, its title and its text; undefined in English, which they are. */
  readonly note?: {
    readonly label: (name: string) => string;
    readonly phrase: (text: string) => string;
  };
  /** Where a fault of ours kept it from being worded. */
  readonly unworded: string;
  readonly chart: ChartWords;
  /** What is told of a night rather than of one change. */
  readonly night: {
    /** `Still in ALARM: 3 alarms` */
    readonly still: (count: number) => string;
    /** `Still in ALARM: CPU of web-1 at 97.6%`, of the heading that begins with the state. */
    readonly stillHeading: (heading: string) => string;
    /** `Has been in ALARM for *2 hours*`, of an alarm whose action is taken again. */
    readonly stillFor: (duration: string) => string;
    /**
     * `*3rd time* in 24 hours, 6 minutes each`: how often within a day, and the shortest and the longest time before.
     * Undefined for the count: more than 20.
     */
    readonly again: (
      count: number | undefined,
      lasted: { readonly from: string; readonly to: string } | undefined,
    ) => string;
    /** `Also in ALARM: 7 others` */
    readonly company: (others: number) => string;
    /** `flapping: 6 times in 40 minutes` */
    readonly flapping: (count: number, span: string) => string;
    /** When a flapping alarm is told of next. */
    readonly flappingHint: string;
  };
}
