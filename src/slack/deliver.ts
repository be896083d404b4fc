import type { FetchFunction } from '@slack/webhook';
import { DeliveryError } from '../errors.ts';
import { createHttpsFetch } from '../http/fetch.ts';
import type { FormName, MessageForms, SlackMessage } from '../message/blocks.ts';
import type { Deliver, Log, TimeLeft } from '../ports.ts';
import { attempt, type Outcome } from './post.ts';
import { logAccepted, logFailed, toError } from './report.ts';
import { pauseAfter } from './retry-policy.ts';
import { fixedWebhook, type Webhook } from './webhook.ts';

export interface DeliverOptions {
  /** The URL, checked by `loadConfig`, or where it can be had. */
  readonly webhookUrl: string | Webhook;
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
 * Lambda's own retries take over. A webhook that is gone is looked up again, where it can be. Anything else is final
 * for this invocation.
 */
export function createDeliver(options: DeliverOptions): Deliver {
  const { webhookUrl } = options;
  const webhook = typeof webhookUrl === 'string' ? fixedWebhook(webhookUrl) : webhookUrl;
  const post = createPost(options, webhook);
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
    if (outcome.verdict !== 'accepted') throw toError(outcome, delivery.attempts, webhook.setting);
    // Where the chart alone had to give way, it will have to the next time.
    isChartRefused ||= refused.join() === 'chart';
  };
}

function withoutChart(forms: MessageForms): MessageForms {
  const rest = forms.filter(({ name }) => name !== 'chart');
  return rest.length > 0 ? rest : forms;
}

/** Posts one form until Slack decides on it or the time left ends. */
function createPost(options: DeliverOptions, webhook: Webhook) {
  const { log, sleep = wait, random = Math.random } = options;
  const { fetch = createHttpsFetch().fetch, attemptTimeoutMs = 5_000 } = options;

  async function postOnce(body: SlackMessage, delivery: Delivery): Promise<Outcome> {
    const timeout = () => Math.min(attemptTimeoutMs, spendable(delivery));
    try {
      const url = await webhook.url(timeout());
      const outcome = await attempt(url, body, timeout(), fetch);
      const isRenewed = isGone(outcome) && (await webhook.renew(url, timeout()));
      return isRenewed ? { ...outcome, verdict: 'transient' } : outcome;
    } catch (error) {
      if (!(error instanceof DeliveryError)) throw error;
      const verdict = error.retryable ? 'transient' : 'permanent';
      return { verdict, reason: error.reason, retryAfter: 0 };
    }
  }

  return async ({ name: form, body }: MessageForms[number], delivery: Delivery) => {
    let outcome = NO_TIME;
    while (spendable(delivery) >= SHORTEST_ATTEMPT) {
      outcome = await postOnce(body, delivery);
      delivery.attempts += 1;
      const nextInMs = pauseBeforeNext(outcome, delivery, random);
      const { attempts: attempt, startedAt } = delivery;
      if (outcome.verdict === 'accepted') logAccepted(log, { form, attempts: attempt, startedAt });
      else logFailed(log, outcome, { form, attempt, nextInMs });
      if (nextInMs === undefined) break;
      await sleep(nextInMs);
    }
    return outcome;
  };
}

function spendable({ timeLeft }: Delivery): number {
  return timeLeft() - RESERVE;
}

/** Revoked, removed or without its channel: what a new webhook mends. */
function isGone({ status }: Outcome): boolean {
  return status === 403 || status === 404 || status === 410;
}

/** Milliseconds; undefined when this form is not to be posted again. */
function pauseBeforeNext(
  { verdict, retryAfter }: Outcome,
  delivery: Delivery,
  random: () => number,
): number | undefined {
  if (verdict !== 'transient' || delivery.attempts >= MAX_ATTEMPTS) return undefined;
  delivery.failures += 1;
  const pause = Math.ceil(pauseAfter(delivery.failures, retryAfter, random));
  return pause + SHORTEST_ATTEMPT <= spendable(delivery) ? pause : undefined;
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
