import type { FetchFunction } from '@slack/webhook';
import { attempt, type Outcome } from './attempt.ts';
import { logAccepted, logFailed, toError } from './delivery-report.ts';
import { createHttpsFetch } from './https-fetch.ts';
import type { Deliver, Log, TimeLeft } from './notifier-ports.ts';
import { pauseAfter } from './retry.ts';
import type { FormName, MessageForms } from './slack-message.ts';

export interface DeliverOptions {
  /** Checked by `loadConfig`. */
  readonly webhookUrl: string;
  readonly log: Log;
  readonly fetch?: FetchFunction;
  /** Waits for so many milliseconds. */
  readonly sleep?: (ms: number) => Promise<unknown>;
  /** From 0 up to 1, as `Math.random`. */
  readonly random?: () => number;
  /** Milliseconds that Slack has for one answer, 5,000 unless told. */
  readonly attemptTimeoutMs?: number;
}

/** Milliseconds kept back for the log line and for the answer to Lambda. */
const RESERVE = 250;
/** Milliseconds below which an attempt has no fair chance and would only risk a duplicate. */
const SHORTEST_ATTEMPT = 250;
/** The time left ends the attempts long before; this holds where it does not fall. */
const MAX_ATTEMPTS = 10;

const NO_FORM: Outcome = { verdict: 'permanent', reason: 'no form to post', retryAfter: 0 };
const NO_TIME: Outcome = { verdict: 'transient', reason: 'no time left', retryAfter: 0 };

type Form = MessageForms[number];

/** One delivery on its way: what may still be spent, and what was. */
interface Delivery {
  readonly timeLeft: TimeLeft;
  readonly startedAt: number;
  attempts: number;
  /** Transient ones; a refused form is none. */
  failures: number;
}

/**
 * Delivers through an incoming webhook, at least once: an answer that comes too late may belong to a message that was
 * posted. A form that Slack refuses (400) gives way to the next. A 429 is repeated after Retry-After, a 5xx, a network
 * error and a time-out after a growing pause; all of them only if pause and attempt fit into the time left, so that
 * Lambda's own retries take over. Anything else is final for this invocation.
 */
export function createDeliver(options: DeliverOptions): Deliver {
  const post = createPost(options);
  let isChartRefused = false;

  return async (forms, timeLeft) => {
    const delivery: Delivery = { timeLeft, startedAt: Date.now(), attempts: 0, failures: 0 };
    const refused: FormName[] = [];
    let outcome = NO_FORM;
    for (const form of isChartRefused ? withoutChart(forms) : forms) {
      outcome = await post(form, delivery);
      if (outcome.verdict !== 'refused') break;
      refused.push(form.name);
    }
    if (outcome.verdict !== 'accepted') throw toError(outcome, delivery.attempts);
    // Where the chart alone had to give way, it will have to the next time.
    isChartRefused ||= refused.join() === 'chart';
  };
}

function withoutChart(forms: MessageForms): MessageForms {
  const rest = forms.filter(({ name }) => name !== 'chart');
  return rest.length > 0 ? rest : forms;
}

/** Posts one form until Slack decides on it or the time left ends. */
function createPost(options: DeliverOptions) {
  const { webhookUrl, log, random = Math.random, attemptTimeoutMs = 5_000 } = options;
  const { fetch = createHttpsFetch().fetch, sleep = wait } = options;

  return async (form: Form, delivery: Delivery): Promise<Outcome> => {
    let outcome = NO_TIME;
    for (;;) {
      const available = delivery.timeLeft() - RESERVE;
      if (available < SHORTEST_ATTEMPT) return outcome;
      const timeout = Math.min(attemptTimeoutMs, available);
      outcome = await attempt(webhookUrl, form.body, timeout, fetch);
      delivery.attempts += 1;
      const nextInMs = pauseBeforeNext(outcome, delivery, random);
      const { attempts, startedAt } = delivery;
      if (outcome.verdict === 'accepted')
        logAccepted(log, { form: form.name, attempts, startedAt });
      else logFailed(log, outcome, { form: form.name, attempt: attempts, nextInMs });
      if (nextInMs === undefined) return outcome;
      await sleep(nextInMs);
    }
  };
}

/** Milliseconds; undefined when there is to be no other attempt with this form. */
function pauseBeforeNext(
  outcome: Outcome,
  delivery: Delivery,
  random: () => number,
): number | undefined {
  if (outcome.verdict !== 'transient' || delivery.attempts >= MAX_ATTEMPTS) return undefined;
  delivery.failures += 1;
  const pause = Math.ceil(pauseAfter(delivery.failures, outcome.retryAfter, random));
  return pause + SHORTEST_ATTEMPT + RESERVE <= delivery.timeLeft() ? pause : undefined;
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
