import { partitionOf } from '../alarm/regions.ts';
import type { Log } from '../ports.ts';
import { type AwsAccess, type CallAws, isOwnAccount } from './call.ts';
import type { AwsCredentials } from './signature.ts';
import { element } from './xml.ts';

/**
 * Resolves to the access with which an account's alarms are read; undefined if they may not be read from here. Never
 * rejects, and keeps its own time budget.
 */
export type AccessTo = (accountId: string | undefined) => Promise<AwsAccess | undefined>;

export interface AccountsOptions {
  readonly access: AwsAccess;
  /** The name of the role that each other account of the organization has for this function (spoke.yaml). */
  readonly role: string | undefined;
  readonly callAws: CallAws;
  readonly log: Log;
  /** Milliseconds to be let into an account; 1,000 unless told. */
  readonly budget?: number;
  /** Epoch milliseconds; the clock of the machine unless told. */
  readonly now?: () => number;
}

interface CachedAccess {
  readonly access: AwsAccess | undefined;
  /** Epoch milliseconds. */
  readonly until: number;
}

const MOST_ACCOUNTS = 200;
/** Seconds. A role that takes a role gets no more than an hour. */
const DURATION = 3_600;
/** Milliseconds before their end at which credentials are not used any more. */
const MARGIN = 300_000;
/** Milliseconds for which an account that did not let us in is not asked again: no alarm waits for it twice. */
const REFUSED_FOR = 600_000;

/**
 * The own account's credentials, or those of the role that another account has for this function, kept until shortly
 * before they expire. https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
export function createAccessTo(options: AccountsOptions): AccessTo {
  const { access, role, now = Date.now } = options;
  const entries = new Map<string, Promise<CachedAccess>>();

  function ask(accountId: string): Promise<CachedAccess> {
    const entry = enter(options, accountId, now());
    entries.delete(accountId);
    entries.set(accountId, entry);
    const [oldest] = entries.keys();
    if (entries.size > MOST_ACCOUNTS && oldest !== undefined) entries.delete(oldest);
    return entry;
  }

  async function current(accountId: string): Promise<AwsAccess | undefined> {
    const known = entries.get(accountId) ?? ask(accountId);
    const { access, until } = await known;
    if (now() < until) return access;
    // Another alarm may have asked anew while this one waited.
    const latest = entries.get(accountId);
    const entry = latest === undefined || latest === known ? ask(accountId) : latest;
    return (await entry).access;
  }

  return async (accountId) => {
    if (isOwnAccount(access, accountId)) return access;
    if (role === undefined || accountId === undefined || !/^\d{12}$/.test(accountId))
      return undefined;
    return current(accountId);
  };
}

/** Never rejects: what fails costs the history and the name, and one line in the log. */
async function enter(
  options: AccountsOptions,
  accountId: string,
  at: number,
): Promise<CachedAccess> {
  const { access, callAws, log, budget = 1_000 } = options;
  try {
    const signal = AbortSignal.timeout(budget);
    const { status, text } = await callAws({ ...assumeRole(options, accountId), signal });
    const found = status === 200 ? readCredentials(text) : undefined;
    if (found === undefined) throw new Error(element(text, 'Code') ?? `STS answered ${status}`);
    const { credentials, expires } = found;
    return { access: { ...access, accountId, credentials }, until: expires - MARGIN };
  } catch (error) {
    const reason = error instanceof Error ? error.message.slice(0, 100) : 'unknown';
    log('warn', 'The alarms of an account come without chart and name', { accountId, reason });
    return { access: undefined, until: at + REFUSED_FOR };
  }
}

function assumeRole({ access: { region }, role }: AccountsOptions, accountId: string) {
  const body = new URLSearchParams({
    Action: 'AssumeRole',
    Version: '2011-06-15',
    RoleArn: `arn:${partitionOf(region)}:iam::${accountId}:role/${role}`,
    RoleSessionName: 'cloudwatch-to-slack',
    DurationSeconds: String(DURATION),
  });
  const headers = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' };
  return { service: 'sts', region, headers, body: body.toString() };
}

function readCredentials(
  xml: string,
): { readonly credentials: AwsCredentials; readonly expires: number } | undefined {
  const accessKeyId = element(xml, 'AccessKeyId');
  const secretAccessKey = element(xml, 'SecretAccessKey');
  const sessionToken = element(xml, 'SessionToken');
  const expires = Date.parse(element(xml, 'Expiration') ?? '');
  if (!accessKeyId || !secretAccessKey || !sessionToken || Number.isNaN(expires)) return undefined;
  return { credentials: { accessKeyId, secretAccessKey, sessionToken }, expires };
}
