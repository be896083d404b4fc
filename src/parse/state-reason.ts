import type { Evaluation } from '../alarm/alarm.ts';
import { isBeyond } from '../alarm/comparison.ts';
import {
  isObject,
  type JsonObject,
  parseJson,
  present,
  readArray,
  readCount,
  readNumber,
  readTime,
} from '../json.ts';

/**
 * CloudWatch puts the measured values into a sentence, and over SNS nowhere else.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html
 */

/** Characters that are read of a reason. CloudWatch itself cuts it at 1,023. */
export const LONGEST_REASON = 4_000;
const NUMBER = String.raw`-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?`;
const DATAPOINT = new RegExp(
  String.raw`^(${NUMBER})(?: \((\d\d)/(\d\d)/(\d\d) (\d\d:\d\d:\d\d)\))?$`,
);
const LISTED = /(?:datapoints?|results?) \[([^\]]*)\]/;
const RECENT_LIST = /most recent datapoints?[^[:]*: \[([^\]]*)\]/;
const LONE = new RegExp(String.raw`datapoint \((${NUMBER})\)`);
const THRESHOLD = new RegExp(String.raw`the threshold \((${NUMBER})\)`);
const UPPER = new RegExp(String.raw`upper thresholds? \[(${NUMBER})`);
const LOWER = new RegExp(String.raw`lower thresholds? \[(${NUMBER})`);
const M_OF_N = /(\d+) out of the last (\d+) (?:datapoints?|(?:\w{1,20} ){1,3}results?)/;
const COUNTED = /(\d+) datapoints? (?:\[|\(|was |were )/;
const MISSING =
  /no datapoints were received for (\d+) periods?|\b(\d+) missing datapoints? (?:was|were) treated as/;
const TREATED = /\btreated as \[?(\w+)/;
const UNKNOWN = /\b(\d+) datapoints? (?:was|were) unknown/;
const SERIES = /\b(\d+) out of (\d+)\+? time series evaluated to ALARM/;
const UNCHECKED = /^Unchecked: /;
const OWN_WORDING =
  /^(?:Thresholds? Crossed|Insufficient Data|Unchecked): |time series evaluated to ALARM/;
/** A composite alarm's: which child moved it, or that it was created. */
const OF_COMPOSITE = /^arn:.+:alarm:.+ (?:transitioned to|was created|was updated)\b/s;

/** Of an alarm over many series, when the last of them is well again. */
const ALL_OK = /^\d+ time series evaluated to OK\b/;

interface Listed {
  readonly value: number;
  readonly at?: number;
}

/** Reads the reason, and `reasonData` (EventBridge, direct Lambda action) for what the reason leaves out. */
export function parseStateReason(reason: string | undefined, reasonData?: unknown): Evaluation {
  const said = parseReason((reason ?? '').slice(0, LONGEST_REASON));
  const source = typeof reasonData === 'string' ? parseJson(reasonData) : reasonData;
  return isObject(source) ? completed(said, source) : said;
}

function completed(said: Evaluation, source: JsonObject): Evaluation {
  const { listed, ...recorded } = parseReasonData(source);
  return {
    ...recorded,
    ...said,
    values: said.values.length > 0 ? said.values : recorded.values,
    ...sinceOf(said, { ...recorded, listed }),
  };
}

/** The first breaching datapoint, where the reason gives no times and the recorded datapoints do. */
function sinceOf(said: Evaluation, recorded: Recorded): Pick<Evaluation, 'since'> {
  const condition = present({
    comparison: said.comparison,
    threshold: said.threshold ?? recorded.threshold,
  });
  const times = recorded.listed.flatMap(({ value, at }) =>
    isBeyond(value, condition) === true ? (at ?? []) : [],
  );
  return said.since !== undefined || times.length === 0
    ? {}
    : { since: times.reduce((a, b) => Math.min(a, b)) };
}

function parseReason(reason: string): Evaluation {
  const values = listDatapoints(reason);
  const [, m, n] = M_OF_N.exec(reason) ?? [];
  const [, inAlarm, series] = SERIES.exec(reason) ?? [];
  const unknown = firstNumber(UNKNOWN, reason);
  const unchecked = UNCHECKED.test(reason);
  const [, periods, gaps] = MISSING.exec(reason) ?? [];
  const missing = toNumber(periods ?? gaps) ?? unknown;
  const expressed = values.length > 0 || missing !== undefined || unchecked || series !== undefined;
  return present({
    understood:
      (OWN_WORDING.test(reason) && expressed) || OF_COMPOSITE.test(reason) || ALL_OK.test(reason),
    values: values.map(({ value }) => value),
    threshold: firstNumber(THRESHOLD, reason),
    comparison: comparisonOf(reason),
    upper: firstNumber(UPPER, reason),
    lower: firstNumber(LOWER, reason),
    breaching: toNumber(m) ?? (unknown === undefined ? firstNumber(COUNTED, reason) : undefined),
    evaluated: toNumber(n),
    since: values.findLast(({ at }) => at !== undefined)?.at,
    missing,
    treatedAs: treatMissingData(TREATED.exec(reason)?.[1]),
    seriesInAlarm: toNumber(inAlarm),
    seriesEvaluated: toNumber(series),
    unchecked: unchecked || undefined,
  });
}

const COMPARED = /(greater|less) than (or equal to )?the threshold/;

/** `was not greater than the threshold`, too, tells that the alarm asks for greater. */
function comparisonOf(reason: string): string | undefined {
  const [, word, orEqual] = COMPARED.exec(reason) ?? [];
  if (word === undefined) return undefined;
  const side = word === 'greater' ? 'Greater' : 'Less';
  return `${side}Than${orEqual === undefined ? '' : 'OrEqualTo'}Threshold`;
}

function listDatapoints(reason: string): readonly Listed[] {
  const lone = firstNumber(LONE, reason);
  if (lone !== undefined) return [{ value: lone }];
  const current = LISTED.exec(reason)?.[1];
  const list = current ?? RECENT_LIST.exec(reason)?.[1] ?? '';
  const inOrder = list.split(', ').flatMap(parseDatapoint);
  // The wording of 2014 gives no times and lists the oldest first.
  const listed = current === undefined ? inOrder.toReversed() : inOrder;
  return listed.toSorted((a, b) => (b.at ?? 0) - (a.at ?? 0));
}

/** `97.6 (22/11/26 08:00:00)`: day before month, UTC. */
function parseDatapoint(text: string): readonly Listed[] {
  const [, number, day, month, year, clock] = DATAPOINT.exec(text) ?? [];
  const value = toNumber(number);
  if (value === undefined) return [];
  const at = Date.parse(`20${year}-${month}-${day}T${clock}Z`);
  return [Number.isNaN(at) ? { value } : { value, at }];
}

type Recorded = Omit<Evaluation, 'understood'> & { readonly listed: readonly Listed[] };

function parseReasonData(source: JsonObject): Recorded {
  const listed = readArray(source, 'evaluatedDatapoints').filter(isObject).flatMap(readRecorded);
  const recent = readNumbers(source, 'recentDatapoints');
  return present({
    listed,
    values: listed.length > 0 ? listed.map(({ value }) => value) : recent.toReversed(),
    threshold: readNumber(source, 'threshold'),
    period: readCount(source, 'period'),
    upper: readNumbers(source, 'recentUpperThresholds').at(-1),
    lower: readNumbers(source, 'recentLowerThresholds').at(-1),
  });
}

function readRecorded(entry: JsonObject): readonly Listed[] {
  const value = readNumber(entry, 'value');
  return value === undefined ? [] : [present({ value, at: readTime(entry, 'timestamp') })];
}

function readNumbers(source: JsonObject, key: string): readonly number[] {
  return readArray(source, key).filter((value): value is number => Number.isFinite(value));
}

/** `notBreaching` from any of its spellings over the years, such as `NonBreaching`; undefined for none. */
export function treatMissingData(text: string | undefined): string | undefined {
  const [, negated, word] =
    /(no[nt])?(breaching|missing|ignore)\W*$/.exec(text?.toLowerCase() ?? '') ?? [];
  return negated !== undefined && word === 'breaching' ? 'notBreaching' : word;
}

function firstNumber(pattern: RegExp, text: string): number | undefined {
  return toNumber(pattern.exec(text)?.[1]);
}

function toNumber(text: string | undefined): number | undefined {
  const number = Number(text);
  return Number.isFinite(number) ? number : undefined;
}
