import { createCallAws, type HttpFetch, loadAwsAccess } from './aws/call.ts';
import { createPostpone } from './aws/company.ts';
import { createReadNight } from './aws/night.ts';
import { createReadLedger } from './aws/own-log.ts';
import { createReadRested } from './aws/rested.ts';
import type { Config, Environment } from './config.ts';
import { present } from './json.ts';
import { LANGUAGES } from './message/words/languages.ts';
import { createHourlyRun, type HourlyOptions } from './notify/hourly.ts';
import type { ScheduledRun } from './notify/watch.ts';
import type { Deliver, Log, Postpone, ReadLedger, ReadNight, ReadRested } from './ports.ts';

interface HourlyPorts {
  readonly readNight?: ReadNight;
  readonly readRested?: ReadRested;
  readonly readLedger?: ReadLedger;
  readonly storm?: { readonly postpone: Postpone };
  readonly now?: () => number;
}

export interface Hourly {
  readonly config: Config;
  readonly env: Environment;
  readonly fetch: HttpFetch;
  readonly deliver: Deliver;
  readonly log: Log;
  readonly ports: HourlyPorts;
}

/** The hourly run, put together. Loaded where there is one: an alarm never waits for it. */
export async function composeHourly(parts: Hourly): Promise<ScheduledRun> {
  const { config, env, fetch, deliver, log, ports } = parts;
  const { language, timeZone, mention, remindHours, portal } = config;
  const own = portsOf(config, env, fetch);
  const words = await LANGUAGES[language]();
  return createHourlyRun({
    readNight: ports.readNight ?? own.readNight,
    readRested: ports.readRested ?? own.readRested,
    readLedger: ports.readLedger ?? own.readLedger,
    postpone: ports.storm?.postpone ?? own.postpone,
    deliver,
    render: { words, timeZone, ...(mention === undefined ? {} : { mention }) },
    remindHours,
    quiet: config.quiet,
    home: own.home,
    portal,
    log,
    now: ports.now,
  });
}

/** Nothing where AWS is not to be had: on a developer's machine. */
function portsOf(
  { stack: { told, logGroup, undeliveredQueueUrl: queueUrl } }: Config,
  env: Environment,
  fetch: HttpFetch,
): Pick<HourlyOptions, 'home' | 'readNight' | 'readRested' | 'readLedger' | 'postpone'> {
  const access = loadAwsAccess(env);
  if (access === undefined) return {};
  return present({
    readNight: createReadNight(access, told, fetch),
    readRested: createReadRested(access, told, fetch),
    home: present({ region: access.region, accountId: access.accountId }),
    readLedger: createReadLedger(access, fetch, logGroup),
    postpone: queueUrl ? createPostpone(access, queueUrl, createCallAws(access, fetch)) : undefined,
  });
}
