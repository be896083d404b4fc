import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { type AwsAccess, endpointOf, type HttpFetch } from './call.ts';

/** The part of the SDK's request that matters to a transport. */
interface SdkRequest {
  readonly protocol: string;
  readonly hostname: string;
  readonly port?: number;
  readonly path: string;
  readonly method: string;
  readonly headers: Record<string, string>;
  readonly body?: string | Uint8Array;
}

/** Tries of a call for which no alarm waits: CloudWatch takes few of them a second, from all who ask in the account. */
export const PATIENT = 5;

/**
 * The SDK's client on our own transport. It is given all that it would otherwise look up in files and the environment. It
 * tries once unless told: whoever waits for the history also waits for the alarm.
 * @throws {RangeError} if `region` is invalid
 */
export function createCloudWatchClient(
  access: AwsAccess,
  region: string,
  fetch: HttpFetch,
  maxAttempts = 1,
): CloudWatchClient {
  return new CloudWatchClient({
    region,
    endpoint: endpointOf(access, 'monitoring', region),
    credentials: access.credentials,
    requestHandler: createRequestHandler(fetch),
    maxAttempts,
    retryMode: 'standard',
    defaultsMode: 'standard',
    useDualstackEndpoint: false,
    useFipsEndpoint: false,
    disableRequestCompression: true,
    requestMinCompressionSizeBytes: 10_240,
    authSchemePreference: [],
    userAgentAppId: async () => undefined,
  });
}

const MOST_CLIENTS = 4;

/** The client for an account's credentials and a region. @throws {RangeError} if the region is invalid */
export type ClientFor = (access: AwsAccess, region: string) => CloudWatchClient;

/** Keeps the clients last used, one for each account and region. New credentials make a new client. */
export function rememberClients(fetch: HttpFetch): ClientFor {
  const clients = new Map<
    string,
    { readonly access: AwsAccess; readonly client: CloudWatchClient }
  >();
  return (access, region) => {
    const key = `${access.accountId} ${region}`;
    const known = clients.get(key);
    const client =
      known?.access === access ? known.client : createCloudWatchClient(access, region, fetch);
    clients.delete(key);
    clients.set(key, { access, client });
    const [oldest] = clients.keys();
    // Anyone who may publish to the topic chooses the region.
    if (clients.size > MOST_CLIENTS && oldest !== undefined) clients.delete(oldest);
    return client;
  };
}

/** `node:https` by way of `fetch` instead of the SDK's own transport, which loads undici through `node:http`. */
function createRequestHandler(fetch: HttpFetch) {
  return {
    metadata: { handlerProtocol: 'http/1.1' },
    handle: async (request: SdkRequest, { abortSignal }: { abortSignal?: AbortSignal } = {}) => {
      const { protocol, hostname, port, path, method, headers, body = '' } = request;
      const host = port === undefined ? hostname : `${hostname}:${port}`;
      const answer = await fetch(`${protocol}//${host}${path}`, {
        method,
        headers,
        body: typeof body === 'string' ? body : new TextDecoder().decode(body),
        ...(abortSignal === undefined ? {} : { signal: abortSignal }),
      });
      const response = {
        statusCode: answer.status,
        headers: Object.fromEntries(answer.headers.entries()),
        body: new TextEncoder().encode(await answer.text()),
      };
      return { response };
    },
  };
}
