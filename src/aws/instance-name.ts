import type { Alarm } from '../alarm/alarm.ts';
import type { FetchInstanceName, Log } from '../ports.ts';
import { type AwsAccess, type CallAws, isOwnAccount } from './call.ts';

export interface InstanceNameOptions {
  readonly access: AwsAccess;
  readonly callAws: CallAws;
  readonly log: Log;
  /** Milliseconds for one look-up, 1,000 unless told. */
  readonly budget?: number;
}

const INSTANCE_ID = /^i-[0-9a-f]{8,17}$/;
const REMEMBERED = 500;

type LookUp = (region: string, instanceId: string) => Promise<string | undefined>;

/**
 * Asks EC2 for the one tag. `ec2:DescribeTags` shows tags and nothing else; `ec2:DescribeInstances` would show
 * addresses and roles, `tag:GetResources` the tags of every service, and all tags of the instance at that. None of the
 * three can be granted for single resources. An answer (some 500 bytes) is remembered while the container lives, and
 * so is a refusal: who did not grant the right is told once, and no alarm waits for it again.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeTags.html
 */
export function createFetchInstanceName(options: InstanceNameOptions): FetchInstanceName {
  const { access, callAws, log, budget = 1_000 } = options;
  let isRefused = false;
  let isTold = false;

  const lookUp = rememberAnswers(async (region, instanceId) => {
    const request = describeNameTag(region, instanceId);
    const { status, text } = await callAws({ ...request, signal: AbortSignal.timeout(budget) });
    if (status === 200) return readNameTag(text, instanceId);
    isRefused ||= status === 401 || status === 403;
    throw new Error(isRefused ? 'the right ec2:DescribeTags is missing' : `EC2 answered ${status}`);
  });

  function tellOnce(error: unknown): void {
    if (!isTold) log('info', 'Instances are shown by their id alone', { reason: reasonOf(error) });
    isTold = true;
  }

  return async ({ accountId, region = access.region }: Alarm, instanceId) => {
    if (isRefused || !INSTANCE_ID.test(instanceId) || !isOwnAccount(access, accountId))
      return undefined;
    try {
      return await lookUp(region, instanceId);
    } catch (error) {
      tellOnce(error);
      return undefined;
    }
  };
}

/** The last answers, each asked for once; a failure is forgotten. */
function rememberAnswers(lookUp: LookUp): LookUp {
  const known = new Map<string, Promise<string | undefined>>();
  return (region, instanceId) => {
    const key = `${region} ${instanceId}`;
    const answer = known.get(key) ?? lookUp(region, instanceId);
    known.delete(key);
    known.set(key, answer);
    const [oldest] = known.keys();
    if (known.size > REMEMBERED && oldest !== undefined) known.delete(oldest);
    answer.catch(() => known.delete(key));
    return answer;
  };
}

/** A code such as ECONNREFUSED says more than the name of its error. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  if (error.name === 'TimeoutError') return 'EC2 did not answer in time';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message;
}

function describeNameTag(region: string, instanceId: string) {
  const body = new URLSearchParams({
    Action: 'DescribeTags',
    Version: '2016-11-15',
    'Filter.1.Name': 'resource-id',
    'Filter.1.Value.1': instanceId,
    'Filter.2.Name': 'key',
    'Filter.2.Value.1': 'Name',
  });
  const headers = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' };
  return { service: 'ec2', region, headers, body: body.toString() };
}

/** The value of the Name tag in a DescribeTagsResponse; undefined where there is none, or an empty one. */
export function readNameTag(xml: string, instanceId: string): string | undefined {
  for (const [item] of xml.matchAll(/<item>.*?<\/item>/gs)) {
    if (element(item, 'resourceId') !== instanceId || element(item, 'key') !== 'Name') continue;
    return element(item, 'value')?.trim() || undefined;
  }
  return undefined;
}

function element(xml: string, name: string): string | undefined {
  const text = new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1];
  return text?.replace(/&(?:(amp|lt|gt|quot|apos)|#(\d{1,7})|#x([\da-f]{1,6}));/gi, decodeEntity);
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
};

function decodeEntity(whole: string, name?: string, decimal?: string, hex?: string): string {
  if (name !== undefined) return ENTITIES[name] ?? whole;
  const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
  return code <= 0x10_ff_ff ? String.fromCodePoint(code) : whole;
}
