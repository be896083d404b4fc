const MAX_REASON = 200;

/**
 * What Slack's answer says, fit for a log line: one line of at most 200 characters in which nothing of the webhook's
 * path is left, however an intermediary's error page may repeat it.
 */
export function reasonOfAnswer(answer: string, webhookUrl: string): string {
  const line = answer.replace(/[\s\p{C}]+/gu, ' ').trim();
  const redacted = line.replace(secretParts(webhookUrl), '[redacted]');
  if (redacted.length <= MAX_REASON) return redacted || 'an empty answer';
  return `${redacted.slice(0, MAX_REASON - 1).replace(/\p{Cs}$/u, '')}…`;
}

/** What kept an answer from coming: a name or a code, never the error's message, which may quote the URL. */
export function reasonOfError(error: unknown): string {
  for (let e = error, depth = 0; e instanceof Error && depth < 5; e = e.cause, depth++) {
    if (e.name === 'TimeoutError') return 'timeout';
    if ('code' in e && typeof e.code === 'string' && /^[A-Z][A-Z0-9_]+$/.test(e.code))
      return e.code;
  }
  return 'no answer';
}

/**
 * The path, whole and in segments, but for the `services` that all webhooks have and for what is too short to be an
 * id or a secret. In any case, because some proxies write paths in small letters.
 */
function secretParts(webhookUrl: string): RegExp {
  const path = webhookUrl.slice(new URL(webhookUrl).origin.length);
  const parts = [path, ...path.split(/[/?#&=]/)];
  const secret = parts.filter((part) => part.length >= 4 && part !== 'services');
  const longestFirst = secret.sort((a, b) => b.length - a.length);
  const escaped = longestFirst.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(escaped.join('|') || '(?!)', 'gi');
}
