import type { Datapoint } from './alarm.ts';
import type { Credits } from './culprit.ts';

/** What is left of a credit is spent within seconds. */
const NONE = 0.5;

/**
 * What the newest datapoints mean. An instance in unlimited mode whose credits are gone runs on borrowed ones, its
 * surplus; in standard mode that stays at zero. Undefined where no credit was ever counted.
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/burstable-performance-instances-monitoring-cpu-credits.html
 */
export function creditsOf(
  balances: readonly Datapoint[],
  surplus: readonly Datapoint[],
): Credits | undefined {
  const newest = balances.at(-1);
  if (newest === undefined) return undefined;
  const isUnlimited = (surplus.at(-1)?.value ?? 0) > 0;
  if (newest.value > NONE) return { balance: newest.value, isUnlimited };
  const lastWithSome = balances.findLastIndex(({ value }) => value > NONE);
  return { balance: 0, goneSince: balances[lastWithSome + 1]?.at ?? newest.at, isUnlimited };
}

/**
 * Per cent of a core that an instance without credits is capped at, by its size.
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/burstable-credits-baseline-concepts.html
 */
const BASELINES: ReadonlyMap<string, number> = new Map([
  ['nano', 5],
  ['micro', 10],
  ['small', 20],
  ['medium', 20],
  ['large', 30],
  ['xlarge', 40],
  ['2xlarge', 40],
]);

const BASELINES_OF_T2: ReadonlyMap<string, number> = new Map([
  ['t2.xlarge', 22.5],
  ['t2.2xlarge', 17],
]);

/** Undefined for a type that has no credits, or is not known. */
export function baselineOf(type = ''): number | undefined {
  return BASELINES_OF_T2.get(type) ?? BASELINES.get(type.replace(/^t(?:2|3|3a|4g)\./, ''));
}
