import {
  type AlarmHistoryItem,
  type CloudWatchClient,
  DescribeAlarmHistoryCommand,
  DescribeAlarmsCommand,
  type MetricAlarm,
} from '@aws-sdk/client-cloudwatch';
import type { Datapoint } from '../alarm/alarm.ts';
import type { Limits, Span } from '../alarm/evaluator.ts';
import type { Setup } from '../alarm/put-alarm.ts';
import type { Update } from '../alarm/report.ts';
import { stateNamed } from '../alarm/state-change.ts';
import { present } from '../json.ts';
import type { ReadPast, ReadWeek, Watched } from '../ports.ts';
import { EVERY_TYPE } from './alarm-types.ts';
import type { AwsAccess, HttpFetch } from './call.ts';
import { readDatapoints } from './cloudwatch.ts';
import { createCloudWatchClient, PATIENT } from './cloudwatch-client.ts';
import { type DescribedAlarm, toAlarm } from './described-alarm.ts';
import { pagesOf } from './pages.ts';
import { toStateChange } from './state-changes.ts';
import { isTold, type Scope } from './told.ts';

/** Milliseconds for one call. */
const BUDGET = 5_000;
const PAGE = 100;
/** 10,000 alarms, 10,000 changes a week. */
const MOST_PAGES = 100;
/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricStatistics.html */
const MOST_DATAPOINTS = 1_440;

/**
 * Reads every alarm that this stack tells, and what changed in the span.
 * @throws the SDK's error when CloudWatch gives no answer: the run has to be tried again
 */
export function createReadWeek(access: AwsAccess, told: Scope, fetch: HttpFetch): ReadWeek {
  const client = createCloudWatchClient(access, access.region, fetch, PATIENT);
  return async (span) => {
    const [alarms, updates] = await Promise.all([
      readAlarms(client, told),
      readUpdates(client, span),
    ]);
    return { alarms, updates };
  };
}

async function readAlarms(client: CloudWatchClient, told: Scope): Promise<readonly Watched[]> {
  const found: Watched[] = [];
  const pages = pagesOf(MOST_PAGES, (NextToken) =>
    client.send(
      new DescribeAlarmsCommand({
        AlarmTypes: EVERY_TYPE,
        MaxRecords: PAGE,
        NextToken,
      }),
      { abortSignal: AbortSignal.timeout(BUDGET) },
    ),
  );
  for await (const { MetricAlarms = [], CompositeAlarms = [] } of pages) {
    const described = [...MetricAlarms, ...CompositeAlarms];
    found.push(...described.filter((one) => isTold(one, told)).map(toWatched));
  }
  return found;
}

type Described = DescribedAlarm & Partial<MetricAlarm>;

function toWatched(described: Described): Watched {
  const alarm = toAlarm(described);
  const stat = alarm.trigger?.kind === 'metric' ? alarm.trigger.stat : undefined;
  const setup: Setup | undefined =
    stat &&
    present({
      name: alarm.name,
      region: alarm.region,
      description: described.AlarmDescription,
      actionsEnabled: described.ActionsEnabled !== false,
      alarmActions: described.AlarmActions ?? [],
      okActions: described.OKActions ?? [],
      insufficientDataActions: described.InsufficientDataActions ?? [],
      stat: present({ ...stat, unit: described.Unit }),
    });
  return present({ alarm, setup, limits: limitsOf(described) });
}

/** Undefined for an alarm against a band, or over an expression. */
function limitsOf(described: Described): Limits | undefined {
  const { ComparisonOperator: comparison, Threshold: threshold, Period: period } = described;
  const { EvaluationPeriods: evaluationPeriods } = described;
  if (comparison === undefined || threshold === undefined) return undefined;
  if (period === undefined || evaluationPeriods === undefined) return undefined;
  return {
    comparison,
    threshold,
    period,
    evaluationPeriods,
    datapointsToAlarm: described.DatapointsToAlarm ?? evaluationPeriods,
    treatMissingData: described.TreatMissingData ?? 'missing',
  };
}

async function readUpdates(client: CloudWatchClient, span: Span): Promise<readonly Update[]> {
  const found: Update[] = [];
  const pages = pagesOf(MOST_PAGES, (NextToken) =>
    client.send(
      new DescribeAlarmHistoryCommand({
        AlarmTypes: EVERY_TYPE,
        HistoryItemType: 'StateUpdate',
        StartDate: new Date(span.from),
        EndDate: new Date(span.to),
        MaxRecords: PAGE,
        NextToken,
      }),
      { abortSignal: AbortSignal.timeout(BUDGET) },
    ),
  );
  for await (const { AlarmHistoryItems = [] } of pages) {
    found.push(...AlarmHistoryItems.flatMap(toUpdate));
  }
  return found;
}

function toUpdate(item: AlarmHistoryItem): readonly Update[] {
  const { at, ...change } = toStateChange(item);
  const to = stateNamed(change.to);
  if (!item.AlarmName || Number.isNaN(at) || to === undefined) return [];
  return [present({ name: item.AlarmName, at, from: stateNamed(change.from), to })];
}

/** What the alarm measured, in as many calls as it takes, all of them free within the first million a month. */
export function createReadPast(access: AwsAccess, fetch: HttpFetch): ReadPast {
  const client = createCloudWatchClient(access, access.region, fetch, PATIENT);
  return async ({ stat }, period, { from, to }) => {
    const { namespace, statistic } = stat;
    if (namespace === undefined || statistic === undefined) return [];
    const metric = { ...stat, namespace, statistic };
    const length = MOST_DATAPOINTS * period * 1000;
    const begin = Math.ceil(from / (period * 1000)) * period * 1000;
    const found: Datapoint[] = [];
    for (let start = begin; start < to; start += length) {
      const end = Math.min(to, start + length);
      const question = {
        source: { kind: 'metric' as const, metric },
        period,
        from: start,
        to: end,
      };
      found.push(...(await readDatapoints(client, question, AbortSignal.timeout(BUDGET))));
    }
    return found;
  };
}
