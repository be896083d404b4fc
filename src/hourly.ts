import { type AwsAccess, createCallAws, type HttpFetch, loadAwsAccess } from './aws/call.ts';
import { createReadNight } from './aws/night.ts';
import { createReadLedger } from './aws/own-log.ts';
import type { Config, Environment } from './config.ts';
import { present } from './json.ts';
import { LANGUAGES } from './message/words/languages.ts';
import { createHourlyRun } from './notify/hourly.ts';
import type { HourlyRun } from './notify/watch.ts';
import type { Deliver, Log, ReadLedger, ReadNight } from './ports.ts';

export interface Hourly {
  readonly config: Config;
  readonly env: Environment;
  readonly fetch: HttpFetch;
  readonly deliver: Deliver;
  readonly log: Log;
  readonly ports: { readonly readNight?: ReadNight; readonly readLedger?: ReadLedger };
}

/** The hourly run, put together. Loaded where there is one: an alarm never waits for it. */
export async function composeHourly(parts: Hourly): Promise<HourlyRun> {
  const { config, env, fetch, deliver, log, ports } = parts;
  const { language, timeZone, mention, remindHours, portal } = config;
  const access = loadAwsAccess(env);
  const words = await LANGUAGES[language]();
  return createHourlyRun({
    readNight: ports.readNight ?? createReadNight(env, fetch),
    readLedger: ports.readLedger ?? readLedgerOf(access, env, fetch),
    deliver,
    render: { words, timeZone, ...(mention === undefined ? {} : { mention }) },
    remindHours,
    quiet: config.quiet,
    home: access && present({ region: access.region, accountId: access.accountId }),
    portal,
    log,
  });
}

/** Undefined where there is no log to read: on a developer's machine. */
function readLedgerOf(
  access: AwsAccess | undefined,
  env: Environment,
  fetch: HttpFetch,
): ReadLedger | undefined {
  const logGroup = env['AWS_LAMBDA_LOG_GROUP_NAME'];
  if (access === undefined || !logGroup) return undefined;
  return createReadLedger({
    region: access.region,
    logGroup,
    callAws: createCallAws(access, fetch),
  });
}
