import { isObject, type JsonObject } from '../json.ts';

/**
 * The keys of an alarm that the message tells in its own way, or that nobody has to read; what is not named here is
 * shown as a fact. Written with a small first letter, which stands for either.
 */
export interface Known extends ReadonlyMap<string, Known | true> {}

function named(keys: string, inner: Readonly<Record<string, Known>> = {}): Known {
  const names = keys.split(/\s+/).map((key) => [key, true] as const);
  return inBothSpellings([...names, ...Object.entries(inner)]);
}

function inBothSpellings(entries: readonly (readonly [string, Known | true])[]): Known {
  return new Map(
    entries.flatMap(([key, known]) => [
      [key, known],
      [key.charAt(0).toUpperCase() + key.slice(1), known],
    ]),
  );
}

const METRIC = named('id expression label returnData period accountId', {
  metricStat: named('period stat unit', { metric: named('namespace metricName name dimensions') }),
});

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_AlarmPromQLCriteria.html */
const CRITERIA = { evaluationCriteria: inBothSpellings([['promQLCriteria', named('query')]]) };

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricAlarm.html */
const TRIGGER = named(
  `metricName namespace statisticType statistic extendedStatistic unit dimensions period evaluationPeriods
  datapointsToAlarm comparisonOperator threshold treatMissingData evaluateLowSampleCountPercentile thresholdMetricId
  accountId query queryString promQLCriteria`,
  { metrics: METRIC, ...CRITERIA },
);

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html */
export const OF_NOTIFICATION = named(
  `alarmName alarmDescription aWSAccountId alarmConfigurationUpdatedTimestamp newStateValue newStateReason
  stateChangeTime region alarmArn oldStateValue oKActions alarmActions insufficientDataActions alarmRule
  alarmTagsStatus alarmContributor alarmContributorAttributes contributorAttributes
  alarmContributorId contributorId newStateReasonData stateValue stateReason stateReasonData
  stateUpdatedTimestamp stateTransitionedTimestamp actionsEnabled`,
  {
    ...CRITERIA,
    trigger: TRIGGER,
    triggeringChildren: named('arn alarmArn alarmName', { state: named('value timestamp reason') }),
  },
);

const STATE = named(
  'value reason reasonData timestamp actionsSuppressedBy actionsSuppressedReason muteDetail evaluationState',
);

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html */
export const OF_STATE_CHANGE = named(
  'alarmName operation alarmContributor alarmTagsStatus muteDetail',
  {
    state: STATE,
    previousState: STATE,
    configuration: new Map([
      ...TRIGGER,
      ...named(
        `description alarmName alarmRule actionsEnabled timestamp okActions alarmActions insufficientDataActions
      actionsSuppressor actionsSuppressorWaitPeriod actionsSuppressorExtensionPeriod`,
      ),
    ]),
  },
);

/** What the source holds beside the keys that are known, in its place. */
export function unknownOf(source: JsonObject, known: Known): JsonObject {
  const kept: [string, unknown][] = [];
  for (const key of Object.keys(source)) {
    const inner = known.get(key);
    if (inner === true) continue;
    const rest = inner === undefined ? source[key] : unknownWithin(source[key], inner);
    if (rest !== undefined) kept.push([key, rest]);
  }
  return Object.fromEntries(kept);
}

function unknownWithin(value: unknown, known: Known): unknown {
  if (Array.isArray(value)) {
    const rest = value.flatMap((item) => unknownWithin(item, known) ?? []);
    return rest.length === 0 ? undefined : rest;
  }
  const rest = isObject(value) ? unknownOf(value, known) : {};
  return Object.keys(rest).length === 0 ? undefined : rest;
}
