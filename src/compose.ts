import { type AwsAccess, createCallAws, endpointOf, loadAwsAccess } from './aws-call.ts';
import type { BatchResponse } from './conclusion.ts';
import { type Config, loadConfig } from './config.ts';
import { ConfigError } from './errors.ts';
import { createHttpsFetch, type HttpsFetch } from './https-fetch.ts';
import { createFetchInstanceName } from './instance-name.ts';
import { consoleLog } from './log.ts';
import { createNotifier } from './notifier.ts';
import type { Deliver, FetchHistory, FetchInstanceName, Log } from './notifier-ports.ts';
import { createDeliver } from './slack.ts';
import { createWebhookParameter } from './webhook-parameter.ts';
import { wordsFor } from './words.ts';

/** The part of Lambda's context that is used. https://docs.aws.amazon.com/lambda/latest/dg/nodejs-context.html */
export interface Context {
  getRemainingTimeInMillis(): number;
}

export type Handler = (event: unknown, context: Context) => Promise<BatchResponse | undefined>;

/** Adapters in place of the real ones: the page of `npm start` and the tests bring theirs. */
export interface Ports {
  readonly deliver?: Deliver;
  readonly fetchHistory?: FetchHistory;
  readonly fetchInstanceName?: FetchInstanceName;
  readonly log?: Log;
  readonly now?: () => number;
}

/** Milliseconds that the start waits for the webhook, where it is kept elsewhere. */
const READ_AT_START = 2_000;

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Builds the function from its settings, once per cold start. All that the first alarm will need is loaded and
 * connected here: the start-up has the full CPU, an invocation of a small function a fraction of it.
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
  const reads = await composeReads(access, config.chart, https, log);
  const notify = createNotifier({
    deliver,
    fetchHistory: ports.fetchHistory ?? reads.fetchHistory,
    fetchInstanceName: ports.fetchInstanceName ?? reads.fetchInstanceName,
    log,
    render: {
      words: wordsFor(config.language),
      timeZone: config.timeZone,
      ...(config.mention === undefined ? {} : { mention: config.mention }),
    },
    eventBridgeCovers: config.eventBridgeCovers,
    now: ports.now,
  });
  await connected;
  return (event, context) => notify(event, () => context.getRemainingTimeInMillis());
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

type Reads = Pick<Ports, 'fetchHistory' | 'fetchInstanceName'>;

/** What is read from AWS; nothing where there are no credentials. The SDK is loaded only where the chart is on. */
async function composeReads(
  access: AwsAccess | undefined,
  chart: boolean,
  { fetch, preconnect }: HttpsFetch,
  log: Log,
): Promise<Reads> {
  if (access === undefined) return {};
  const callAws = createCallAws(access, fetch);
  const fetchInstanceName = createFetchInstanceName({ access, callAws, log });
  const connect = (service: string) => preconnect(endpointOf(access, service, access.region));
  if (!chart) {
    await connect('ec2');
    return { fetchInstanceName };
  }
  const connected = [connect('ec2'), connect('monitoring')];
  const { createFetchHistory, rehearseHistory } = await import('./cloudwatch.ts');
  await Promise.all([...connected, rehearseHistory(access)]);
  return { fetchInstanceName, fetchHistory: createFetchHistory({ access, fetch, log }) };
}
