import type { Deliver } from '../ports.ts';

/**
 * Milliseconds between two posts of this container. Slack takes more than one a second from a webhook for a short time,
 * but does not show what is above it, without an error. Two containers read the queue (`MaximumConcurrency`, template.yaml):
 * one message a second between them. https://docs.slack.dev/apis/web-api/rate-limits
 */
const PACE = 2_000;
/** Milliseconds that must be left for the delivery itself: who has less does not wait. */
const ENOUGH = 8_000;

export interface Clock {
  readonly now: () => number;
  readonly sleep: (milliseconds: number) => Promise<void>;
}

const machine: Clock = {
  now: Date.now,
  sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
};

/** The same delivery, at most one in two seconds. The first is never kept waiting. */
export function paced(deliver: Deliver, { now, sleep }: Clock = machine): Deliver {
  let last = Number.NEGATIVE_INFINITY;
  return async (forms, timeLeft) => {
    // A clock that was put back must not make anybody wait for longer.
    const wait = Math.min(PACE, last + PACE - now());
    if (wait > 0 && timeLeft() - wait > ENOUGH) await sleep(wait);
    last = now();
    await deliver(forms, timeLeft);
  };
}
