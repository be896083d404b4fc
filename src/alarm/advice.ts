import type { Datapoint } from './alarm.ts';
import { sideOf } from './comparison.ts';
import { type Limits, type Span, type Spell, spellsUnder } from './evaluator.ts';

/** Other limits for an alarm that speaks too often, tried on what it measured. Pure. */

/** Limits that would have told less often, and by how much. */
export interface Advice {
  readonly limits: Limits;
  /** How often it would have told, of how often it did. */
  readonly told: number;
  readonly of: number;
}

/** An alarm that goes off less often in a week is not noisy. */
const NOISY = 6;
/** Steps of the threshold that are tried. */
const STEPS = 3;
/** Milliseconds: nobody is to wait longer for an alarm. */
const LONGEST_WAIT = 3_600_000;
const MOST_PERIODS = 24;

/**
 * The smallest change of the limits that would have told at most half as often, and still every ALARM that lasted longer
 * than the new limits wait. Undefined if there is none, or if the evaluator does not reproduce the true times: then it
 * cannot judge this alarm.
 * @param truly the times in ALARM as CloudWatch's history has them
 */
export function adviseOn(
  truly: readonly Spell[],
  limits: Limits,
  datapoints: readonly Datapoint[],
  span: Span,
): Advice | undefined {
  if (truly.length < NOISY) return undefined;
  if (!isReproduced(truly, limits, datapoints, span)) return undefined;
  for (const candidate of candidatesFor(limits)) {
    const spells = spellsUnder(candidate, datapoints, span);
    const isQuieter = spells.length > 0 && spells.length <= truly.length / 2;
    if (isQuieter && tellsTheLong(spells, truly, candidate))
      return { limits: candidate, told: spells.length, of: truly.length };
  }
  return undefined;
}

/**
 * Whether the evaluator reproduces the true times, each within two periods and two minutes: CloudWatch decides some time
 * after a period has ended. Times that the beginning of the span may cut off are left out.
 */
export function isReproduced(
  truly: readonly Spell[],
  limits: Limits,
  datapoints: readonly Datapoint[],
  span: Span,
): boolean {
  const tolerance = 2 * limits.period * 1000 + 120_000;
  const begin = span.from + limits.evaluationPeriods * limits.period * 1000 + tolerance;
  const known = (spells: readonly Spell[]) => spells.filter(({ from }) => from >= begin);
  const [expected, found] = [known(truly), known(spellsUnder(limits, datapoints, span))];
  const isNear = (a: number, b: number | undefined) =>
    b !== undefined && Math.abs(a - b) <= tolerance;
  return (
    expected.length === found.length &&
    expected.every(({ from, to }, index) => {
      return isNear(from, found[index]?.from) && isNear(to, found[index]?.to);
    })
  );
}

/** Seconds from the first breaching datapoint until these limits tell. */
export function waitOf({ period, datapointsToAlarm }: Limits): number {
  return period * datapointsToAlarm;
}

function tellsTheLong(told: readonly Spell[], truly: readonly Spell[], limits: Limits): boolean {
  const long = truly.filter(({ from, to }) => to - from > waitOf(limits) * 1000);
  return long.every(({ from, to }) => told.some((one) => one.from < to && one.to > from));
}

/** The smallest change first. */
function candidatesFor(limits: Limits): readonly Limits[] {
  const { threshold, evaluationPeriods, datapointsToAlarm, period } = limits;
  const sign = sideOf(limits.comparison) === 'below' ? -1 : 1;
  const step = stepOf(threshold);
  const candidates: { readonly cost: number; readonly limits: Limits }[] = [];
  for (let up = 0; up <= STEPS; up += 1) {
    for (let more = 0; evaluationPeriods + more <= MOST_PERIODS; more += 1) {
      const changed = {
        ...limits,
        threshold: rounded(threshold + sign * up * step),
        evaluationPeriods: evaluationPeriods + more,
        datapointsToAlarm: datapointsToAlarm + more,
      };
      if (up + more === 0 || (more > 0 && waitOf(changed) * 1000 > LONGEST_WAIT)) continue;
      candidates.push({ cost: up + (more * period) / 300, limits: changed });
    }
  }
  return candidates.toSorted((a, b) => a.cost - b.cost).map((candidate) => candidate.limits);
}

/** 5 for 80, 0.05 for 0.9: about a twentieth to a half, and a number that a person would choose. */
function stepOf(threshold: number): number {
  const size = Math.abs(threshold);
  return size === 0 ? 1 : 10 ** Math.floor(Math.log10(size)) / 2;
}

/** Without the noise of binary fractions. */
function rounded(value: number): number {
  return Number(value.toPrecision(12));
}
