import type { Portal } from './portal.ts';
import type { StateChange } from './state-change.ts';

/** The domain: what CloudWatch tells about an alarm, whatever form or door it came through. */

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html */
export type AlarmState = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';

/** https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html */
export type Partition = 'aws' | 'aws-cn' | 'aws-us-gov' | 'aws-eusc';

export interface Dimension {
  readonly name: string;
  readonly value: string;
}

/** One metric with the statistic and the period (seconds) over which the alarm reads it. */
export interface MetricStat {
  readonly id?: string;
  readonly namespace?: string;
  readonly metricName: string;
  readonly dimensions: readonly Dimension[];
  /** As CloudWatch's API spells it: `Average`, `p99`, `tm90`. */
  readonly statistic?: string;
  /** Seconds. */
  readonly period?: number;
  /** Only what the alarm itself names; most leave it out. */
  readonly unit?: string;
  /** The account whose metric it is, where that is another one than the alarm's. */
  readonly accountId?: string;
}

/**
 * When the alarm changes state.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
 */
export interface Condition {
  /** `GreaterThanThreshold` and its kin, as CloudWatch spells them. */
  readonly comparison?: string;
  readonly threshold?: number;
  /** Seconds. */
  readonly period?: number;
  readonly evaluationPeriods?: number;
  readonly datapointsToAlarm?: number;
  /** `missing`, `breaching`, `notBreaching` or `ignore`. */
  readonly treatMissingData?: string;
}

export interface ChildAlarm {
  readonly name: string;
  readonly arn?: string;
  readonly state?: AlarmState;
}

/** What the alarm watches. */
export type Trigger =
  | { readonly kind: 'metric'; readonly stat: MetricStat; readonly condition: Condition }
  | {
      readonly kind: 'math';
      readonly expression: string;
      readonly label?: string;
      readonly inputs: readonly MetricStat[];
      readonly condition: Condition;
    }
  | {
      readonly kind: 'anomaly';
      readonly stat: MetricStat;
      /** `ANOMALY_DETECTION_BAND(m1, 2)` */
      readonly band?: string;
      readonly condition: Condition;
    }
  | {
      readonly kind: 'query';
      /** Metrics Insights SQL or PromQL. */
      readonly query: string;
      readonly label?: string;
      /** Of a log alarm: the log group that it reads, where it is just one. */
      readonly logGroup?: string;
      /** The metric that the query reads, where it names just one. */
      readonly stat?: MetricStat;
      readonly condition: Condition;
    }
  | {
      readonly kind: 'composite';
      readonly rule?: string;
      readonly children: readonly ChildAlarm[];
    };

/** What the state reason says, in numbers. Each is there only if the reason says it. */
export interface Evaluation {
  /** Whether the reason has a wording of CloudWatch's own that is wholly expressed by the fields here. */
  readonly understood: boolean;
  /** Datapoints that the reason shows, newest first, in the metric's own unit. */
  readonly values: readonly number[];
  readonly threshold?: number;
  /** As in Condition, from the reason's words; EventBridge names it nowhere else. */
  readonly comparison?: string;
  /** Seconds. */
  readonly period?: number;
  /** Anomaly detection: the band at the newest datapoint. */
  readonly lower?: number;
  readonly upper?: number;
  /** m of n datapoints. */
  readonly breaching?: number;
  readonly evaluated?: number;
  /** Epoch milliseconds of the first breaching datapoint, as far as the reason shows. */
  readonly since?: number;
  /** Periods for which no datapoint arrived. */
  readonly missing?: number;
  /** What a missing datapoint counted as: `breaching`, `notBreaching`, `missing` or `ignore`. */
  readonly treatedAs?: string;
  /** An alarm over many series: how many of them are in ALARM. */
  readonly seriesInAlarm?: number;
  readonly seriesEvaluated?: number;
  /** A series of many that sends no data any more. */
  readonly vanished?: boolean;
  /** The alarm was just created or changed and has not been evaluated yet. */
  readonly unchecked?: boolean;
}

/** A readable fact of a payload form that has no place of its own here. */
export interface Fact {
  readonly name: string;
  readonly value: string;
}

/** One change of state of an alarm. What is undefined, the notification did not say. */
export interface Alarm {
  readonly name: string;
  readonly arn?: string;
  readonly description?: string;
  readonly accountId?: string;
  /** Code such as `ap-northeast-2`. */
  readonly region?: string;
  /** Display name such as `Asia Pacific (Seoul)`, where the payload or our table has it. */
  readonly regionName?: string;
  readonly partition: Partition;
  /** The way into its account, where the operator has given one; CloudWatch knows nothing of it. */
  readonly portal?: Portal;
  readonly state: AlarmState;
  readonly previousState?: AlarmState;
  /** Epoch milliseconds at which the alarm had entered the previous state, where the payload says so. */
  readonly previousChangedAt?: number;
  /** CloudWatch's words for the previous state, where the payload has them. */
  readonly previousReason?: string;
  /** Epoch milliseconds. */
  readonly changedAt?: number;
  /** Epoch milliseconds at which somebody last created or changed the alarm, where the payload says so. */
  readonly configuredAt?: number;
  readonly reason?: string;
  readonly evaluation: Evaluation;
  readonly trigger?: Trigger;
  /** The one series of a multi-series alarm that this is about, such as `InstanceId: i-0…`. */
  readonly contributor?: readonly Dimension[];
  /** CloudWatch's own id of that series, where the payload has it. */
  readonly contributorId?: string;
  readonly facts: readonly Fact[];
}

/** A point of the metric's recent past. */
export interface Datapoint {
  /** Epoch milliseconds: the start of the period. */
  readonly at: number;
  readonly value: number;
}

/** What CloudWatch knows beyond the notification; every part is best effort. */
export interface History {
  /** Oldest first, one a period, gaps left out. */
  readonly datapoints: readonly Datapoint[];
  /** Seconds. */
  readonly period: number;
  /** Epoch milliseconds at which the alarm last entered ALARM; only fetched for an OK. */
  readonly alarmSince?: number;
  /** The worst datapoint while it was in ALARM; only for an OK. */
  readonly peak?: number;
  /** The alarm's own changes of the 24 hours before, as far as CloudWatch tells them at once, and any since. */
  readonly changes?: readonly StateChange[];
  /** Whether the hourly run sees this alarm, too: what is not told now can be told by that. Who has a history has that run. */
  readonly isWatched?: boolean;
}

/** A new alarm's first OK, or data arriving again: nobody was alarmed, so nobody needs to be told loudly. */
export function isSettling({ state, previousState }: Alarm): boolean {
  return state === 'OK' && previousState === 'INSUFFICIENT_DATA';
}

const VANISHED = /\bno data was returned for this contributor\b/i;

/**
 * CloudWatch moves a series of a multi-series alarm to OK when it sends no data any more. Nobody recovered: it is told
 * as what it is, missing data.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation-query.html
 */
export function asTold(alarm: Alarm): Alarm {
  if (alarm.state !== 'OK' || !VANISHED.test((alarm.reason ?? '').slice(0, 2_000))) return alarm;
  const evaluation = { ...alarm.evaluation, understood: true, values: [], vanished: true };
  return { ...alarm, state: 'INSUFFICIENT_DATA', evaluation };
}
