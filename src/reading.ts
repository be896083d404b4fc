import type { Alarm, Condition, Dimension, MetricStat } from './alarm.ts';
import { isInstanceId } from './console-url.ts';
import { formatBeside, formatDuration, formatValue, type Locale } from './format.ts';
import { present } from './json.ts';
import { type Unit, unitOf } from './units.ts';

/** An alarm's numbers as text, and what they are measured of: what every part of the message starts from. */
export interface Reading {
  readonly stat?: MetricStat;
  readonly condition: Condition;
  readonly unit?: Unit;
  /** The newest datapoint, with as many decimals as it takes to differ from the threshold. */
  readonly value?: string;
  readonly threshold?: string;
  readonly lower?: string;
  readonly upper?: string;
  /** `5 minutes` */
  readonly period?: string;
  readonly dimensions: readonly Dimension[];
  readonly instanceId?: string;
}

export function readingOf(alarm: Alarm, locale: Locale): Reading {
  const { trigger, evaluation } = alarm;
  const stat = trigger && 'stat' in trigger ? trigger.stat : undefined;
  const condition = trigger && 'condition' in trigger ? trigger.condition : {};
  const unit = stat && unitOf(stat);
  const [value] = evaluation.values;
  const threshold = condition.threshold ?? evaluation.threshold;
  const show = (number: number | undefined) =>
    number === undefined ? undefined : formatValue(number, unit, locale);
  const dimensions = alarm.contributor ?? stat?.dimensions ?? [];
  return present({
    stat,
    condition,
    unit,
    value:
      value === undefined || threshold === undefined
        ? show(value)
        : formatBeside(value, threshold, unit, locale),
    threshold: show(threshold),
    lower: show(evaluation.lower),
    upper: show(evaluation.upper),
    period: condition.period === undefined ? undefined : formatDuration(condition.period, locale),
    dimensions,
    instanceId: dimensions.find(({ name, value: id }) => name === 'InstanceId' && isInstanceId(id))
      ?.value,
  });
}
