import {
  type FetchFunction,
  IncomingWebhook,
  IncomingWebhookHTTPError,
  type IncomingWebhookSendArguments,
} from '@slack/webhook';
import { UnansweredError } from '../http/fetch.ts';
import { isObject, parseJson } from '../json.ts';
import type { SlackMessage } from '../message/blocks.ts';
import { parseRetryAfter } from './retry-policy.ts';

/**
 * What became of one post.
 * - `refused`: this form of the message is at fault, another one may pass.
 * - `permanent`: no attempt of ours will change it.
 * - `transient`: a later attempt may pass.
 * - `unanswered`: all was sent and no answer came in time. Probably posted, so this run does not repeat it.
 * - `unconfirmed`: a 200 that does not say "ok". Posted, or swallowed by something in between; nobody can tell.
 */
export type Decision =
  | 'accepted'
  | 'refused'
  | 'permanent'
  | 'transient'
  | 'unanswered'
  | 'unconfirmed';

export interface PostResult {
  readonly decision: Decision;
  /** HTTP status; left out when no answer came. */
  readonly status?: number;
  /** One line without any part of the webhook's path. */
  readonly reason: string;
  /** Milliseconds that Slack asks us to wait; 0 if it does not. */
  readonly retryAfter: number;
}

const MAX_REASON = 200;

/** Slack gives Retry-After with a 429; this is for an answer without. */
const DEFAULT_RETRY_AFTER = 1_000;

/**
 * Posts a message once. Never throws.
 * @param timeout milliseconds for everything from the name look-up to the last byte of the answer
 */
export async function postOnce(
  webhookUrl: string,
  message: SlackMessage,
  timeout: number,
  fetch: FetchFunction,
): Promise<PostResult> {
  const seen: { asked?: true; answer?: Answer; unanswered?: true } = {};
  // @slack/webhook drops the headers of a refusal, Retry-After among them: so they are caught on the way.
  const observed: FetchFunction = async (url, init) => {
    seen.asked = true;
    seen.answer = await fetch(url, init).catch((error: unknown) => {
      if (error instanceof UnansweredError) seen.unanswered = true;
      throw error;
    });
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
      return { decision: 'refused', reason: 'it cannot be written as JSON', retryAfter: 0 };
    const reason = nameFailure(error);
    // The headers of a 200 say the same as no answer at all to a request that was sent.
    const isSent = seen.unanswered || (seen.answer !== undefined && reason === 'timeout');
    return { decision: isSent ? 'unanswered' : 'transient', reason, retryAfter: 0 };
  }
}

type Answer = Awaited<ReturnType<FetchFunction>>;

function judge(answer: Answer | undefined, body: string, webhookUrl: string): PostResult {
  const status = answer?.status ?? 0;
  const decision = classify(status, body);
  if (decision === 'accepted') return { decision, status, reason: 'ok', retryAfter: 0 };
  const retryAfter = parseRetryAfter(answer?.headers.get('retry-after') ?? '', Date.now());
  return {
    decision,
    status,
    reason: quoteAnswer(body, webhookUrl),
    retryAfter: retryAfter ?? (status === 429 ? DEFAULT_RETRY_AFTER : 0),
  };
}

/**
 * The status decides; the body only tells an accepted message from a 200 of somebody between us and Slack. After such
 * a 200 the message may have been posted, and every further attempt could post it again.
 * https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks#handling_errors
 */
function classify(status: number, body: string): Decision {
  if (status === 200) return saysOk(body.trim()) ? 'accepted' : 'unconfirmed';
  if (status === 429 || status >= 500) return 'transient';
  return status === 400 ? 'refused' : 'permanent';
}

/** A relay may add a line end, or answer as the rest of Slack's API does. */
function saysOk(body: string): boolean {
  const answer = body.startsWith('{') ? parseJson(body) : undefined;
  return body === 'ok' || (isObject(answer) && answer['ok'] === true);
}

function toArguments({ blocks, attachments, ...rest }: SlackMessage): IncomingWebhookSendArguments {
  return {
    ...rest,
    ...(blocks && { blocks: [...blocks] }),
    ...(attachments && { attachments: attachments.map((a) => ({ ...a, blocks: [...a.blocks] })) }),
  };
}

/**
 * What Slack's answer says, fit for a log line: one line of at most 200 characters in which nothing of the webhook's
 * path is left, however an intermediary's error page may repeat it.
 */
function quoteAnswer(answer: string, webhookUrl: string): string {
  const line = answer.replace(/[\s\p{C}]+/gu, ' ').trim();
  const redacted = redact(line, secretParts(webhookUrl));
  if (redacted.length <= MAX_REASON) return redacted || 'an empty answer';
  return `${redacted.slice(0, MAX_REASON - 1).replace(/\p{Cs}$/u, '')}…`;
}

/** What kept an answer from coming: a name or a code, never the error's message, which may quote the URL. */
export function nameFailure(error: unknown): string {
  for (let e = error, depth = 0; e instanceof Error && depth < 5; e = e.cause, depth++) {
    if (e.name === 'TimeoutError') return 'timeout';
    if ('code' in e && typeof e.code === 'string' && /^[A-Z][A-Z0-9_]+$/.test(e.code))
      return e.code;
  }
  return 'no answer';
}

/**
 * Without whatever reads as one of `secrets`, letters and digits alone: in any case, because some proxies write paths in
 * small letters, and with anything between the letters, as in a wrapped or spelled-out echo. Each is searched for once:
 * one expression for all of them takes a tenth of a second to build, and this is done for every answer.
 */
function redact(line: string, secrets: readonly string[]): string {
  const places: number[] = [];
  for (let at = 0; at < line.length; at++) if (/[a-z0-9]/i.test(line.charAt(at))) places.push(at);
  const letters = line.replace(/[^a-z0-9]/gi, '').toLowerCase();
  const hidden = new Set<number>();
  for (const secret of secrets) {
    for (let at = letters.indexOf(secret); at >= 0; at = letters.indexOf(secret, at + 1)) {
      const end = places[at + secret.length - 1] ?? 0;
      for (let place = places[at] ?? 0; place <= end; place++) hidden.add(place);
    }
  }
  return Array.from({ length: line.length }, (_, at) => {
    if (!hidden.has(at)) return line.charAt(at);
    return hidden.has(at - 1) ? '' : '[redacted]';
  }).join('');
}

/**
 * The path, whole and in segments, but for the `services` that all webhooks have and for what is too short to be an
 * id or a secret; also in base64 and hex. Small letters and digits alone.
 */
function secretParts(webhookUrl: string): readonly string[] {
  const path = webhookUrl.slice(new URL(webhookUrl).origin.length);
  const parts = [path, ...path.split(/[/?#&=]/)];
  const secret = parts.filter((part) => part.length >= 4 && part !== 'services');
  const echoes = secret.filter((part) => part.length >= SHORTEST_ECHO);
  return [...secret, ...echoes.flatMap(encodingsOf)]
    .map((text) => text.replace(/[^a-z0-9]/gi, '').toLowerCase())
    .filter((text) => text !== '');
}

/** Characters: a shorter part would, encoded, be found by chance. */
const SHORTEST_ECHO = 8;

/** Base64 in each of the three ways that a text may fall into its groups, without the characters at the edges. */
function encodingsOf(text: string): readonly string[] {
  const inBase64 = [0, 1, 2].map((before) => {
    const bytes = Buffer.from(' '.repeat(before) + text);
    const whole = Math.floor((bytes.length * 8) / 6);
    return bytes.toString('base64').slice(Math.ceil((before * 8) / 6), whole);
  });
  return [...inBase64, Buffer.from(text).toString('hex')];
}
