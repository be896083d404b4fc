import type { Alarm } from '../alarm/alarm.ts';
import type { FetchInstanceName, Log } from '../ports.ts';
import type { AccessTo } from './accounts.ts';
import { type AwsAccess, createCallAws, type HttpFetch } from './call.ts';
import { readTags, tagsRequest } from './tags.ts';

export interface InstanceNameOptions {
  readonly access: AwsAccess;
  readonly accessTo: AccessTo;
  readonly fetch: HttpFetch;
  readonly log: Log;
  /** Milliseconds for one look-up, 1,000 unless told. */
  readonly budget?: number;
}

const INSTANCE_ID = /^i-[0-9a-f]{8,17}$/;
const REMEMBERED = 500;

type LookUp = (
  access: AwsAccess,
  region: string,
  instanceId: string,
  signal: AbortSignal,
) => Promise<string | undefined>;

/**
 * Asks EC2 for the one tag. An answer (some 500 bytes) is remembered while the container lives, and
 * so is a refusal: a missing permission is logged once, and no alarm waits for it again.
 */
export function createFetchInstanceName(options: InstanceNameOptions): FetchInstanceName {
  const { access: own, accessTo, fetch, log, budget = 1_000 } = options;
  const refusing = new Set<string>();
  let isTold = false;

  const lookUp = rememberAnswers(async (access, region, instanceId, signal) => {
    const request = tagsRequest(region, instanceId, 'Name');
    const { status, text } = await createCallAws(access, fetch)({ ...request, signal });
    if (status === 200) return readNameTag(text, instanceId);
    if (status !== 401 && status !== 403) throw new Error(`EC2 answered ${status}`);
    refusing.add(accountOf(access));
    throw new Error('the right ec2:DescribeTags is missing');
  });

  function tellOnce(error: unknown): void {
    if (!isTold) log('info', 'Instances are shown by their id alone', { reason: whyNoName(error) });
    isTold = true;
  }

  return async ({ accountId, region = own.region }: Alarm, instanceId) => {
    if (!INSTANCE_ID.test(instanceId)) return undefined;
    const signal = AbortSignal.timeout(budget);
    try {
      const access = await accessTo(accountId);
      if (access === undefined || refusing.has(accountOf(access))) return undefined;
      return await lookUp(access, region, instanceId, signal);
    } catch (error) {
      tellOnce(error);
      return undefined;
    }
  };
}

function accountOf({ accountId = '' }: AwsAccess): string {
  return accountId;
}

/** The last answers, each asked for once; a failure is forgotten. */
function rememberAnswers(lookUp: LookUp): LookUp {
  const known = new Map<string, Promise<string | undefined>>();
  return (access, region, instanceId, signal) => {
    const key = `${accountOf(access)} ${region} ${instanceId}`;
    const answer = known.get(key) ?? lookUp(access, region, instanceId, signal);
    known.delete(key);
    known.set(key, answer);
    const [oldest] = known.keys();
    if (known.size > REMEMBERED && oldest !== undefined) known.delete(oldest);
    answer.catch(() => known.delete(key));
    return answer;
  };
}

/** A code such as ECONNREFUSED says more than the name of its error. */
function whyNoName(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  if (error.name === 'TimeoutError') return 'EC2 did not answer in time';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message;
}

/** The value of the Name tag in a DescribeTagsResponse; undefined where there is none, or an empty one. */
export function readNameTag(xml: string, instanceId: string): string | undefined {
  return readTags(xml, instanceId).get('Name');
}
