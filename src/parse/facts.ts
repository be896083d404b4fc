import type { Fact } from '../alarm/alarm.ts';
import { isObject } from '../json.ts';
import { isVisible } from '../text.ts';

/** What a message counts as left out; more would only cost time. */
const MOST_LISTED = 1_000;
/** Levels of objects, lists, and JSON within JSON; nobody but an attacker has more. */
const DEEPEST = 40;
const KEY_LIMIT = 200;
/** Keys of a path that are shown: the way to a value that is nested deeper is its end. */
const LONGEST_PATH = 6;
const DEEPER = '…';

/** Every readable value of a JSON value under its path, in order: `{a: {b: 1}}` is `a b: 1`. Nothing is dropped but emptiness. */
export function listFacts(value: unknown): readonly Fact[] {
  const found: Fact[] = [];
  collect(value, [], found);
  return found;
}

/** As listFacts, but all of them, and what a person needs comes first: what it is, how bad, why, of what; ids last. */
export function listAllFacts(value: unknown): readonly Fact[] {
  const facts = listFacts(value);
  const ranked = facts.map((fact) => [rankOf(fact.name), fact] as const);
  return ranked.toSorted(([a], [b]) => a - b).map(([, fact]) => fact);
}

/** By the last words of a name; the first that fits. Twelve ranks at most, so that a nested one comes after its kind. */
const RANKS: readonly RegExp[] = [
  /\b(?:title|subject|summary|headline|alertname)$/i,
  /\b(?:severity|priority|level|risk)(?: label)?$/i,
  /\b(?:status|state|result|outcome|compliance type|condition)$/i,
  /\b(?:reason|cause|error|errors|message|description|exception|error (?:code|type|message)|details?)$/i,
  /\b(?:resource|resources|name|service|source|instance|cluster|bucket|key|database|host|project|environment|type|action|event|event name)$/i,
];
const METADATA =
  /\b(?:ids?|uuid|arn|arns|token|version|digest|hash|e tag|etag|md5sum|sha256sum|sequencer|partition|fingerprint|principal|schema|checksum|nonce|etag)$|^(?:metadata|headers?|response elements|account|region)\b/i;

/** When an event was sent: of more use than what has no rank. */
const TIME_RANK = 6;

function rankOf(name: string): number {
  if (name === 'Time' || name === 'Event time') return TIME_RANK;
  if (METADATA.test(name)) return 20;
  const words = name.split(' ').length;
  const rank = RANKS.findIndex((pattern) => pattern.test(name));
  if (rank < 0) return words > 4 ? 12 : 10;
  return words > 4 ? rank + 12 : rank;
}

function collect(value: unknown, path: readonly string[], found: Fact[], depth = 0): void {
  if (found.length >= MOST_LISTED) return;
  if (depth > DEEPEST) {
    found.push({ name: nameOf(path), value: DEEPER });
    return;
  }
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) {
    push(value.filter(Boolean).join('\n'), path, found, depth);
  } else if (Array.isArray(value)) {
    for (const item of value) collect(item, path, found, depth + 1);
  } else if (isObject(value)) {
    for (const [key, inner] of Object.entries(value))
      collect(inner, [...path, wordsOf(key)], found, depth + 1);
  } else if (typeof value === 'string') {
    push(value, path, found, depth);
  } else if (typeof value === 'boolean' || Number.isFinite(value)) {
    push(String(value), path, found, depth);
  }
}

function push(value: string, path: readonly string[], found: Fact[], depth: number): void {
  const text = value.trim();
  if (!isVisible(text) || NO_TIME.test(text)) return;
  const inner = /^[[{]/.test(text) ? embedded(text) : undefined;
  if (inner === undefined) found.push({ name: nameOf(path), value: unescaped(text) });
  else collect(inner, path, found, depth + 1);
}

/** How Go and .NET write that there is no time. */
const NO_TIME = /^0001-01-01(?:T00:00:00(?:\.0{1,9})?(?:Z|[+-]00:?00)?)?$/;

/** `\n` that was escaped once too often becomes a line; `C:\new` stays. */
export function unescaped(text: string): string {
  const isEscaped = text.includes('\\n') && !text.includes('\n') && !/[A-Za-z]:\\/.test(text);
  return isEscaped ? text.replace(/(?:\\r)?\\n/g, '\n').replace(/\\t/g, '\t') : text;
}

/** `service`, `serviceName` is Service name: a word that the next key begins with is not said twice. */
function nameOf(path: readonly string[]): string {
  const words = path.filter((key, index) => {
    const next = path[index + 1]?.toLowerCase();
    return !next?.startsWith(`${key.toLowerCase()} `);
  });
  if (words.length <= LONGEST_PATH) return words.join(' ');
  return [words[0], DEEPER, ...words.slice(1 - LONGEST_PATH)].join(' ');
}

/** JSON inside a JSON string, as AWS services like to nest it; cut-off JSON is read as far as it goes. */
function embedded(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return salvage(text);
  }
}

/** The `"key": value` pairs of a text that is no longer valid JSON. */
export function salvage(text: string): Record<string, string> | undefined {
  const pairs = text.matchAll(
    /"([^"\\]{1,100})"\s*:\s*(?:"((?:[^"\\]|\\.){0,2000})|(-?[\d.]+|true|false))/g,
  );
  const found = [...pairs].map(([, key = '', quoted, bare = '']) => [key, quoted ?? bare] as const);
  return found.length > 0 ? Object.fromEntries(found) : undefined;
}

/** Characters of a text that are looked at line by line. */
const LONGEST_PAIRS = 20_000;

/** A text of lines such as `Key: value`. */
export interface Pairs {
  readonly pairs: Readonly<Record<string, string>>;
  /** The lines that are none. */
  readonly others: string;
}

/** The lines `Key='value'` of CloudFormation and `Key: value` of AWS Budgets; undefined where a text has few. */
export function pairsOf(text: string): Pairs | undefined {
  const pairs = new Map<string, string>();
  const others: string[] = [];
  const end = text.length > LONGEST_PAIRS ? text.lastIndexOf('\n', LONGEST_PAIRS) : text.length;
  for (const line of text.slice(0, Math.max(0, end)).split(/\r?\n/)) {
    const [, key, value = ''] = /^([A-Z][A-Za-z ]{0,40})(?:='|: )(.*)/s.exec(line) ?? [];
    if (key === undefined || pairs.has(key)) {
      if (/[\p{L}\d]/u.test(line)) others.push(line.trim());
    } else if (value !== "null'") pairs.set(key, value.trimEnd().replace(/'$/, ''));
  }
  if (pairs.size < 3) return undefined;
  const rest = text.slice(end).trim();
  return {
    pairs: Object.fromEntries(pairs),
    others: [...others, ...(rest === '' ? [] : [rest])].join('\n'),
  };
}

/** Names that are written with a capital within. */
const BRANDS =
  /^(?:ElastiCache|CloudWatch|CloudFormation|CloudTrail|CloudFront|CodeBuild|CodePipeline|CodeCommit|CodeDeploy|DynamoDB|DevOps|GuardDuty|EventBridge|OpenSearch|FreeRTOS|GitHub|GitLab|JavaScript|PostgreSQL|MySQL|MariaDB|DocumentDB|ElasticSearch|IPv4|IPv6|[KMGTPE]i?B(?:ps)?|[km]Wh|[KMG]Hz|mTLS|eTag|vCPUs?|iOS|macOS)$/;

/**
 * `NewStateReason` as `New state reason`, `alarm-name` as `Alarm name`; capitals such as `AWSAccountId`, and names such
 * as `ElastiCache` and `GiB`, stay whole. A key that is no identifier (`AWS::S3::Bucket`, `Event Source`) stays as it is.
 */
function wordsOf(key: string): string {
  const name = key.slice(0, KEY_LIMIT);
  if (/[^\w\s-]/.test(name)) return name;
  const words = name.replace(/[_-]/g, ' ').split(' ').filter(Boolean).flatMap(partsOf);
  const text = words.join(' ');
  return BRANDS.test(words[0] ?? '') ? text : text.charAt(0).toUpperCase() + text.slice(1);
}

function partsOf(word: string): readonly string[] {
  if (BRANDS.test(word)) return [word];
  const [, before = '', unit = ''] = /^(.{0,150}?[a-z])([KMGTPE]i?B|IPv[46])$/.exec(word) ?? [];
  if (unit !== '') return [...partsOf(before), unit];
  const brand = BRAND_START.exec(word)?.[0];
  if (brand !== undefined && /^[A-Z]/.test(word.slice(brand.length))) {
    return [brand, ...partsOf(word.slice(brand.length))];
  }
  return word
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .split(' ')
    .map((part) => (/^[A-Z]{2,}$/.test(part) ? part : part.toLowerCase()));
}

const BRAND_START =
  /^(?:ElastiCache|CloudWatch|CloudFormation|CloudTrail|CloudFront|CodeBuild|CodePipeline|DynamoDB|DevOps|GuardDuty|EventBridge|OpenSearch|GitHub)/;
