import { type AwsAccess, createCallAws, endpointOf } from './aws/call.ts';
import { createPark } from './aws/parked-queue.ts';
import type { Config } from './config.ts';
import { ConfigError } from './errors.ts';
import type { HttpsFetch } from './http/fetch.ts';
import type { Deliver, Log, Park } from './ports.ts';
import { createDeliver, type DeliverOptions } from './slack/deliver.ts';
import { paced } from './slack/pace.ts';
import { createWebhookParameter } from './slack/stored-webhook.ts';

/** Milliseconds that the start waits for the webhook, where it is kept elsewhere. */
const READ_AT_START = 2_000;

/** Milliseconds that the start waits for a connection to AWS. Slack gets more: without it there is no message. */
const CONNECT_TO_AWS = 300;

/** Opens a connection for each call that goes out together for an alarm. Never rejects. */
export async function connectReads(
  access: AwsAccess | undefined,
  { chart, stack: { undeliveredQueueUrl } }: Config,
  { preconnect }: HttpsFetch,
): Promise<void> {
  if (access === undefined || !chart) return;
  // The name; the metric, the alarm's history and, where a storm can be gathered, its company.
  const services = ['ec2', 'monitoring', 'monitoring'];
  if (undeliveredQueueUrl !== undefined) services.push('monitoring');
  const urls = services.map((service) => endpointOf(access, service, access.region));
  await Promise.all(urls.map((url) => preconnect(url, CONNECT_TO_AWS)));
}

/** Undefined where no queue is named, or AWS can't be called. */
export function composePark(
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

/** @throws {ConfigError} when the webhook is kept where it can't be read from here */
export function composeDeliver(
  config: Config,
  access: AwsAccess | undefined,
  https: HttpsFetch,
  log: Log,
): ConnectedDeliver {
  const { webhookUrl, connected } = connectWebhook(config, access, https, log);
  const deliver = createDeliver({ webhookUrl, log, fetch: https.fetch });
  return { deliver: paced(deliver), connected };
}

function connectWebhook(
  { webhookUrl, allowsLocal }: Config,
  access: AwsAccess | undefined,
  { fetch, preconnect }: HttpsFetch,
  log: Log,
): Pick<DeliverOptions, 'webhookUrl'> & Pick<ConnectedDeliver, 'connected'> {
  if (typeof webhookUrl === 'string') return { webhookUrl, connected: preconnect(webhookUrl) };
  if (access === undefined) {
    const problem = 'cannot be read without the region and the credentials that Lambda sets.';
    throw new ConfigError('SLACK_WEBHOOK_PARAMETER', problem);
  }
  const webhook = createWebhookParameter({
    ...webhookUrl,
    region: access.region,
    callAws: createCallAws(access, fetch),
    allowsLocal,
    log,
  });
  // The first delivery reads again, and reports a failure.
  const connected = webhook.url(READ_AT_START).then(preconnect, () => {});
  return { webhookUrl: webhook, connected };
}
