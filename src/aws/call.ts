import type { Alarm, Partition } from '../alarm/alarm.ts';
import { isRegion, partitionOf } from '../alarm/regions.ts';
import type { AwsCredentials } from './signature.ts';

/** What a function on Lambda is given to call AWS with. */
export interface AwsAccess {
  /** The function's own region. */
  readonly region: string;
  /** The function's own account, where it was told. */
  readonly accountId?: string;
  readonly credentials: AwsCredentials;
  /** Where AWS is emulated: takes the place of every service's own endpoint. */
  readonly endpointUrl?: string;
}

export interface AwsRequest {
  /** The name in the endpoint and in the signature, which is the same for all that are called here: `ec2`, `ssm`. */
  readonly service: string;
  readonly region: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Covers everything from the name look-up to the last byte of the answer. */
  readonly signal: AbortSignal;
}

/** The answer of a service, whatever its HTTP status; `text` is the whole body. */
export interface AwsAnswer {
  readonly status: number;
  readonly text: string;
}

/**
 * One call of one AWS service. Resolves for every HTTP status.
 * @throws {RangeError} if `region` is invalid; it is part of the host that receives the signed request
 * @throws the transport's error when there was no answer, the signal's reason when it came too late
 */
export type CallAws = (request: AwsRequest) => Promise<AwsAnswer>;

/**
 * Whether the account is the function's own, as far as both are known. The same metric or instance id may exist in several
 * accounts: read here, it would be the wrong one.
 */
export function isOwnAccount(access: AwsAccess, accountId: string | undefined): boolean {
  return (
    access.accountId === undefined || accountId === undefined || access.accountId === accountId
  );
}

/** Whether the alarm is in the function's own account, as far as both are known, and in its region. */
export function isHome(
  access: AwsAccess,
  { accountId, region = access.region }: Pick<Alarm, 'accountId' | 'region'>,
): boolean {
  return isOwnAccount(access, accountId) && region === access.region;
}

/** The part of `fetch` that is used here. */
export type HttpFetch = (
  url: string,
  request: {
    readonly method: string;
    readonly headers: Record<string, string>;
    readonly body: string;
    readonly signal?: AbortSignal;
  },
) => Promise<{
  readonly status: number;
  readonly headers: { entries(): Iterable<[string, string]> };
  text(): Promise<string>;
}>;

/**
 * Undefined without credentials or a valid region. Lambda itself sets all of this but `ACCOUNT_ID`.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime
 */
export function loadAwsAccess(
  env: Readonly<Record<string, string | undefined>>,
): AwsAccess | undefined {
  const region = env['AWS_REGION'] || env['AWS_DEFAULT_REGION'];
  const accessKeyId = env['AWS_ACCESS_KEY_ID'];
  const secretAccessKey = env['AWS_SECRET_ACCESS_KEY'];
  const sessionToken = env['AWS_SESSION_TOKEN'];
  const endpointUrl = env['AWS_ENDPOINT_URL'];
  const accountId = env['ACCOUNT_ID'];
  if (!isRegion(region) || !accessKeyId || !secretAccessKey) return undefined;
  return {
    region,
    credentials: { accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}) },
    ...(accountId ? { accountId } : {}),
    ...(endpointUrl ? { endpointUrl } : {}),
  };
}

const DOMAINS: Readonly<Record<Partition, string>> = {
  aws: 'amazonaws.com',
  'aws-cn': 'amazonaws.com.cn',
  'aws-us-gov': 'amazonaws.com',
  'aws-eusc': 'amazonaws.eu',
};

/**
 * The service's endpoint, or the one that stands in for all.
 * @throws {RangeError} if `region` is invalid
 * https://docs.aws.amazon.com/general/latest/gr/rande.html#regional-endpoints
 */
export function endpointOf(access: AwsAccess, service: string, region: string): string {
  if (!isRegion(region)) throw new RangeError('not a region of AWS');
  if (access.endpointUrl !== undefined) return access.endpointUrl;
  const suffix = DOMAINS[partitionOf(region)];
  return `https://${service}.${region}.${suffix}`;
}

/** Signed calls with these credentials. `now`: the clock of the signature, in epoch milliseconds. */
export function createCallAws(access: AwsAccess, fetch: HttpFetch, now = Date.now): CallAws {
  return async ({ service, region, headers, body, signal }) => {
    const url = new URL('/', endpointOf(access, service, region));
    // Many functions call nothing of AWS, and need not load it.
    const { signedHeaders } = await import('./signature.ts');
    const unsigned = { service, region, host: url.host, headers, body };
    const answer = await fetch(url.href, {
      method: 'POST',
      headers: await signedHeaders(unsigned, access.credentials, now()),
      body,
      signal,
    });
    return { status: answer.status, text: await answer.text() };
  };
}
