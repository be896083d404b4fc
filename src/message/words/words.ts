import type { AlarmState } from '../../alarm/alarm.ts';
import type { ChartWords } from '../chart.ts';
import type { Locale } from '../format.ts';

/** m of n periods; what the payload leaves out is undefined. */
export interface Periods {
  readonly breaching: string | undefined;
  readonly evaluated: string | undefined;
  /** `5 minutes`, as the locale says it. */
  readonly length: string | undefined;
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
    readonly since: string;
    readonly account: string;
    readonly region: string;
    readonly expression: string;
    readonly query: string;
    readonly rule: string;
    readonly children: string;
    readonly alarm: string;
    readonly metric: string;
    readonly runbook: string;
  };
  /** `CPU of web-1` */
  readonly metricOf: (metric: string, resource: string) => string;
  /** `ALARM: CPU of web-1 at 97.6 %` */
  readonly headline: (state: AlarmState, subject: string, value: string | undefined) => string;
  /** `CPUUtilization averaged 97.6 %`; `statistic` as CloudWatch spells it. */
  readonly measured: (metric: string, statistic: string | undefined, value: string) => string;
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
  /** `in *3 of the last 3* periods of 5 minutes`; undefined when nothing is known. */
  readonly periods: (periods: Periods) => string | undefined;
  /** The pieces as one sentence with its full stop. */
  readonly sentence: (pieces: readonly string[]) => string;
  readonly noDatapoints: (count: number, length: string | undefined) => string;
  readonly missingCounts: (treatedAs: string | undefined) => string | undefined;
  readonly usuallyStopped: string;
  readonly unchecked: string;
  readonly noData: string;
  /** `Was in ALARM for *23 minutes*, peak *98.1 %*.`; `isLow` where the worst value is the lowest. */
  readonly wasInAlarm: (duration: string, worst?: string, isLow?: boolean) => string;
  readonly seriesInAlarm: (inAlarm: number, evaluated: number) => string;
  readonly childrenInAlarm: (children: readonly string[], rest: number) => string;
  readonly ruleIsTrue: string;
  readonly ruleIsFalse: string;
  readonly reasonGiven: (reason: string) => string;
  readonly settled: string;
  readonly averageOf: (statistic: string | undefined, length: string | undefined) => string;
  /** `breaching since 07:50` */
  readonly breachingFrom: (time: string) => string;
  readonly late: (duration: string) => string;
  /** `5 notifications delivered late, about 2 alarms`; `alarms` only where there are fewer of them. */
  readonly digest: (count: number, alarms: number | undefined) => string;
  readonly digestHint: string;
  readonly changes: (count: number) => string;
  readonly empty: string;
  readonly noteTitle: string;
  readonly chart: ChartWords;
}
