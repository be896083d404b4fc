import type { FetchFunction, IncomingWebhookSendArguments } from '@slack/webhook';
// By file: the package's index brings a second client that is not used.
import { IncomingWebhookHTTPError } from '@slack/webhook/dist/errors.js';
import { IncomingWebhook } from '@slack/webhook/dist/IncomingWebhook.js';
import type { SlackMessage } from '../message/blocks.ts';
import { reasonOfAnswer, reasonOfError } from './reason.ts';
import { parseRetryAfter } from './retry-policy.ts';

/**
 * What became of one post. `refused`: this form of the message is at fault, another one may pass. `permanent`: no
 * attempt of ours will change it. `transient`: a later attempt may pass.
 */
export type Verdict = 'accepted' | 'refused' | 'permanent' | 'transient';

export interface Outcome {
  readonly verdict: Verdict;
  /** HTTP status; left out when no answer came. */
  readonly status?: number;
  /** One line without any part of the webhook's path. */
  readonly reason: string;
  /** Milliseconds that Slack asks us to wait; 0 if it does not. */
  readonly retryAfter: number;
}

/** Slack gives Retry-After with a 429; this is for an answer without. */
const DEFAULT_RETRY_AFTER = 1_000;

/**
 * Posts a message once. Never throws.
 * @param timeout milliseconds for everything from the name look-up to the last byte of the answer
 */
export async function attempt(
  webhookUrl: string,
  message: SlackMessage,
  timeout: number,
  fetch: FetchFunction,
): Promise<Outcome> {
  const seen: { asked?: true; answer?: Answer } = {};
  // @slack/webhook drops the headers of a refusal, Retry-After among them: so they are caught on the way.
  const observed: FetchFunction = async (url, init) => {
    seen.asked = true;
    seen.answer = await fetch(url, init);
    return seen.answer;
  };
  try {
    const webhook = new IncomingWebhook(webhookUrl, {
      timeout: Math.max(1, Math.ceil(timeout)),
      fetch: observed,
    });
    const { text } = await webhook.send(toArguments(message));
    return judge(seen.answer, text, webhookUrl);
  } catch (error) {
    if (error instanceof IncomingWebhookHTTPError)
      return judge(seen.answer, error.body, webhookUrl);
    if (seen.answer !== undefined && !seen.answer.ok) return judge(seen.answer, '', webhookUrl);
    if (!seen.asked)
      return { verdict: 'refused', reason: 'it cannot be written as JSON', retryAfter: 0 };
    return { verdict: 'transient', reason: reasonOfError(error), retryAfter: 0 };
  }
}

type Answer = Awaited<ReturnType<FetchFunction>>;

function judge(answer: Answer | undefined, body: string, webhookUrl: string): Outcome {
  const status = answer?.status ?? 0;
  const retryAfter = parseRetryAfter(answer?.headers.get('retry-after') ?? '', Date.now());
  return {
    verdict: classify(status, body),
    status,
    reason: reasonOfAnswer(body, webhookUrl),
    retryAfter: retryAfter ?? (status === 429 ? DEFAULT_RETRY_AFTER : 0),
  };
}

/**
 * The status decides; the body only tells an accepted message from a 200 of somebody between us and Slack. Such a 200
 * is permanent: the message may have been posted, and every further attempt could post it again.
 * https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks#handling_errors
 */
function classify(status: number, body: string): Verdict {
  if (status === 200) return body === 'ok' ? 'accepted' : 'permanent';
  if (status === 429 || status >= 500) return 'transient';
  return status === 400 ? 'refused' : 'permanent';
}

function toArguments({ blocks, attachments, ...rest }: SlackMessage): IncomingWebhookSendArguments {
  return {
    ...rest,
    ...(blocks && { blocks: [...blocks] }),
    ...(attachments && { attachments: attachments.map((a) => ({ ...a, blocks: [...a.blocks] })) }),
  };
}
