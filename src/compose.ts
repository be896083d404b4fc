import { createCallAws, loadAwsAccess } from './aws-call.ts';
import { loadConfig } from './config.ts';
import { createHttpsFetch } from './https-fetch.ts';
import { createFetchInstanceName } from './instance-name.ts';
import { consoleLog } from './log.ts';
import { type BatchResponse, createNotifier } from './notifier.ts';
import type { Deliver, FetchHistory, FetchInstanceName, Log } from './notifier-ports.ts';
import { createDeliver } from './slack.ts';
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
  const connected = ports.deliver ? undefined : https.preconnect(config.webhookUrl);
  const deliver =
    ports.deliver ?? createDeliver({ webhookUrl: config.webhookUrl, log, fetch: https.fetch });
  const reads = await composeReads(env, config.chart, https.fetch, log);
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

type Reads = Pick<Ports, 'fetchHistory' | 'fetchInstanceName'>;

/** What is read from AWS; nothing where there are no credentials. The SDK is loaded only where the chart is on. */
async function composeReads(
  env: Environment,
  chart: boolean,
  fetch: ReturnType<typeof createHttpsFetch>['fetch'],
  log: Log,
): Promise<Reads> {
  const access = loadAwsAccess(env);
  if (access === undefined) return {};
  const callAws = createCallAws(access, fetch);
  const fetchInstanceName = createFetchInstanceName({ access, callAws, log });
  if (!chart) return { fetchInstanceName };
  const { createFetchHistory } = await import('./cloudwatch.ts');
  return { fetchInstanceName, fetchHistory: createFetchHistory({ access, fetch, log }) };
}
