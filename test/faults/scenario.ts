import { composeHandler, type Handler } from '../../src/compose.ts';
import { createHttpsFetch } from '../../src/http/fetch.ts';
import { createDeliver } from '../../src/slack/deliver.ts';
import { paced } from '../../src/slack/pace.ts';
import { at, readTemplate } from '../helpers/template.ts';
import { type AwsModel, type AwsSettings, createAwsModel, timeOf } from './aws-model.ts';
import { type Clock, createClock } from './clock.ts';
import { type CloudWatchModel, createCloudWatchModel } from './cloudwatch-model.ts';
import { type SlackModel, startSlackModel, type Weather } from './slack-model.ts';

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export interface Scenario {
  /** How many alarms, and at which moments (ms). */
  readonly alarms: readonly number[];
  readonly weather: (now: number) => Weather;
  /** Whether the function starts at all at this moment; it does unless told. */
  readonly starts?: (now: number) => boolean;
  /** Whether SNS can hand over at this moment; it can unless told. */
  readonly reachable?: readonly { readonly at: number; readonly isReachable: boolean }[];
  readonly dies?: (now: number) => boolean;
  readonly concurrency?: number;
  /** Whether the function may ask CloudWatch what else is in ALARM, as with `Chart` on. */
  readonly asks?: boolean;
  /** The moment at which parked messages are put back, if ever. */
  readonly redeliverAt?: number;
}

export interface Result {
  readonly alarms: number;
  readonly shown: number;
  readonly parked: number;
  readonly lost: number;
  /** Showings beyond the first of each alarm. */
  readonly duplicates: number;
  /** Messages that Slack displays, and how many of them call somebody. */
  readonly messages: number;
  readonly mentions: number;
  /** Messages that Slack took and does not display. */
  readonly hidden: number;
  /** Milliseconds from the first alarm to the last that was shown for the first time. */
  readonly lastShownAfter: number;
}

/** The numbers that the template gives to Lambda and SQS. */
export function settingsOfTemplate(): AwsSettings {
  const template = readTemplate();
  const number = (...path: readonly (string | number)[]) =>
    Number(at(template, 'Resources', ...path));
  const event = ['Notifier', 'Properties', 'Events', 'Undelivered', 'Properties'];
  return {
    functionTimeout: number('Notifier', 'Properties', 'Timeout') * SECOND,
    asyncRetries: number('Notifier', 'Properties', 'EventInvokeConfig', 'MaximumRetryAttempts'),
    visibilityTimeout: number('UndeliveredQueue', 'Properties', 'VisibilityTimeout') * SECOND,
    maxReceiveCount: number('UndeliveredQueue', 'Properties', 'RedrivePolicy', 'maxReceiveCount'),
    batchSize: number(...event, 'BatchSize'),
    batchWindow: number(...event, 'MaximumBatchingWindowInSeconds') * SECOND,
    queueConcurrency: number(...event, 'ScalingConfig', 'MaximumConcurrency'),
    concurrency: 1_000,
  };
}

/** Plays a scenario to its end on a clock of its own: the real handler, a real HTTP server as Slack, AWS as a model. */
export async function play(scenario: Scenario): Promise<Result> {
  const clock = createClock();
  await using slack = await startSlackModel(clock, scenario.weather);
  const { dies, concurrency } = scenario;
  const settings = {
    ...settingsOfTemplate(),
    ...(dies === undefined ? {} : { dies }),
    ...(concurrency === undefined ? {} : { concurrency }),
  };
  const cloudWatch = createCloudWatchModel();
  const aws: AwsModel = createAwsModel(clock, settings, () =>
    startContainer({ clock, slack, scenario, aws, cloudWatch }),
  );
  schedule({ clock, aws, cloudWatch }, scenario);
  await clock.until(15 * DAY);
  return summarise(scenario, slack, aws);
}

interface World {
  readonly clock: Clock;
  readonly slack: SlackModel;
  readonly scenario: Scenario;
  readonly aws: AwsModel;
  readonly cloudWatch: CloudWatchModel;
}

function schedule(
  { clock, aws, cloudWatch }: Pick<World, 'clock' | 'aws' | 'cloudWatch'>,
  { alarms, reachable = [], redeliverAt }: Scenario,
): void {
  const later = (moment: number, act: () => void) =>
    clock.run(async () => {
      await clock.sleep(moment);
      act();
    });
  for (const { at: moment, isReachable } of reachable)
    later(moment, () => aws.setReachable(isReachable));
  for (const [index, moment] of alarms.entries())
    later(moment, () => {
      const name = `alarm-${index + 1}`;
      cloudWatch.set(name, timeOf(clock.now()));
      aws.publish(name);
    });
  if (redeliverAt !== undefined) later(redeliverAt, () => aws.redeliver());
}

async function startContainer({
  clock,
  slack,
  scenario,
  aws,
  cloudWatch,
}: World): Promise<Handler> {
  if (scenario.starts?.(clock.now()) === false) throw new Error('the start-up failed');
  const log = () => {};
  const options = { webhookUrl: slack.webhookUrl, log, sleep: clock.sleep };
  const post = createDeliver({
    ...options,
    attemptTimeoutMs: REAL_PATIENCE,
    fetch: patient(clock),
  });
  const env = { SLACK_WEBHOOK_URL: slack.webhookUrl, MENTION_ON_ALARM: '@here' };
  const storm = {
    readCompany: async () => cloudWatch.burning(),
    postpone: async (content: unknown) => aws.postpone(JSON.stringify(content), 20 * SECOND),
  };
  return composeHandler(env, {
    deliver: paced(post, clock),
    park: aws.park,
    ...(scenario.asks ? { storm } : {}),
    log,
    now: () => timeOf(clock.now()),
  });
}

/** Real milliseconds until an answer that never comes is given up, which then counts as the attempt's 15 s. */
const REAL_PATIENCE = 300;

function patient(clock: Clock): ReturnType<typeof createHttpsFetch>['fetch'] {
  const { fetch } = createHttpsFetch();
  return async (url, init) => {
    try {
      return await fetch(url, init);
    } catch (error) {
      if (init?.signal?.aborted) await clock.sleep(15 * SECOND);
      throw error;
    }
  };
}

function summarise({ alarms }: Scenario, slack: SlackModel, aws: AwsModel): Result {
  const names = alarms.map((_, index) => `alarm-${index + 1}`);
  const parked = new Set(aws.parked());
  const first = names.flatMap((name) => slack.shown.get(name)?.[0] ?? []);
  const showings = [...slack.shown.values()].reduce((sum, moments) => sum + moments.length, 0);
  return {
    alarms: names.length,
    shown: first.length,
    parked: names.filter((name) => parked.has(name) && !slack.shown.has(name)).length,
    lost:
      names.filter((name) => !parked.has(name) && !slack.shown.has(name)).length + aws.pending(),
    duplicates: showings - first.length,
    messages: slack.messages(),
    mentions: slack.mentions(),
    hidden: slack.hidden(),
    lastShownAfter: first.length === 0 ? 0 : Math.max(...first) - Math.min(...alarms),
  };
}
