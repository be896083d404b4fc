import type { Context as LambdaContext } from 'aws-lambda';
import { type AwsAccess, loadAwsAccess } from './aws/call.ts';
import type { Reads } from './aws/reads.ts';
import { type Config, type Environment, loadConfig } from './config.ts';
import { composeDeliver, composePark, connectReads } from './connect.ts';
import { createHttpsFetch } from './http/fetch.ts';
import { consoleLog } from './log.ts';
import { LANGUAGES } from './message/words/languages.ts';
import type { BatchResponse } from './notify/batch-response.ts';
import type { ExplainCpu } from './notify/enrichment.ts';
import { createNotifier, type Notifier } from './notify/notifier.ts';
import type { QuietRules } from './notify/quiet.ts';
import type { StormPorts } from './notify/storm.ts';
import { withWatch } from './notify/watch.ts';
import type {
  Deliver,
  FetchCulprit,
  FetchHistory,
  FetchInstanceName,
  HasCalled,
  Log,
  Park,
  ReadLedger,
  ReadNight,
  ReadPast,
  ReadRested,
  ReadWeek,
} from './ports.ts';
import { rehearse, type World } from './rehearsal.ts';

/** The part of Lambda's context that is used. https://docs.aws.amazon.com/lambda/latest/dg/nodejs-context.html */
export type Context = Pick<LambdaContext, 'getRemainingTimeInMillis'>;

export type Handler = (event: unknown, context: Context) => Promise<BatchResponse | undefined>;

/** Adapters in place of the real ones: the page of `npm start` and the tests bring theirs. */
export interface Ports {
  readonly deliver?: Deliver;
  readonly park?: Park;
  readonly fetchHistory?: FetchHistory;
  readonly fetchInstanceName?: FetchInstanceName;
  readonly storm?: StormPorts;
  readonly fetchCulprit?: FetchCulprit;
  readonly readNight?: ReadNight;
  readonly readRested?: ReadRested;
  readonly readLedger?: ReadLedger;
  readonly readWeek?: ReadWeek;
  readonly readPast?: ReadPast;
  readonly log?: Log;
  readonly now?: () => number;
}

/**
 * Builds the function from its settings, once per cold start. All that the first alarm will need is loaded, compiled
 * and connected here: the start-up has the full CPU, an invocation of a small function a fraction of it.
 * @throws {ConfigError} when a setting is missing or wrong
 */
export async function composeHandler(env: Environment, ports: Ports = {}): Promise<Handler> {
  const config = loadConfig(env);
  const log = ports.log ?? consoleLog;
  for (const warning of config.warnings) log('warn', warning);
  const https = createHttpsFetch();
  const access = loadAwsAccess(env);
  const { deliver, connected } = ports.deliver
    ? { deliver: ports.deliver, connected: undefined }
    : composeDeliver(config, access, https, log);
  const isForReads = connectReads(access, config, https);
  const compose = await composerOf(config, access, ports);
  if (ports.deliver === undefined && !(await rehearse(compose, access))) {
    log('warn', 'The rehearsal of an alarm failed: the first one will take longer');
  }
  const park = ports.park ?? composePark(config, access, https);
  const { fetchCulprit, now } = ports;
  const asks = fetchCulprit !== undefined || config.culpritDocument !== undefined;
  const seldom = asks ? await import('./seldom.ts') : undefined;
  const { fetch } = https;
  const explainCpu = seldom?.createExplainCpu({ config, access, fetch, log, fetchCulprit, now });
  const scheduled = { config, env, fetch, deliver, log, ports };
  const notify = withWatch(
    compose({ deliver, fetch, log, quiet: config.quiet, park, explainCpu }),
    {
      hourly: async () => (await import('./seldom.ts')).composeHourly(scheduled),
      weekly: async () => (await import('./seldom.ts')).composeWeekly(scheduled),
    },
    log,
  );
  await Promise.all([connected, isForReads]);
  return (event, context) => notify(event, () => context.getRemainingTimeInMillis());
}

/** Asked for the second and the third alarm of a storm alone, and for a batch. */
function hasCalledBy({ placeFor }: Reads): HasCalled {
  return async (earlier, alarm) => {
    const [place, { haveCalled }] = await Promise.all([placeFor(alarm), import('./seldom.ts')]);
    return place === undefined || haveCalled(place, earlier, alarm);
  };
}

interface WorldAndChoices extends World {
  readonly quiet?: QuietRules;
  readonly park?: Park | undefined;
  readonly explainCpu?: ExplainCpu | undefined;
}

/** A notifier with the settings of the function, in the world given. What its code needs is loaded first. */
async function composerOf(
  config: Config,
  access: AwsAccess | undefined,
  ports: Ports,
): Promise<(world: WorldAndChoices) => Notifier> {
  const { chart, language, timeZone, mention, warnings, accountNames, portal } = config;
  const { stack } = config;
  const aws = chart ? await import('./aws/reads.ts') : undefined;
  const words = await LANGUAGES[language]();
  const render = {
    words,
    timeZone,
    ...(mention === undefined ? {} : { mention }),
    notices: warnings,
    accountNames,
  };
  return ({ deliver, fetch, log, quiet, park, explainCpu }) => {
    const reads = access && aws?.createReads(access, fetch, log, stack);
    return createNotifier({
      deliver,
      fetchHistory: ports.fetchHistory ?? reads?.fetchHistory,
      fetchInstanceName: ports.fetchInstanceName ?? reads?.fetchInstanceName,
      explainCpu,
      loadTogether: () => import('./seldom.ts'),
      readActionsEnabled: reads?.readActionsEnabled,
      storm: ports.storm ?? (reads?.storm && { ...reads.storm, hasCalled: hasCalledBy(reads) }),
      log,
      render,
      quiet,
      portal,
      park,
      now: ports.now,
    });
  };
}
