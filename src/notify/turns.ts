import type { Alarm, History } from '../alarm/alarm.ts';
import { type Flaps, HELD, turnOf } from '../alarm/flapping.ts';
import { errorCode } from '../errors.ts';
import type { Log, Postpone } from '../ports.ts';
import { logOutcome } from './log-outcome.ts';

export interface TurnPorts {
  /** Without it nothing is held back. */
  readonly postpone?: Postpone | undefined;
  readonly now: () => number;
  readonly log: Log;
}

/** How a change is told. `announce`: in one line that says that the alarm flaps. `silent`: not by this notification. */
export type Turn =
  | { readonly kind: 'tell' | 'silent' }
  | { readonly kind: 'announce'; readonly flaps: Flaps };

const AGAIN_AND_AGAIN = 'it goes off again and again';
const TELL: Turn = { kind: 'tell' };

/** Seconds added to the delay, so that the OK is old enough when it comes again. */
const MARGIN = 5;

/**
 * Decides whether an alarm that goes off again and again is told this time. Never rejects: the alarm is told without its
 * history, and if the queue does not take an OK that is to be held back.
 */
export function createTakeTurn({ postpone, now, log }: TurnPorts) {
  return async (alarm: Alarm, history: History | undefined, content: unknown): Promise<Turn> => {
    if (!history?.isWatched || isSetByHand(alarm)) return TELL;
    const { turn, flaps } = turnOf(alarm, history.changes ?? [], now());
    if (turn === 'announce') return { kind: turn, flaps };
    if (turn === 'hold') return hold(alarm, content);
    if (turn === 'tell') return TELL;
    logOutcome(log, 'not announced', { kind: 'alarm', alarm }, { why: AGAIN_AND_AGAIN });
    return { kind: 'silent' };
  };

  async function hold(alarm: Alarm, content: unknown): Promise<Turn> {
    try {
      if (postpone === undefined) return TELL;
      await postpone(content, HELD / 1000 + MARGIN);
      logOutcome(log, 'held back', { kind: 'alarm', alarm });
      return { kind: 'silent' };
    } catch (error) {
      log('warn', 'an OK could not be held back', { reason: errorCode(error) });
      return TELL;
    }
  }
}

/** Its reason is not worded by CloudWatch. Whoever set it, to test the path or to end an alarm, waits for the message. */
function isSetByHand({ trigger, evaluation, reason = '' }: Alarm): boolean {
  return trigger?.kind !== 'composite' && !evaluation.understood && reason.trim() !== '';
}
