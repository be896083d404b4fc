/** Milliseconds: half of the first pause at least, the longest pause at most. */
const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 8_000;

/**
 * Milliseconds to wait after this many failures in a row: twice as long each time, and half of it left to chance, so
 * that functions which failed together do not come back together. Never shorter than Slack asked for.
 * https://aws.amazon.com/builders-library/timeouts-retries-and-backoff-with-jitter/
 */
export function pauseAfter(failures: number, askedFor: number, random: () => number): number {
  const half = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (failures - 1)) / 2;
  return Math.max(askedFor, half) + random() * half;
}

/**
 * Milliseconds that a Retry-After asks for, given as seconds or as an HTTP date; undefined if it is neither.
 * https://www.rfc-editor.org/rfc/rfc9110#field.retry-after
 */
export function parseRetryAfter(header: string, now: number): number | undefined {
  if (/^\d+(\.\d+)?$/.test(header)) return Number(header) * 1000;
  const at = header.endsWith(' GMT') ? Date.parse(header) : Number.NaN;
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}
