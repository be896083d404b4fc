import type { CallAws } from '../aws/call.ts';
import { AwsRefusal, callJson } from '../aws/json-protocol.ts';
import { DeliveryError } from '../errors.ts';
import { readObject, readText } from '../json.ts';
import type { Log } from '../ports.ts';
import { nameFailure } from './post.ts';
import { parseWebhookUrl, type Webhook } from './webhook.ts';

export interface WebhookParameterOptions {
  /** Name or ARN of an SSM SecureString. */
  readonly parameter: string;
  readonly region: string;
  readonly callAws: CallAws;
  /** Whether it may lead to this machine; not on Lambda, whoever can write the parameter. */
  readonly allowsLocal: boolean;
  readonly log: Log;
  /** Epoch milliseconds. */
  readonly now?: () => number;
}

const SETTING = 'SLACK_WEBHOOK_PARAMETER';
/** Milliseconds. */
const READ_TIMEOUT = 2_000;
/** Milliseconds within which what was read is not asked for again: a storm against a dead webhook stays one with Slack. */
const MIN_AGE = 10_000;

/**
 * The webhook's URL from the Parameter Store, read at the first call and kept while the container lives.
 *
 * One signed POST over the connections that there are anyway. The SDK's client for it is not among the project's
 * packages and would cost the cold start as much again as CloudWatch's; AWS's "Parameters and Secrets" extension is a
 * layer to keep up to date in every region and architecture, a second program to start with every container, and not
 * there under `sam local invoke`. This costs nothing where it is not used.
 * https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html
 */
export function createWebhookParameter(options: WebhookParameterOptions): Webhook {
  const { log, now = Date.now } = options;
  let last: { readonly url: string; readonly readAt: number } | undefined;
  const read = oneAtATime(async (timeout: number) => {
    const url = await getParameter(options, Math.max(1, Math.min(timeout, READ_TIMEOUT)));
    last = { url, readAt: now() };
    return url;
  });

  async function renew(goneUrl: string, timeout: number): Promise<boolean> {
    if (last?.url !== goneUrl) return true;
    if (now() - last.readAt < MIN_AGE) return false;
    const url = await read(timeout).catch((error: unknown) => {
      const reason = error instanceof DeliveryError ? error.reason : nameFailure(error);
      log('warn', 'The webhook is gone and could not be read again', { reason });
      return goneUrl;
    });
    if (url !== goneUrl) log('info', `The webhook that ${SETTING} names was exchanged`);
    return url !== goneUrl;
  }

  return { setting: SETTING, url: async (timeout) => last?.url ?? read(timeout), renew };
}

/** Callers that ask while a read is under way share its answer. */
function oneAtATime<T>(ask: (timeout: number) => Promise<T>): (timeout: number) => Promise<T> {
  let asked: Promise<T> | undefined;
  return (timeout) => {
    asked ??= ask(timeout).finally(() => {
      asked = undefined;
    });
    return asked;
  };
}

async function getParameter(
  { parameter, region, callAws, allowsLocal }: WebhookParameterOptions,
  timeout: number,
): Promise<string> {
  const answer = await callJson(callAws, {
    service: 'ssm',
    region,
    target: 'AmazonSSM.GetParameter',
    version: '1.1',
    input: { Name: parameter, WithDecryption: true },
    signal: AbortSignal.timeout(Math.ceil(timeout)),
  }).catch((error: unknown) => {
    throw error instanceof AwsRefusal ? refusal(error) : unreadable(nameFailure(error), true);
  });
  const url = parseWebhookUrl(
    readText(readObject(answer, 'Parameter'), 'Value') ?? '',
    allowsLocal,
  );
  if (url === undefined) throw unreadable(NO_URL, false);
  return url;
}

const NO_URL = 'it is not the URL of a Slack incoming webhook';

/** https://docs.aws.amazon.com/systems-manager/latest/APIReference/CommonErrors.html */
function refusal({ status, code }: AwsRefusal): DeliveryError {
  if (status === 200) return unreadable(NO_URL, false);
  const isBusy = status >= 500 || status === 429 || code.startsWith('Throttling');
  return unreadable(code || `HTTP ${status}`, isBusy);
}

function unreadable(why: string, retryable: boolean): DeliveryError {
  const reason = `the webhook could not be read from the parameter that ${SETTING} names: ${why}`;
  return new DeliveryError(`${reason}.`, { reason, retryable });
}
