import type { AwsAccess, HttpFetch } from './aws/call.ts';
import { createFetchCulprit } from './aws/culprit.ts';
import type { Config } from './config.ts';
import { explain } from './message/culprit.ts';
import { LANGUAGES } from './message/words/languages.ts';
import type { ExplainCpu } from './notify/enrichment.ts';
import type { FetchCulprit, Log } from './ports.ts';

export interface ExplainOptions {
  readonly config: Config;
  readonly access: AwsAccess | undefined;
  readonly fetch: HttpFetch;
  readonly log: Log;
  /** In the place of AWS. */
  readonly fetchCulprit: FetchCulprit | undefined;
  /** Epoch milliseconds; the clock of the machine unless told. */
  readonly now: (() => number) | undefined;
}

/** All that Culprit=on brings, a chunk of the bundle of its own. Undefined where AWS can't be called. */
export function createExplainCpu(options: ExplainOptions): ExplainCpu | undefined {
  const { access, fetch, log, now = Date.now } = options;
  const { culpritDocument: document, language } = options.config;
  const fetchCulprit =
    options.fetchCulprit ??
    (access && document ? createFetchCulprit({ access, fetch, log, document, now }) : undefined);
  if (fetchCulprit === undefined) return undefined;
  return async (alarm, instanceId, isAlone) => {
    const culprit = await fetchCulprit(alarm, instanceId, isAlone);
    const { locale } = await LANGUAGES[language]();
    return culprit && explain(alarm, culprit, locale);
  };
}
