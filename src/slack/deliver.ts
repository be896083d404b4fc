import type { FetchFunction } from '@slack/webhook';
import { DeliveryError } from '../errors.ts';
import { createHttpsFetch } from '../http/fetch.ts';
import type { FormName, MessageForms, SlackMessage } from '../message/blocks.ts';
import type { Deliver, Log, TimeLeft } from '../ports.ts';
import { type PostResult, postOnce } from './post.ts';
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
  /** Milliseconds that one attempt may take, connection and answer together, 15,000 unless told. */
  readonly attemptTimeoutMs?: number;
}

/** Milliseconds kept back for the log line and for the answer to Lambda. */
const RESERVE = 250;
/** Milliseconds below which an attempt has no fair chance and would only risk a duplicate. */
const SHORTEST_ATTEMPT = 250;
/** The time left ends the attempts long before; this holds where it does not fall. */
const MAX_ATTEMPTS = 10;

const NO_FORM: PostResult = { decision: 'permanent', reason: 'no form to post', retryAfter: 0 };
const NO_TIME: PostResult = { decision: 'transient', reason: 'no time left', retryAfter: 0 };

/** One delivery on its way: what may still be spent, and what was. */
interface Delivery {
  readonly timeLeft: TimeLeft;
  readonly startedAt: number;
  attempts: number;
  /** Transient ones; a refused form is none. */
  failures: number;
}

/**
 * Delivers through an incoming webhook, at least once. A form that Slack refuses (400) gives way to the next. A 429 is
 * repeated after Retry-After, a 5xx and a network error after a growing pause; all of them only if pause and attempt
 * fit into the time left, so that Lambda's own retries take over. A request that was sent and not answered in time was
 * probably posted: this invocation does not repeat it. A webhook that is gone is looked up again, where it can be.
 * Anything else is final for this invocation.
 */
export function createDeliver(options: DeliverOptions): Deliver {
  const { webhookUrl } = options;
  const webhook = typeof webhookUrl === 'string' ? fixedWebhook(webhookUrl) : webhookUrl;
  const post = createPost(options, webhook);
  let isChartRefused = false;

  return async (forms, timeLeft) => {
    const delivery: Delivery = { timeLeft, startedAt: Date.now(), attempts: 0, failures: 0 };
    const refused: FormName[] = [];
    let result = NO_FORM;
    for (const form of isChartRefused ? withoutChart(forms) : forms) {
      result = await post(form, delivery);
      if (result.decision !== 'refused') break;
      refused.push(form.name);
    }
    if (result.decision !== 'accepted') throw toError(result, delivery.attempts, webhook.setting);
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
  const { fetch = createHttpsFetch().fetch, attemptTimeoutMs = 15_000 } = options;

  async function tryOnce(body: SlackMessage, delivery: Delivery): Promise<PostResult> {
    const timeout = () => Math.min(attemptTimeoutMs, spendable(delivery));
    try {
      const url = await webhook.url(timeout());
      const result = await postOnce(url, body, timeout(), fetch);
      const isRenewed = isGone(result) && (await webhook.renew(url, timeout()));
      return isRenewed ? { ...result, decision: 'transient' } : result;
    } catch (error) {
      if (!(error instanceof DeliveryError)) throw error;
      const decision = error.retryable ? 'transient' : 'permanent';
      return { decision, reason: error.reason, retryAfter: 0 };
    }
  }

  return async ({ name: form, body }: MessageForms[number], delivery: Delivery) => {
    let result = NO_TIME;
    while (spendable(delivery) >= SHORTEST_ATTEMPT) {
      result = await tryOnce(body, delivery);
      delivery.attempts += 1;
      const nextInMs = pauseBeforeNext(result, delivery, random);
      const { attempts: attempt, startedAt } = delivery;
      if (result.decision === 'accepted') logAccepted(log, { form, attempts: attempt, startedAt });
      else logFailed(log, result, { form, attempt, nextInMs });
      if (nextInMs === undefined) break;
      await sleep(nextInMs);
    }
    return result;
  };
}

function spendable({ timeLeft }: Delivery): number {
  return timeLeft() - RESERVE;
}

/** Revoked, removed or without its channel: what a new webhook mends. */
function isGone({ status }: PostResult): boolean {
  return status === 403 || status === 404 || status === 410;
}

/** Milliseconds; undefined when this form is not to be posted again. */
function pauseBeforeNext(
  { decision, retryAfter }: PostResult,
  delivery: Delivery,
  random: () => number,
): number | undefined {
  if (decision !== 'transient' || delivery.attempts >= MAX_ATTEMPTS) return undefined;
  delivery.failures += 1;
  const pause = Math.ceil(pauseAfter(delivery.failures, retryAfter, random));
  return pause + SHORTEST_ATTEMPT <= spendable(delivery) ? pause : undefined;
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
