import type { HttpFetch } from './aws/call.ts';
import { loadAwsAccess } from './aws/call.ts';
import { createReadNight } from './aws/night.ts';
import type { Config, Environment } from './config.ts';
import { present } from './json.ts';
import { LANGUAGES } from './message/words/languages.ts';
import { createHourlyRun } from './notify/hourly.ts';
import type { HourlyRun } from './notify/watch.ts';
import type { Deliver, Log, ReadNight } from './ports.ts';

export interface Hourly {
  readonly config: Config;
  readonly env: Environment;
  readonly fetch: HttpFetch;
  readonly deliver: Deliver;
  readonly log: Log;
  readonly ports: { readonly readNight?: ReadNight };
}

/** The hourly run, put together. Loaded where there is one: an alarm never waits for it. */
export async function composeHourly(parts: Hourly): Promise<HourlyRun> {
  const { config, env, fetch, deliver, log, ports } = parts;
  const { language, timeZone, mention, remindHours, portal } = config;
  const words = await LANGUAGES[language]();
  return createHourlyRun({
    readNight: ports.readNight ?? createReadNight(env, fetch),
    deliver,
    render: { words, timeZone, ...(mention === undefined ? {} : { mention }) },
    remindHours,
    home: homeOf(env),
    portal,
    log,
  });
}

function homeOf(env: Environment) {
  const access = loadAwsAccess(env);
  return access && present({ region: access.region, accountId: access.accountId });
}
