import type { Datapoint } from './alarm.ts';
import { isBeyond } from './comparison.ts';

/** How CloudWatch would have decided, from kept datapoints. Pure. */

/** What CloudWatch decides by, every part of it known. */
export interface Limits {
  /** As CloudWatch spells it, against one threshold: `GreaterThanThreshold`. */
  readonly comparison: string;
  readonly threshold: number;
  /** Seconds. */
  readonly period: number;
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
  /** `missing`, `breaching`, `notBreaching` or `ignore`. */
  readonly treatMissingData: string;
}

/** A time in ALARM, in epoch milliseconds. */
export interface Spell {
  readonly from: number;
  /** The end of the span if it still lasts. */
  readonly to: number;
}

/** Epoch milliseconds. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

type Evaluated = 'ALARM' | 'OK' | 'same';

/**
 * The times in ALARM under these limits: M of the last N datapoints, decided anew as each period ends. It begins in OK.
 * A datapoint that is missing counts as `treatMissingData` says; where it counts as nothing, what is there decides, and
 * the state stays as long as it does not. Whoever uses this has to check it against the true history.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
 */
export function spellsUnder(
  limits: Limits,
  datapoints: readonly Datapoint[],
  { from, to }: Span,
): readonly Spell[] {
  const period = limits.period * 1000;
  const values = new Map(datapoints.map(({ at, value }) => [Math.floor(at / period), value]));
  const spells: Spell[] = [];
  let since: number | undefined;
  const first = Math.ceil(from / period);
  for (let slot = first; (slot + 1) * period <= to; slot += 1) {
    const verdict = verdictAt(limits, values, slot);
    const at = (slot + 1) * period;
    if (verdict === 'ALARM') since ??= at;
    if (verdict === 'OK' && since !== undefined) {
      spells.push({ from: since, to: at });
      since = undefined;
    }
  }
  return since === undefined ? spells : [...spells, { from: since, to }];
}

function verdictAt(limits: Limits, values: ReadonlyMap<number, number>, slot: number): Evaluated {
  const { evaluationPeriods, datapointsToAlarm, treatMissingData } = limits;
  let breaching = 0;
  let unknown = 0;
  for (let back = 0; back < evaluationPeriods; back += 1) {
    const value = values.get(slot - back);
    if (value !== undefined) breaching += isBeyond(value, limits) ? 1 : 0;
    else if (treatMissingData === 'breaching') breaching += 1;
    else if (treatMissingData !== 'notBreaching') unknown += 1;
  }
  if (breaching >= datapointsToAlarm) return 'ALARM';
  // Not even if all that is missing had breached; and an alarm that has no data at all is not in ALARM.
  const isDecided = breaching + unknown < datapointsToAlarm;
  const isEmpty = unknown === evaluationPeriods && treatMissingData === 'missing';
  return isDecided || isEmpty ? 'OK' : 'same';
}
