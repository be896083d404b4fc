import type { Alarm, Evaluation, Fact, Trigger } from '../alarm/alarm.ts';
import {
  isRegion,
  parseAlarmArn,
  partitionOf,
  regionName,
  regionOfName,
} from '../alarm/regions.ts';
import { isObject, type JsonObject, present, readObject, readText, readTime } from '../json.ts';
import { readChildren, readState } from './composite.ts';
import { listFacts } from './facts.ts';
import { parseStateReason } from './state-reason.ts';
import { lowerKeys, parseTrigger, readDimensions, upperKeys } from './trigger.ts';
import { OF_NOTIFICATION, unknownOf } from './unknown.ts';

/**
 * The message that CloudWatch publishes to SNS, in all its forms: single metric, metric math, anomaly detection,
 * Metrics Insights, composite, and those that add keys not documented yet. Undefined when it is no alarm.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html
 */
export function parseAlarm(given: JsonObject): Alarm | undefined {
  const source = asNotification(given);
  const state = readState(source, 'NewStateValue');
  const arn = readText(source, 'AlarmArn');
  const name = readText(source, 'AlarmName') ?? parseAlarmArn(arn)?.name;
  if (state === undefined || name === undefined) return undefined;
  const reason = readText(source, 'NewStateReason');
  const evaluation = parseStateReason(reason, source['NewStateReasonData']);
  const trigger = readTrigger(source, evaluation);
  return present({
    name,
    arn,
    description: readText(source, 'AlarmDescription'),
    state,
    previousState: readState(source, 'OldStateValue'),
    changedAt: readTime(source, 'StateChangeTime'),
    configuredAt: readTime(source, 'AlarmConfigurationUpdatedTimestamp'),
    reason,
    evaluation,
    trigger,
    facts: readFacts(source, trigger),
    ...locate(arn, source),
    ...readContributor(source),
  });
}

/**
 * What DescribeAlarms returns, and flat forms of other programs, spelled as a notification.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html
 */
function asNotification(given: JsonObject): JsonObject {
  // For speed: nearly all of them are that already.
  if (typeof given['NewStateValue'] === 'string' && isObject(given['Trigger'])) return given;
  const source = given['AlarmName'] === undefined ? upperKeys(given) : given;
  const isFlat = source['Trigger'] === undefined && isOfMetric(source);
  const known = present({
    NewStateValue: source['StateValue'],
    NewStateReason: source['StateReason'],
    NewStateReasonData: source['StateReasonData'],
    StateChangeTime: source['StateTransitionedTimestamp'] ?? source['StateUpdatedTimestamp'],
    Trigger: isFlat ? triggerKeys(source) : undefined,
  });
  const rest = Object.entries(source).filter(([key]) => !isFlat || !OF_TRIGGER.has(key));
  return { ...known, ...Object.fromEntries(rest) };
}

function isOfMetric(source: JsonObject): boolean {
  return source['MetricName'] !== undefined || Array.isArray(source['Metrics']);
}

function triggerKeys(source: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(source).filter(([key]) => OF_TRIGGER.has(key)));
}

const OF_TRIGGER = new Set(
  `MetricName Namespace Statistic ExtendedStatistic Dimensions Period Unit EvaluationPeriods DatapointsToAlarm
  Threshold ComparisonOperator TreatMissingData EvaluateLowSampleCountPercentile Metrics ThresholdMetricId`.split(
    /\s+/,
  ),
);

type Origin = Pick<Alarm, 'partition'> &
  Readonly<Record<'region' | 'regionName' | 'accountId', string | undefined>>;

/** The ARN decides; old messages have none, only the region's display name. */
function locate(arn: string | undefined, source: JsonObject): Origin {
  const parsed = parseAlarmArn(arn);
  const given = readText(source, 'Region');
  const code = parsed?.region ?? (isRegion(given) ? given : regionOfName(given));
  return {
    partition: partitionOf(code),
    region: code,
    regionName: regionName(code) ?? (isRegion(given) ? undefined : given),
    accountId: parsed?.accountId ?? readText(source, 'AWSAccountId'),
  };
}

function readTrigger(source: JsonObject, evaluation: Evaluation): Trigger | undefined {
  const rule = readText(source, 'AlarmRule');
  if (rule !== undefined || Array.isArray(source['TriggeringChildren'])) {
    return present({
      kind: 'composite' as const,
      rule,
      children: readChildren(source, 'TriggeringChildren', readText(source, 'NewStateReason')),
    });
  }
  const trigger = { ...readObject(source, 'EvaluationCriteria'), ...readObject(source, 'Trigger') };
  return parseTrigger(trigger, evaluation);
}

/** What is not told elsewhere; of a trigger that cannot be read, all of it. */
function readFacts(source: JsonObject, trigger: Trigger | undefined): readonly Fact[] {
  const { Trigger: rest, ...unknown } = unknownOf(source, OF_NOTIFICATION);
  if (trigger === undefined) return listFacts({ ...unknown, trigger: source['Trigger'] });
  const query = trigger.kind === 'query' ? trigger.query.trim() : undefined;
  const facts = listFacts({ ...unknown, ...(isObject(rest) ? rest : {}) });
  return facts.filter(({ value }) => value !== query);
}

/** Not in the published schema: taken from whichever key names the contributor's attributes and its id. */
export function readContributor(
  source: JsonObject,
): Partial<Pick<Alarm, 'contributor' | 'contributorId'>> {
  const keys = Object.keys(source).filter((key) => /contributor/i.test(key));
  if (keys.length === 0) return {};
  const named = (ending: RegExp) => keys.find((key) => ending.test(key));
  const nested = lowerKeys(readObject(source, named(/^alarmcontributor$/i) ?? ''));
  const found = named(/contributorattributes$/i);
  const attributes = readDimensions(nested['attributes'] ?? (found && source[found]));
  if (attributes.length === 0) return {};
  const id = readText(nested, 'id') ?? readText(source, named(/contributorid$/i) ?? '');
  return {
    contributor: attributes,
    ...(id !== undefined && id.length <= LONGEST_ID ? { contributorId: id } : {}),
  };
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarmHistory.html */
const LONGEST_ID = 16;
