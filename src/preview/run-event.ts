/** Sends an event through the function as it is deployed, with an invented past in the place of CloudWatch, and of the instance. */

import { composeHandler } from '../compose.ts';
import { type Environment, parseLanguage } from '../config.ts';
import type { Log } from '../ports.ts';
import { alarmsIn, announcedValue } from './announced-values.ts';
import { sampleCulprit } from './sample-culprit.ts';
import { sampleHistory, sampleInstanceName } from './sample-history.ts';

export interface Run {
  /** Why the invocation failed. */
  readonly error?: string;
  /** Why nobody is told of an alarm in the event. */
  readonly silent?: string;
}

/** What the operator may set for the page as for the function; nothing of AWS, so nothing is asked there. */
const SETTINGS: readonly string[] = ['MENTION_ON_ALARM', 'TIME_ZONE'];

const INVOCATION_MS = 20_000;
/** What lies between a state change and the function in AWS, roughly. */
const ON_THE_WAY_MS = 2_000;

/** The function's settings for a page that posts to `webhookUrl`. */
export function settingsFor(webhookUrl: string | undefined, env: Environment): Environment {
  const chosen = SETTINGS.map((name) => [name, env[name]]);
  return {
    ...Object.fromEntries(chosen),
    CHART: env['CHART'] || 'on',
    CULPRIT: env['CULPRIT'] || 'on',
    // Whatever language a desktop is set to: where the messages do not have it, they are in English.
    LANGUAGE: parseLanguage(env['LANGUAGE'] ?? ''),
    SLACK_WEBHOOK_URL: webhookUrl,
  };
}

/**
 * A function of its own for each event: one that is warm would keep quiet about a state change that it has delivered.
 * @throws {ConfigError} when a setting is wrong
 */
export async function runEvent(
  event: unknown,
  settings: Environment,
  log: Log = () => {},
): Promise<Run> {
  let silent: string | undefined;
  const handler = await composeHandler(settings, {
    fetchHistory: async (alarm) =>
      settings['CHART'] === 'off' ? undefined : sampleHistory(alarm, announcedValue(alarm)),
    fetchInstanceName: async (alarm) => sampleInstanceName(alarm),
    fetchCulprit: async (alarm) =>
      settings['CULPRIT'] === 'off' ? undefined : sampleCulprit(alarm),
    log: (level, message, fields) => {
      const why = fields?.['why'];
      if (typeof why === 'string') silent = why;
      log(level, message, fields);
    },
    now: () => momentOf(event),
  });
  const end = Date.now() + INVOCATION_MS;
  try {
    const answer = await handler(event, { getRemainingTimeInMillis: () => end - Date.now() });
    const failed = answer?.batchItemFailures.length ?? 0;
    if (failed > 0) return { error: `${failed} of the records in the batch were not delivered.` };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
  return silent === undefined ? {} : { silent };
}

/** A sample is of some day; to the function it has just happened, or it would call it late. */
function momentOf(event: unknown): number {
  try {
    const times = alarmsIn(event).flatMap(({ changedAt }) => changedAt ?? []);
    return times.length === 0 ? Date.now() : Math.max(...times) + ON_THE_WAY_MS;
  } catch {
    // The function says itself what is wrong with it.
    return Date.now();
  }
}
