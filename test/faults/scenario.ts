import type { Alarm } from '../../src/alarm/alarm.ts';
import { turnOf } from '../../src/alarm/flapping.ts';
import { type Entry, readEntry } from '../../src/alarm/ledger.ts';
import { composeHandler, type Handler } from '../../src/compose.ts';
import { BusyError } from '../../src/errors.ts';
import { createHttpsFetch } from '../../src/http/fetch.ts';
import type { StormPorts } from '../../src/notify/storm.ts';
import type { FetchHistory } from '../../src/ports.ts';
import { createDeliver } from '../../src/slack/deliver.ts';
import { paced } from '../../src/slack/pace.ts';
import { at, readTemplate } from '../helpers/template.ts';
import { type AwsModel, type AwsSettings, createAwsModel } from './aws-model.ts';
import { type Clock, createClock, tokenBucket } from './clock.ts';
import { ANSWERS, type CloudWatchModel, createCloudWatchModel } from './cloudwatch-model.ts';
import { eventBridgeEvent, hourlyEvent, type Subject, timeOf, topicEvent } from './events.ts';
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
  /** Invocations at a time at this moment. */
  readonly concurrency?: number | ((now: number) => number);
  /** How the change of an alarm (by its number, from 1) is sent; by the topic unless told. */
  readonly sent?: (alarm: number) => Partial<Sending> | undefined;
  /** Whether CloudWatch may not publish to the topic at this moment. */
  readonly refuses?: (now: number) => boolean;
  /** Whether EventBridge loses what happens at this moment. */
  readonly loses?: (now: number) => boolean;
  /** For so many hours there is an hourly run. Each comes twice. */
  readonly hours?: number;
  /** Settings of the function beside the webhook. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Whether the function may ask CloudWatch what else is in ALARM, as with `Chart` on. */
  readonly asks?: boolean;
  /** The other accounts that have a role for it to ask with. */
  readonly roles?: readonly string[];
  /** How often the alarm goes off in all, every so many milliseconds, and how long it lasts. */
  readonly flaps?: { readonly times: number; readonly every: number; readonly lasts: number };
  /**
   * So many milliseconds after each alarm it is OK again; then it counts as shown once that was shown. `isAlone`: nothing
   * was sent of the ALARM itself.
   */
  readonly recovers?: { readonly after: number; readonly isAlone?: boolean };
  /** The moment at which parked messages are put back, if ever. */
  readonly redeliverAt?: number;
}

export interface Sending {
  readonly doors: readonly ('topic' | 'event')[];
  /** Before the alarm's own name. */
  readonly prefix: string;
  readonly account: string;
  /** Milliseconds after the change at which the topic gets it again, at the end of a mute window. */
  readonly unmutedAfter: number;
  /** Whether it is to be told; it is unless told. */
  readonly isTold: boolean;
  /** The alarm over many of which it is a series. */
  readonly seriesOf: string;
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
  /** The hours at which the first alarm was shown. */
  readonly shownAt: readonly number[];
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
    maximumEventAge:
      number('Notifier', 'Properties', 'EventInvokeConfig', 'MaximumEventAgeInSeconds') * SECOND,
    concurrency: () => 1_000,
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
    ...(typeof concurrency === 'number' ? { concurrency: () => concurrency } : {}),
    ...(typeof concurrency === 'function' ? { concurrency } : {}),
  };
  const ledger: Entry[] = [];
  const accounts = createAccounts(clock);
  const aws: AwsModel = createAwsModel(clock, settings, () =>
    startContainer({ clock, slack, scenario, aws, accounts, ledger }),
  );
  schedule({ clock, aws, accounts }, scenario);
  await clock.until(15 * DAY);
  return summarise(scenario, slack, aws);
}

const OWN = '123456789012';

/** CloudWatch in one account. */
interface AccountModel {
  readonly cloudWatch: CloudWatchModel;
  /** Whether it has time for one more question. */
  readonly mayAsk: Readonly<Record<keyof typeof ANSWERS, () => boolean>>;
}

function createAccounts(clock: Clock): (account: string) => AccountModel {
  const accounts = new Map<string, AccountModel>();
  return (account) => {
    const known = accounts.get(account) ?? {
      cloudWatch: createCloudWatchModel(),
      mayAsk: {
        alarms: tokenBucket(clock, ANSWERS.alarms, ANSWERS.alarms),
        history: tokenBucket(clock, ANSWERS.history, ANSWERS.history),
      },
    };
    accounts.set(account, known);
    return known;
  };
}

interface World {
  readonly clock: Clock;
  readonly slack: SlackModel;
  readonly scenario: Scenario;
  readonly aws: AwsModel;
  readonly accounts: (account: string) => AccountModel;
  /** The function's log: what one container wrote another one reads. */
  readonly ledger: Entry[];
}

type Outside = Pick<World, 'clock' | 'aws' | 'accounts'>;

function schedule(world: Outside, scenario: Scenario): void {
  const { clock, aws } = world;
  const { alarms, reachable = [], redeliverAt, hours = 0 } = scenario;
  const later = (moment: number, act: () => void) =>
    clock.run(async () => {
      await clock.sleep(moment);
      act();
    });
  for (const { at: moment, isReachable } of reachable)
    later(moment, () => aws.setReachable(isReachable));
  for (const [index, moment] of alarms.entries()) {
    const sending = sendingOf(scenario, index);
    later(moment, () => change(world, scenario, index));
    if (scenario.recovers)
      later(moment + scenario.recovers.after, () => clear(world, scenario, index));
    if (sending.unmutedAfter === undefined) continue;
    const again = moment + sending.unmutedAfter;
    later(again, () => aws.send(topicEvent(subjectOf(sending, index, moment), again)));
  }
  for (let hour = 1; hour <= hours; hour += 1) {
    later(hour * HOUR, () => aws.send(hourlyEvent(hour * HOUR)));
    later(hour * HOUR + 30 * SECOND, () => aws.send(hourlyEvent(hour * HOUR)));
  }
  const { times = 0, every = 0, lasts = 0 } = scenario.flaps ?? {};
  for (let flap = 0; flap < times; flap += 1) {
    // The first is among the alarms.
    if (flap > 0) later(flap * every, () => change(world, scenario, 0));
    later(flap * every + lasts, () => clear(world, scenario, 0));
  }
  if (redeliverAt !== undefined) later(redeliverAt, () => aws.redeliver());
}

type Sent = Omit<Sending, 'unmutedAfter' | 'seriesOf'> &
  Partial<Pick<Sending, 'unmutedAfter' | 'seriesOf'>>;

function sendingOf({ sent }: Scenario, index: number): Sent {
  return {
    doors: ['topic'],
    prefix: '',
    account: OWN,
    isTold: true,
    ...sent?.(index + 1),
  };
}

function subjectOf({ prefix, account, seriesOf }: Sent, index: number, changedAt: number): Subject {
  const name = `${prefix}alarm-${index + 1}`;
  return seriesOf === undefined
    ? { name, account, changedAt }
    : { name: seriesOf, account, changedAt, series: name };
}

/** An alarm goes into ALARM, and CloudWatch tells of it as far as it may. */
function change({ clock, aws, accounts }: Outside, scenario: Scenario, index: number): void {
  const sending = sendingOf(scenario, index);
  const now = clock.now();
  const subject = subjectOf(sending, index, now);
  const known = { name: subject.name, at: timeOf(now), state: 'ALARM' as const, reason: 'High' };
  const { cloudWatch } = accounts(subject.account);
  if (subject.series === undefined) cloudWatch.set(subject.name, timeOf(now));
  else cloudWatch.setSeries(subject.name, subject.series, timeOf(now), 'ALARM');
  if (scenario.recovers?.isAlone) return;
  if (sending.doors.includes('event')) {
    cloudWatch.remember({ ...known, door: 'event', isFailed: false });
    if (!scenario.loses?.(now)) aws.send(eventBridgeEvent(subject));
  }
  if (!sending.doors.includes('topic')) return;
  const isFailed = scenario.refuses?.(now) ?? false;
  cloudWatch.remember({ ...known, door: 'topic', isFailed, ...(isFailed && { cause: 'denied' }) });
  if (!isFailed) aws.send(topicEvent(subject, now));
}

/** An alarm goes back to OK. */
function clear({ clock, aws, accounts }: Outside, scenario: Scenario, index: number): void {
  const now = clock.now();
  const sending = sendingOf(scenario, index);
  const subject = { ...subjectOf(sending, index, now), state: 'OK' as const };
  const known = { name: subject.name, at: timeOf(now), state: subject.state };
  const door = sending.doors[0] ?? 'topic';
  const { cloudWatch } = accounts(subject.account);
  if (subject.series === undefined) cloudWatch.clear(subject.name, timeOf(now));
  else cloudWatch.setSeries(subject.name, subject.series, timeOf(now), 'OK');
  cloudWatch.remember({ ...known, door, isFailed: false });
  aws.send(door === 'topic' ? topicEvent(subject, now) : eventBridgeEvent(subject));
}

async function startContainer({
  clock,
  slack,
  scenario,
  aws,
  accounts,
  ledger,
}: World): Promise<Handler> {
  if (scenario.starts?.(clock.now()) === false) throw new Error('the start-up failed');
  const log = () => {};
  const options = { webhookUrl: slack.webhookUrl, log, sleep: clock.sleep };
  const post = createDeliver({
    ...options,
    attemptTimeoutMs: REAL_PATIENCE,
    fetch: patient(clock),
  });
  const env = {
    SLACK_WEBHOOK_URL: slack.webhookUrl,
    MENTION_ON_ALARM: '@here',
    ...scenario.settings,
  };
  const { cloudWatch } = accounts(OWN);
  /** Where the alarm is; undefined where the function may not ask. */
  const placeOf = ({ accountId = OWN }: Pick<Alarm, 'accountId'>) =>
    accountId === OWN || scenario.roles?.includes(accountId) ? accounts(accountId) : undefined;
  const storm: StormPorts = {
    readCompany: async (alarm) => {
      const place = placeOf(alarm);
      if (place === undefined) return [];
      const isAmongAlarms = alarm.state === 'ALARM' && alarm.contributor === undefined;
      if (!place.mayAsk[isAmongAlarms ? 'alarms' : 'history']()) throw new BusyError();
      return isAmongAlarms ? place.cloudWatch.burning() : place.cloudWatch.changedAlike(alarm);
    },
    hasCalled: async (earlier, alarm) => {
      const place = placeOf(alarm);
      if (place === undefined || alarm.contributor !== undefined) return true;
      if (!place.mayAsk.history()) throw new BusyError();
      return earlier.some(
        ({ name, changedAt = 0 }) =>
          turnOf({ state: 'ALARM', changedAt }, place.cloudWatch.changesOf(name), changedAt)
            .turn === 'tell',
      );
    },
    readBurning: async () =>
      accounts(OWN).mayAsk.alarms() ? accounts(OWN).cloudWatch.burning() : undefined,
    postpone: async (content: unknown, seconds = 20) =>
      aws.postpone(JSON.stringify(content), seconds * SECOND),
  };
  const fetchHistory: FetchHistory = async ({ name, accountId = OWN, contributor }) => {
    const place = placeOf({ accountId });
    return place?.mayAsk.history()
      ? {
          datapoints: [],
          period: 300,
          changes: contributor === undefined ? place.cloudWatch.changesOf(name) : [],
          isWatched: accountId === OWN && contributor === undefined,
        }
      : undefined;
  };
  const now = () => timeOf(clock.now());
  return composeHandler(env, {
    deliver: paced(post, clock),
    park: aws.park,
    ...(scenario.asks ? { storm, fetchHistory } : {}),
    readRested: cloudWatch.rested,
    readNight: async (from, to) => cloudWatch.night(from, to),
    readLedger: async (from) => ledger.filter(({ writtenAt }) => writtenAt >= from),
    log: (_level, text, fields = {}) => {
      const entry = readEntry({ message: text, ...fields }, now());
      if (entry !== undefined) ledger.push(entry);
    },
    now,
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

function summarise(scenario: Scenario, slack: SlackModel, aws: AwsModel): Result {
  const { alarms, recovers } = scenario;
  const names = alarms.flatMap((_, index) =>
    sendingOf(scenario, index).isTold ? `alarm-${index + 1}` : [],
  );
  const parked = new Set(aws.parked());
  const showings = [...slack.shown.values()].reduce((sum, moments) => sum + moments.length, 0);
  const isAllShown = (name: string) =>
    (slack.shown.get(name) ?? []).length >= due &&
    (recovers === undefined || slack.resolved.has(name));
  const due = recovers === undefined || recovers.isAlone ? 1 : 2;
  const shown = names.filter(isAllShown);
  const told = recovers === undefined ? slack.shown : slack.resolved;
  const first = shown.flatMap((name) => told.get(name)?.[0] ?? []);
  const begin = Math.min(...alarms) + (recovers?.after ?? 0);
  return {
    alarms: names.length,
    shown: shown.length,
    parked: names.filter((name) => parked.has(name) && !isAllShown(name)).length,
    lost: names.filter((name) => !parked.has(name) && !isAllShown(name)).length + aws.pending(),
    duplicates: showings - due * shown.length,
    messages: slack.messages(),
    mentions: slack.mentions(),
    hidden: slack.hidden(),
    shownAt: (slack.shown.get('alarm-1') ?? []).map((moment) => Math.floor(moment / HOUR)),
    lastShownAfter: first.length === 0 ? 0 : Math.max(...first) - begin,
  };
}
