import type { Condition } from './alarm.ts';

/**
 * CloudWatch's comparison operators, told apart once.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html (ComparisonOperator)
 */

/** The side of the limit, or of the band's two ends, on which a datapoint breaches. */
export type Side = 'above' | 'below' | 'outside';
export type Sign = '>' | '≥' | '<' | '≤';

interface Comparison {
  readonly side: Side;
  /** Only where there is one threshold, not a band. */
  readonly symbol?: Sign;
}

const COMPARISONS: ReadonlyMap<string | undefined, Comparison> = new Map<string, Comparison>([
  ['GreaterThanThreshold', { side: 'above', symbol: '>' }],
  ['GreaterThanOrEqualToThreshold', { side: 'above', symbol: '≥' }],
  ['LessThanThreshold', { side: 'below', symbol: '<' }],
  ['LessThanOrEqualToThreshold', { side: 'below', symbol: '≤' }],
  ['GreaterThanUpperThreshold', { side: 'above' }],
  ['LessThanLowerThreshold', { side: 'below' }],
  ['LessThanLowerOrGreaterThanUpperThreshold', { side: 'outside' }],
]);

/** Undefined for an operator that is not known. */
export function sideOf(operator: string | undefined): Side | undefined {
  return COMPARISONS.get(operator)?.side;
}

/** `>` for `GreaterThanThreshold`; undefined for a band and for an operator that is not known. */
export function symbolOf(operator: string | undefined): Sign | undefined {
  return COMPARISONS.get(operator)?.symbol;
}

/** Whether the value breaches the threshold; undefined where one of the three is not known. */
export function isBeyond(
  value: number | undefined,
  { comparison, threshold }: Pick<Condition, 'comparison' | 'threshold'>,
): boolean | undefined {
  const symbol = symbolOf(comparison);
  if (value === undefined || threshold === undefined || symbol === undefined) return undefined;
  if (value === threshold) return symbol === '≥' || symbol === '≤';
  return sideOf(comparison) === 'above' ? value > threshold : value < threshold;
}
