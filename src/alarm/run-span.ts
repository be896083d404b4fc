import type { Span } from './evaluator.ts';
import type { Entry } from './ledger.ts';

/** What an hourly run has to look at. Pure. */

const HOUR = 3_600_000;
/** Milliseconds between two scheduled runs. */
export const TICK = HOUR;
/** Milliseconds by which two runs may be further apart: a schedule that is changed begins anew. */
const SHIFT = 600_000;
/** Milliseconds that a run looks back at most. */
export const LONGEST = 24 * HOUR;

/** The hour before the run, and the hours before that one of which the log says that their runs were not made. */
export function spanOfRun(scheduledAt: number, ledger: readonly Entry[]): Span {
  const unmade = ledger.flatMap(({ outcome, at }) =>
    outcome === 'not made: a right is missing' && at !== undefined ? [at] : [],
  );
  let from = scheduledAt - TICK;
  for (const at of unmade.toSorted((a, b) => b - a)) {
    if (at >= from - SHIFT) from = Math.min(from, at - TICK);
  }
  return { from: Math.max(from, scheduledAt - LONGEST), to: scheduledAt };
}
