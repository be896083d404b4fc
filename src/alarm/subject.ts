import type { Alarm, Condition, Dimension, MetricStat } from './alarm.ts';
import { contributorStat } from './expressions.ts';
import { type Unit, unitOf } from './units.ts';

/** What an alarm compares. Decided here; everything that is said or drawn of it starts from this. */
export interface Subject {
  /** The one metric, where there is just one. */
  readonly stat?: MetricStat;
  /** As CloudWatch spells it; of the metric, or of the query over it. */
  readonly statistic?: string;
  readonly condition: Condition;
  readonly unit?: Unit;
  /** The metric's name, or what the alarm's owner called the expression; as it came. */
  readonly label?: string;
  /** What the metric is measured of: the series that the alarm is about, or else the metric's dimensions. */
  readonly dimensions: readonly Dimension[];
}

export function subjectOf(alarm: Alarm): Subject {
  const { trigger, contributor } = alarm;
  const condition = trigger && 'condition' in trigger ? trigger.condition : {};
  const stat = statOf(alarm);
  const unit = stat && unitOf(stat);
  const label = stat?.metricName ?? (trigger && 'label' in trigger ? trigger.label : undefined);
  return {
    condition,
    dimensions: contributor ?? stat?.dimensions ?? [],
    ...(stat && { stat }),
    ...(stat?.statistic !== undefined && { statistic: stat.statistic }),
    ...(unit && { unit }),
    ...(label !== undefined && { label }),
  };
}

function statOf({ trigger, contributor }: Alarm): MetricStat | undefined {
  if (trigger?.kind === 'query') return trigger.stat ?? contributorStat(trigger.query, contributor);
  return trigger && 'stat' in trigger ? trigger.stat : undefined;
}
