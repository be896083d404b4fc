import { type HttpFetch, loadAwsAccess } from './aws/call.ts';
import { createReadLedger } from './aws/own-log.ts';
import { createReadPast, createReadWeek } from './aws/week.ts';
import type { Config, Environment } from './config.ts';
import { LANGUAGES } from './message/words/languages.ts';
import type { ScheduledRun } from './notify/watch.ts';
import { createWeeklyRun, type WeeklyOptions } from './notify/weekly.ts';
import type { Deliver, Log, ReadLedger, ReadPast, ReadWeek } from './ports.ts';

export interface Weekly {
  readonly config: Config;
  readonly env: Environment;
  readonly fetch: HttpFetch;
  readonly deliver: Deliver;
  readonly log: Log;
  readonly ports: {
    readonly readWeek?: ReadWeek;
    readonly readPast?: ReadPast;
    readonly readLedger?: ReadLedger;
  };
}

/** The weekly run, put together. Loaded where there is one: an alarm never waits for it. */
export async function composeWeekly(parts: Weekly): Promise<ScheduledRun> {
  const { config, env, fetch, deliver, log, ports } = parts;
  const own = portsOf(config, env, fetch);
  return createWeeklyRun({
    readWeek: ports.readWeek ?? own.readWeek,
    readPast: ports.readPast ?? own.readPast,
    readLedger: ports.readLedger ?? own.readLedger,
    deliver,
    render: { words: await LANGUAGES[config.language](), timeZone: config.timeZone },
    portal: config.portal,
    log,
  });
}

/** Nothing where AWS is not to be had: on a developer's machine. */
function portsOf(
  { stack: { told, logGroup } }: Config,
  env: Environment,
  fetch: HttpFetch,
): Pick<WeeklyOptions, 'readWeek' | 'readPast' | 'readLedger'> {
  const access = loadAwsAccess(env);
  if (access === undefined) return {};
  return {
    readWeek: createReadWeek(access, told, fetch),
    readPast: createReadPast(access, fetch),
    readLedger: createReadLedger(access, fetch, logGroup),
  };
}
