import { present } from '../json.ts';
import type { Alarm, Condition, Dimension, MetricStat } from './alarm.ts';
import { contributorStat } from './expressions.ts';
import { besideLimit, type Unit, unitInName, unitOf } from './units.ts';

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
  /** Of EC2, where one of the dimensions is that of an instance. */
  readonly instanceId?: string;
}

export function subjectOf(alarm: Alarm): Subject {
  const { trigger, contributor } = alarm;
  const condition = trigger && 'condition' in trigger ? trigger.condition : {};
  const stat = statOf(alarm);
  const limit = condition.threshold ?? alarm.evaluation.threshold;
  const given = trigger && 'label' in trigger ? trigger.label : undefined;
  // What the owner calls a query is of all its series.
  const name = given?.replace(/ ?\((?:%|ms)\)$/, '');
  const label = (contributor === undefined ? name : undefined) ?? stat?.metricName ?? name;
  const unit = besideLimit(stat ? unitOf(stat) : unitInName(given ?? ''), limit);
  const dimensions = contributor ?? stat?.dimensions ?? sharedDimensions(alarm);
  const instance = dimensions.find(
    ({ name, value }) => name === 'InstanceId' && isInstanceId(value),
  );
  const { statistic } = stat ?? {};
  return present({
    condition,
    dimensions,
    stat,
    statistic,
    unit,
    label,
    instanceId: instance?.value,
  });
}

const INSTANCE_ID = /^i-(?:[0-9a-f]{8}|[0-9a-f]{17})$/;

/** https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/resource-ids.html */
export function isInstanceId(value: string): boolean {
  return INSTANCE_ID.test(value);
}

/** What all inputs of an expression are measured of, where that is the same. */
function sharedDimensions({ trigger }: Alarm): readonly Dimension[] {
  if (trigger?.kind !== 'math') return [];
  const [first, ...others] = trigger.inputs;
  return (first?.dimensions ?? []).filter((one) =>
    others.every(({ dimensions }) =>
      dimensions.some(({ name, value }) => name === one.name && value === one.value),
    ),
  );
}

/** The account whose resource it is: the metric's own, or else the alarm's. */
export function metricAccount(alarm: Alarm, { stat }: Pick<Subject, 'stat'>): string | undefined {
  if (stat?.accountId !== undefined) return stat.accountId;
  const inputs = alarm.trigger?.kind === 'math' ? alarm.trigger.inputs : [];
  const accounts = new Set(inputs.map(({ accountId }) => accountId));
  const [only] = accounts;
  return accounts.size === 1 && only !== undefined ? only : alarm.accountId;
}

function statOf({ trigger, contributor }: Alarm): MetricStat | undefined {
  if (trigger?.kind === 'query') return trigger.stat ?? contributorStat(trigger.query, contributor);
  return trigger && 'stat' in trigger ? trigger.stat : undefined;
}
