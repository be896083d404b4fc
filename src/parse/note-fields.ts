import { isObject, type JsonObject, parseJson } from '../json.ts';
import { salvage } from './facts.ts';
import type { Severity } from './notes.ts';

/** Readers for the rows of known forms: a wrong type is the same as a missing field. */

/** The text or number at a path of keys; a number is the place in a list. */
export function at(source: unknown, ...path: readonly (string | number)[]): string | undefined {
  const value = valueAt(source, ...path);
  if (Number.isFinite(value)) return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

export function valueAt(source: unknown, ...path: readonly (string | number)[]): unknown {
  let value = source;
  for (const key of path) {
    if (Array.isArray(value) && typeof key === 'number') value = value[key];
    else if (isObject(value) && typeof key === 'string') value = value[key];
    else return undefined;
  }
  return value;
}

/** The objects of a list. */
export function listAt(
  source: unknown,
  ...path: readonly (string | number)[]
): readonly JsonObject[] {
  const value = valueAt(source, ...path);
  return Array.isArray(value) ? value.filter(isObject) : [];
}

/** `shop` of `arn:aws:codecommit:eu-west-1:123456789012:shop` and of `…:service/prod/shop`. */
export function shortOf(arn: string | undefined): string | undefined {
  return arn?.split(/[:/]/).filter(Boolean).at(-1);
}

/** `orders-1` of an ARN; any other text as it is. */
export function nameOf(text: string | undefined): string | undefined {
  return text?.startsWith('arn:') ? shortOf(text) : text;
}

/** The parts that are there, as `a: b: c`. */
export function said(...parts: readonly (string | undefined)[]): string {
  return parts.filter(Boolean).join(': ');
}

export function words(...parts: readonly (string | undefined)[]): string {
  return parts.filter(Boolean).join(' ');
}

/** The parts that are there, a line each. A list may be longer than a call may have arguments. */
export function lines(
  ...parts: readonly (string | undefined | readonly (string | undefined)[])[]
): string {
  return parts.flat().filter(Boolean).join('\n');
}

/**
 * `Error: no stock` of an error that was written as JSON, also where that is cut off; any other text as it is. Undefined
 * for JSON that names no error: its facts tell more.
 */
export function errorText(text: string | undefined): string | undefined {
  if (!text?.startsWith('{')) return text;
  const inner = parseJson(text) ?? salvage(text);
  if (inner === undefined) return text;
  const firstOf = (keys: readonly string[]) => keys.map((key) => at(inner, key)).find(Boolean);
  return said(firstOf(ERROR_KINDS), firstOf(ERROR_MESSAGES)) || undefined;
}

const ERROR_KINDS = ['ErrorCode', 'errorType', 'Error', 'error'];
/** `StoppedReason` is that of an ECS task, which Step Functions gives whole. */
const ERROR_MESSAGES =
  'ErrorMessage errorMessage Cause cause StoppedReason message Message reason'.split(' ');

/** 104857600 as `104.9 MB`. */
export function sizeOf(bytes: string | undefined): string | undefined {
  const count = Number(bytes);
  if (!Number.isFinite(count) || count < 0) return undefined;
  const units = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];
  const power = Math.min(units.length - 1, count < 1_000 ? 0 : Math.floor(Math.log10(count) / 3));
  const amount = count / 1_000 ** power;
  return `${Number(amount.toFixed(1))} ${units[power] ?? 'B'}`;
}

/** 1001 as `1,001 USD`: AWS bills in dollars unless it says so. */
export function dollars(amount: string | undefined): string | undefined {
  const value = Number(amount);
  if (!Number.isFinite(value)) return undefined;
  return `${value.toLocaleString('en', { maximumFractionDigits: 2 })} USD`;
}

/** Of a word such as `FAILED`, `SUCCEEDED` or `IN_PROGRESS`; a number says nothing by itself. */
export function severityOf(state: string | undefined): Severity | undefined {
  const word = state ?? '';
  if (
    /^alarm$|fail|rollback|error|fault|stopped|terminat|critical|^high$|non_compliant|unsuccessful|timed?_?out|abort|fatal|emergency|unhealthy|impaired|^(?:sev|p)-?[01]$|^(?:red|severe|down|major|urgent|alert|alerting|triggered|firing|page)$/i.test(
      word,
    )
  )
    return 'critical';
  if (
    /warn|stopping|shutting|interrupt|cancel|supersed|reject|pending|needed|medium|moderate|degraded|expir|^(?:sev|p)-?2$|^(?:yellow|minor)$/i.test(
      word,
    )
  )
    return 'warning';
  if (
    /succe|complete|running|resolved|recover|approved|compliant|passed|healthy|^green$|\bok\b/i.test(
      word,
    )
  )
    return 'good';
  return /^\d*$/.test(word) ? undefined : 'info';
}

/** `Tue, 24 Nov 2026 03:00:00 GMT` in ISO 8601; any other text as it is. */
export function isoTime(text: string | undefined): string | undefined {
  const isHttpDate = /^[A-Z][a-z]{2}, \d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT$/.test(
    text ?? '',
  );
  const time = isHttpDate ? Date.parse(text ?? '') : Number.NaN;
  return Number.isNaN(time) ? text : new Date(time).toISOString();
}

/** A page of the console, in the partition that has this address. */
export function consoleOf(
  region: string | undefined,
  pathIn: (region: string) => string,
): string | undefined {
  if (region === undefined || !/^(?!cn-|us-gov-|eusc-|us-iso)[a-z]{2}-[a-z]+-\d$/.test(region))
    return undefined;
  return `https://${region}.console.aws.amazon.com/${pathIn(region)}`;
}
