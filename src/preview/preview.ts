/** Everything that `npm start` starts. */

import type { Environment } from '../config.ts';
import { loadConfig } from '../config.ts';
import { ConfigError } from '../errors.ts';
import { isContainerOrSelf } from './container-network.ts';
import { createPostLog, type PostLog } from './fake-slack/post-log.ts';
import { type SlackStandIn, startSlackStandIn } from './fake-slack/server.ts';
import { listenAddresses } from './listen-addresses.ts';
import { createNight } from './night/night.ts';
import { createPages, type RunOfEvent } from './page/routes.ts';
import { type Run, runEvent, settingsFor } from './run-event.ts';
import { FIRST_GROUP, readSamples, type Sample } from './samples.ts';
import { createSendToSlack, type SendToSlack } from './send-to-slack.ts';

export interface Preview {
  readonly standIn: SlackStandIn;
  /** Sends every sample through the function; resolves to a line about each that failed. */
  readonly sendSamples: () => Promise<readonly string[]>;
  readonly close: () => Promise<void>;
}

const DEFAULT_PORT = 3000;
/** All samples and some more. */
const KEPT_POSTS = 200;
/** The editor looks at the posts of the last run only. */
const KEPT_DRAFTS = 50;

export interface PreviewOptions {
  /** Epoch milliseconds; for pictures that are the same each time. */
  readonly now?: () => number;
  /** In the place of the webhook in SLACK_WEBHOOK_URL. */
  readonly sendToSlack?: SendToSlack;
  /** What lies between two messages of a night that is played; so many milliseconds unless given. */
  readonly pause?: (milliseconds: number) => Promise<void>;
}

/** @throws {ConfigError} when a setting is wrong, or the port is taken */
export async function startPreview(
  env: Environment,
  options: PreviewOptions = {},
): Promise<Preview> {
  const port = loadPort(env['PORT']);
  const [warning] = loadConfig(settingsFor('http://127.0.0.1/', env)).warnings;
  // Here somebody reads it and can mend it: no need to go on with a default.
  if (warning !== undefined) throw new ConfigError(...withoutFallback(warning));
  const sendToSlack = options.sendToSlack ?? createSendToSlack(env['SLACK_WEBHOOK_URL']);
  const { now = Date.now } = options;
  const log = createPostLog(KEPT_POSTS);
  const webhookUrl = () => standIn.webhookUrl;
  const send = async (sample: Sample) => sendSample(sample, { log, url: webhookUrl(), env });
  const trial = await startTrial(env);
  const night = createNight({
    ...{ webhookUrl, now, settings: () => settingsFor(webhookUrl(), env) },
    ...(options.pause === undefined ? {} : { pause: options.pause }),
  });
  const pages = createPages({
    ...{ log, webhookUrl, clock: clockOf(now), preview: trial.preview },
    ...(sendToSlack === undefined ? {} : { sendToSlack }),
    sendSample: send,
    sendScene: (scene) => tellOf(log, scene.name, () => night.sendScenes([scene]).then(() => ({}))),
    playNight: night.play,
  });
  // Who sets HOST opens the webhook to that network on purpose.
  const mayPost = env['HOST'] ? {} : { mayPost: (peer: string) => isContainerOrSelf(peer) };
  const standIn = await listen(
    { port, hosts: () => listenAddresses(env['HOST']), log, pages, now, ...mayPost },
    trial,
  );
  const close = async () => {
    night.stop();
    await Promise.all([standIn.close(), trial.close()]);
  };
  return { standIn, sendSamples: () => sendAll(send, night.sendScenes), close };
}

function loadPort(value: string | undefined): number {
  if (!value) return DEFAULT_PORT;
  const port = Number(value);
  if (/^\d+$/.test(value) && port <= 65_535) return port;
  throw new ConfigError('PORT', 'must be a number from 1 to 65535, or 0 for any that is free.');
}

function clockOf(now: () => number) {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  return () => ({ now: now(), timeZone });
}

async function listen(
  options: NonNullable<Parameters<typeof startSlackStandIn>[0]> & { readonly port: number },
  trial: Pick<SlackStandIn, 'close'>,
): Promise<SlackStandIn> {
  try {
    return await startSlackStandIn(options);
  } catch (error) {
    await trial.close();
    throw explain(error, options.port);
  }
}

function explain(error: unknown, port: number): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const other = `Choose another one: PORT=${port === 65_535 ? port - 1 : port + 1} npm start`;
  if (code === 'EADDRINUSE') return new ConfigError('PORT', `${port} is taken. ${other}`);
  if (code === 'EACCES') return new ConfigError('PORT', `${port} needs more rights. ${other}`);
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    return new ConfigError('HOST', 'is no address of this machine.');
  }
  return error;
}

interface Target {
  readonly log: PostLog;
  /** The webhook that stands in for Slack's. */
  readonly url: string;
  readonly env: Environment;
}

async function sendSample({ name, event }: Sample, target: Target): Promise<RunOfEvent> {
  if (event === undefined) return { posts: [], error: 'The file is no JSON.' };
  return runInto(target, event, `events/${name}.json`);
}

/** Each post says where it came from, so that those of one run can be told from others that arrive meanwhile. */
function runInto({ log, url, env }: Target, event: unknown, from: string): Promise<RunOfEvent> {
  const settings = settingsFor(`${url}?${new URLSearchParams({ from })}`, env);
  return tellOf(log, from, () => runEvent(event, settings));
}

async function tellOf(log: PostLog, from: string, run: () => Promise<Run>): Promise<RunOfEvent> {
  const lastId = log.list().at(-1)?.id ?? 0;
  const outcome = await run();
  const posts = log.list().filter((post) => post.id > lastId && post.from === from);
  return { ...outcome, posts };
}

/** The newest is on top: so the first sample is sent last. The scenes of the night come after the first group. */
async function sendAll(
  send: (sample: Sample) => Promise<RunOfEvent>,
  sendScenes: () => Promise<void>,
): Promise<readonly string[]> {
  const failures: string[] = [];
  const samples = readSamples().toReversed();
  const first = samples.find(({ group }) => group === FIRST_GROUP);
  for (const sample of samples) {
    if (sample === first) await sendScenes();
    const { error } = await send(sample);
    if (error !== undefined) failures.push(`events/${sample.name}.json: ${error}`);
  }
  return failures;
}

/** What is typed into the editor goes to a Slack of its own, which nobody else sees. */
async function startTrial(env: Environment) {
  const log = createPostLog(KEPT_DRAFTS);
  const standIn = await startSlackStandIn({ log });
  let count = 0;
  return {
    close: standIn.close,
    preview: (event: unknown): Promise<RunOfEvent> => {
      count += 1;
      return runInto({ log, url: standIn.webhookUrl, env }, event, `editor ${count}`);
    },
  };
}

/** What is wrong alone: the page does not go on with a default. */
function withoutFallback(warning: string): [setting: string, problem: string] {
  const [setting = '', ...words] = warning.replace(/ Until then: .*$/s, '').split(' ');
  return [setting, words.join(' ')];
}
