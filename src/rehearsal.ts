import type { FetchFunction } from '@slack/webhook';
import type { Notifier } from './notify/notifier.ts';
import type { Deliver, Log } from './ports.ts';
import { createDeliver } from './slack/deliver.ts';

/** What a notifier has to do with. */
export interface World {
  readonly deliver: Deliver;
  readonly fetch: FetchFunction;
  readonly log: Log;
}

interface Home {
  readonly region: string;
  readonly accountId?: string;
}

const WEBHOOK = 'https://hooks.slack.com/services/T00000000/B00000000/rehearsal';
const INSTANCE = 'i-0123456789abcdef0';
/** Seconds. */
const PERIOD = 300;

/**
 * V8 compiles a function at its first call, and libraries load what they need at theirs. So that the first alarm finds
 * all of that done, an invented one goes the whole way during start-up, which has the full CPU; an invocation of a small
 * function has a fraction of it. At 512 MB and with a chart this saves 15 % of a cold start (docs/benchmark.md).
 * Nothing leaves the process: stand-ins answer in place of Slack and AWS.
 * Never rejects; resolves with whether all went well.
 */
export async function rehearse(
  compose: (world: World) => Notifier,
  place: Home = { region: 'us-east-1' },
): Promise<boolean> {
  const now = Date.now();
  let isFlawless = true;
  const log: Log = (level) => {
    isFlawless &&= level === 'info';
  };
  const fetch = createFetch(now);
  const deliver = createDeliver({ webhookUrl: WEBHOOK, log, fetch });
  try {
    await compose({ deliver, fetch, log })(eventAt(place, now), () => 30_000);
  } catch {
    return false;
  }
  return isFlawless;
}

/** An ALARM of an instance, as SNS brings it: what a function is mostly started for. `now`: epoch milliseconds. */
function eventAt({ region, accountId = '123456789012' }: Home, now: number): unknown {
  const Message = JSON.stringify({
    AlarmName: 'rehearsal',
    AlarmDescription: 'Runbook: https://example.com/',
    AWSAccountId: accountId,
    OldStateValue: 'OK',
    NewStateValue: 'ALARM',
    NewStateReason:
      'Threshold Crossed: 1 out of the last 1 datapoints [97.64 (22/11/26 07:55:00)] was greater than the threshold ' +
      '(80.0) (minimum 1 datapoint for OK -> ALARM transition).',
    StateChangeTime: new Date(now).toISOString(),
    Region: region,
    AlarmArn: `arn:aws:cloudwatch:${region}:${accountId}:alarm:rehearsal`,
    Trigger: {
      MetricName: 'CPUUtilization',
      Namespace: 'AWS/EC2',
      StatisticType: 'Statistic',
      Statistic: 'AVERAGE',
      Unit: null,
      Dimensions: [{ value: INSTANCE, name: 'InstanceId' }],
      Period: PERIOD,
      EvaluationPeriods: 1,
      DatapointsToAlarm: 1,
      ComparisonOperator: 'GreaterThanThreshold',
      Threshold: 80,
      TreatMissingData: 'missing',
    },
  });
  const Sns = { Subject: 'rehearsal', Message, Timestamp: new Date(now).toISOString() };
  return { Records: [{ EventSource: 'aws:sns', Sns }] };
}

/** Answers as Slack, EC2 and CloudWatch do. */
function createFetch(now: number): FetchFunction {
  return async (url, { body } = {}) => {
    const text = answerTo(String(url), String(body), now);
    return {
      ok: true,
      status: 200,
      statusText: 'OK',
      url: '',
      headers: { get: () => null, entries: () => [] },
      text: async () => text,
      json: async () => JSON.parse(text),
      arrayBuffer: async () => new TextEncoder().encode(text).buffer,
    };
  };
}

function answerTo(url: string, body: string, now: number): string {
  if (url === WEBHOOK) return 'ok';
  return body.includes('DescribeTags')
    ? `<item><resourceId>${INSTANCE}</resourceId><key>Name</key><value>web-1</value></item>`
    : JSON.stringify({ Datapoints: datapoints(now), AlarmHistoryItems: changes(now) });
}

/** It went off once before, an hour ago. */
function changes(now: number): readonly unknown[] {
  return ['ALARM', 'OK'].map((stateValue, index, [first]) => ({
    Timestamp: now / 1000 - 3_600 + index * PERIOD,
    HistoryData: JSON.stringify({
      oldState: { stateValue: index === 0 ? 'OK' : first },
      newState: { stateValue },
    }),
  }));
}

function datapoints(now: number): readonly unknown[] {
  const newest = Math.floor(now / 1000 / PERIOD) * PERIOD;
  return Array.from({ length: 20 }, (_, age) => ({
    Timestamp: newest - age * PERIOD,
    Average: 97.64 - age,
    Unit: 'Percent',
  }));
}
