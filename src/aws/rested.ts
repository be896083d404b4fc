import {
  type CloudWatchClient,
  DescribeAlarmHistoryCommand,
  DescribeAlarmsCommand,
} from '@aws-sdk/client-cloudwatch';
import { LOOKBACK, type Rest, restOf } from '../alarm/flapping.ts';
import type { StateChange } from '../alarm/state-change.ts';
import type { ReadRested } from '../ports.ts';
import { EVERY_TYPE } from './alarm-types.ts';
import type { AwsAccess, HttpFetch } from './call.ts';
import { createCloudWatchClient, PATIENT } from './cloudwatch-client.ts';
import { orDenied } from './denied.ts';
import { toAlarm } from './described-alarm.ts';
import { pagesOf } from './pages.ts';
import { toStateChange } from './state-changes.ts';
import { isTold, type Scope } from './told.ts';

/** Milliseconds for one call; nobody waits for the hourly run. */
const BUDGET = 5_000;
const PAGE = 100;
/** 20,000 changes within two hours. */
const MOST_PAGES = 200;

/**
 * Which alarms of this stack flapped and have come to rest.
 * @throws the SDK's error when CloudWatch gives no answer: the run has to be tried again
 */
export function createReadRested(access: AwsAccess, told: Scope, fetch: HttpFetch): ReadRested {
  return (from, to) =>
    orDenied(async () => {
      const client = createCloudWatchClient(access, access.region, fetch, PATIENT);
      const rests = new Map<string, Rest>();
      for (const [name, changes] of await readAllChanges(client, from - LOOKBACK)) {
        const rest = restOf(changes, from, to);
        if (rest !== undefined) rests.set(name, rest);
      }
      const alarms = await describe(client, told, [...rests.keys()]);
      return alarms.flatMap((alarm) => {
        const rest = rests.get(alarm.name);
        return rest === undefined
          ? []
          : [{ alarm: { ...alarm, state: rest.state, changedAt: rest.since }, rest }];
      });
    });
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarmHistory.html */
async function readAllChanges(
  client: CloudWatchClient,
  from: number,
): Promise<ReadonlyMap<string, readonly StateChange[]>> {
  const found = new Map<string, StateChange[]>();
  const pages = pagesOf(MOST_PAGES, (NextToken) =>
    client.send(
      new DescribeAlarmHistoryCommand({
        AlarmTypes: EVERY_TYPE,
        HistoryItemType: 'StateUpdate',
        StartDate: new Date(from),
        MaxRecords: PAGE,
        NextToken,
      }),
      { abortSignal: AbortSignal.timeout(BUDGET) },
    ),
  );
  for await (const { AlarmHistoryItems = [] } of pages) {
    for (const item of AlarmHistoryItems) {
      const { AlarmName: name = '', AlarmContributorId: series } = item;
      if (series === undefined) found.set(name, [...(found.get(name) ?? []), toStateChange(item)]);
    }
  }
  return found;
}

async function describe(client: CloudWatchClient, told: Scope, names: readonly string[]) {
  const found = [];
  for (let start = 0; start < names.length; start += PAGE) {
    const { MetricAlarms = [], CompositeAlarms = [] } = await client.send(
      new DescribeAlarmsCommand({
        AlarmNames: names.slice(start, start + PAGE),
        AlarmTypes: EVERY_TYPE,
        MaxRecords: PAGE,
      }),
      { abortSignal: AbortSignal.timeout(BUDGET) },
    );
    for (const one of [...MetricAlarms, ...CompositeAlarms]) {
      const { AlarmActions = [], OKActions = [], InsufficientDataActions = [] } = one;
      const actions = [...AlarmActions, ...OKActions, ...InsufficientDataActions];
      if (isTold(one, told, actions)) found.push(toAlarm(one));
    }
  }
  return found;
}
