import { type AwsAccess, createCallAws, endpointOf, loadAwsAccess } from './aws/call.ts';
import { createPark } from './aws/parked-queue.ts';
import { type Config, loadConfig } from './config.ts';
import { ConfigError } from './errors.ts';
import { createHttpsFetch, type HttpsFetch } from './http/fetch.ts';
import { consoleLog } from './log.ts';
import { LANGUAGES } from './message/words/languages.ts';
import type { BatchResponse } from './notify/batch-response.ts';
import { createNotifier, type Notifier } from './notify/notifier.ts';
import type { Coverage } from './parse/parse.ts';
import type { Deliver, FetchHistory, FetchInstanceName, Log, Park } from './ports.ts';
import { isWorthRehearsing, rehearse, type World } from './rehearsal.ts';
import { createDeliver } from './slack/deliver.ts';
import { createWebhookParameter } from './slack/stored-webhook.ts';

/** The part of Lambda's context that is used. https://docs.aws.amazon.com/lambda/latest/dg/nodejs-context.html */
export interface Context {
  getRemainingTimeInMillis(): number;
}

export type Handler = (event: unknown, context: Context) => Promise<BatchResponse | undefined>;

/** Adapters in place of the real ones: the page of `npm start` and the tests bring theirs. */
export interface Ports {
  readonly deliver?: Deliver;
  readonly park?: Park;
  readonly fetchHistory?: FetchHistory;
  readonly fetchInstanceName?: FetchInstanceName;
  readonly log?: Log;
  readonly now?: () => number;
}

/** Milliseconds that the start waits for the webhook, where it is kept elsewhere. */
const READ_AT_START = 2_000;

/** Milliseconds that the start waits for a connection to AWS. Slack gets more: without it there is no message. */
const CONNECT_TO_AWS = 300;

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Builds the function from its settings, once per cold start. All that the first alarm will need is loaded, compiled
 * and connected here: the start-up has the full CPU, an invocation of a small function a fraction of it.
 * @throws {ConfigError} when a setting is missing or wrong
 */
export async function composeHandler(env: Environment, ports: Ports = {}): Promise<Handler> {
  const config = loadConfig(env);
  const log = ports.log ?? consoleLog;
  const https = createHttpsFetch();
  const access = loadAwsAccess(env);
  const { deliver, connected } = ports.deliver
    ? { deliver: ports.deliver, connected: undefined }
    : composeDeliver(config, access, https, log);
  const isForReads = connectReads(access, config.chart, https);
  const compose = await composerOf(config, access, ports);
  const rehearses = ports.deliver === undefined && isWorthRehearsing();
  if (rehearses && !(await rehearse(compose, access))) {
    log('warn', 'The rehearsal of an alarm failed: the first one will take longer');
  }
  const { eventBridgeCovers } = config;
  const park = ports.park ?? composePark(config, access, https);
  const notify = compose({ deliver, fetch: https.fetch, log, eventBridgeCovers, park });
  await Promise.all([connected, isForReads]);
  return async (event, context) => {
    try {
      return await notify(event, () => context.getRemainingTimeInMillis());
    } catch (error) {
      throw await withSources(error);
    }
  };
}

/** The same error, its stack in terms of the source. What that takes is loaded where there is an error. */
async function withSources(error: unknown): Promise<unknown> {
  const { nameSources } = await import('./source-positions.ts');
  nameSources(error);
  return error;
}

interface WorldAndChoices extends World {
  readonly eventBridgeCovers?: Coverage | undefined;
  readonly park?: Park | undefined;
}

/** A notifier with the settings of the function, in the world given. What its code needs is loaded first. */
async function composerOf(
  { chart, language, timeZone, mention }: Config,
  access: AwsAccess | undefined,
  ports: Ports,
): Promise<(world: WorldAndChoices) => Notifier> {
  const aws = chart ? await import('./aws/reads.ts') : undefined;
  const words = await LANGUAGES[language]();
  const render = {
    words,
    timeZone,
    ...(mention === undefined ? {} : { mention }),
  };
  return ({ deliver, fetch, log, eventBridgeCovers, park }) => {
    const reads = access && aws?.createReads(access, fetch, log);
    return createNotifier({
      deliver,
      fetchHistory: ports.fetchHistory ?? reads?.fetchHistory,
      fetchInstanceName: ports.fetchInstanceName ?? reads?.fetchInstanceName,
      log,
      render,
      eventBridgeCovers,
      park,
      now: ports.now,
    });
  };
}

/** Opens the connections that names and histories are read over. Never rejects. */
async function connectReads(
  access: AwsAccess | undefined,
  chart: boolean,
  { preconnect }: HttpsFetch,
): Promise<void> {
  if (access === undefined || !chart) return;
  const urls = ['ec2', 'monitoring'].map((service) => endpointOf(access, service, access.region));
  await Promise.all(urls.map((url) => preconnect(url, CONNECT_TO_AWS)));
}

function composePark(
  { parkedQueueUrl: queueUrl }: Config,
  access: AwsAccess | undefined,
  { fetch }: HttpsFetch,
): Park | undefined {
  if (queueUrl === undefined || access === undefined) return undefined;
  return createPark({ queueUrl, region: access.region, callAws: createCallAws(access, fetch) });
}

interface ConnectedDeliver {
  readonly deliver: Deliver;
  /** Resolves when a connection to Slack is open or cannot be had; never rejects. */
  readonly connected: Promise<void>;
}

function composeDeliver(
  { webhookUrl }: Config,
  access: AwsAccess | undefined,
  { fetch, preconnect }: HttpsFetch,
  log: Log,
): ConnectedDeliver {
  if (typeof webhookUrl === 'string') {
    const deliver = createDeliver({ webhookUrl, log, fetch });
    return { deliver, connected: preconnect(webhookUrl) };
  }
  if (access === undefined) {
    const problem = 'cannot be read without the region and the credentials that Lambda sets.';
    throw new ConfigError('SLACK_WEBHOOK_PARAMETER', problem);
  }
  const callAws = createCallAws(access, fetch);
  const webhook = createWebhookParameter({ ...webhookUrl, region: access.region, callAws, log });
  return {
    deliver: createDeliver({ webhookUrl: webhook, log, fetch }),
    // A failure is told by the first delivery, which reads again.
    connected: webhook.url(READ_AT_START).then(preconnect, () => {}),
  };
}
