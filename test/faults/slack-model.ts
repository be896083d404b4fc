import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Clock } from './clock.ts';

/**
 * How Slack fares at a moment. `lost-answer`: it takes the message, but the connection breaks before the answer.
 * `late`: it takes the message and answers after 6 seconds. `silent`: it takes the message and never answers.
 * `another-200`: it takes the message, and a proxy answers 200 with a page. `swallowed`: the proxy answers so without
 * handing it on.
 */
export type Weather =
  | 'fine'
  | 'hangs'
  | 'resets'
  | 'lost-answer'
  | 'late'
  | 'silent'
  | 'another-200'
  | 'swallowed'
  | { readonly status: number; readonly body?: string; readonly retryAfter?: number };

export interface SlackModel extends AsyncDisposable {
  readonly webhookUrl: string;
  /** Moments (ms of the clock) at which each alarm was shown. */
  readonly shown: ReadonlyMap<string, readonly number[]>;
  /** How many messages are to be seen, and how many of them call somebody. */
  readonly messages: () => number;
  readonly mentions: () => number;
  /** How many messages Slack answered with `ok` and does not display. */
  readonly hidden: () => number;
}

/**
 * One message a second and webhook, with short bursts allowed. What is above is answered `ok` all the same and not
 * displayed ("Due to a high volume of activity, we are not displaying some messages sent by this application"): no error
 * tells of it. How long a burst may be is not documented.
 * https://docs.slack.dev/apis/web-api/rate-limits, https://github.com/slackapi/python-slack-sdk/issues/537
 */
const BURST = 5;

const PAGE = '<!DOCTYPE html><title>Sign in</title>';

const SECRET_PATH = '/services/T00000000/B00000000/FaKeSeCrEt0123456789abcd';

/**
 * A real HTTP server on loopback that hides what Slack hides, on the given clock. `weather` says how it fares at that
 * moment. An alarm counts as shown when its name, `alarm-…`, is in a message that Slack displays.
 */
export async function startSlackModel(
  clock: Clock,
  weather: (now: number) => Weather,
): Promise<SlackModel> {
  const shown = new Map<string, number[]>();
  const counts = { messages: 0, mentions: 0, hidden: 0 };
  const isDisplayed = tokenBucket(clock);
  const show = (body: string) => {
    if (!isDisplayed()) {
      counts.hidden += 1;
      return;
    }
    counts.messages += 1;
    if (body.includes('<!here>')) counts.mentions += 1;
    for (const name of new Set(body.match(/alarm-\d+/g)))
      shown.set(name, [...(shown.get(name) ?? []), clock.now()]);
  };
  const server = createServer(async (request, response) => {
    const body = await text(request);
    const now = weather(clock.now());
    if (isRefused(now, response)) return;
    show(body);
    if (now === 'lost-answer') return void response.socket?.resetAndDestroy();
    if (now === 'silent') return;
    if (now === 'late') await clock.sleep(6_000);
    response.end(now === 'another-200' ? PAGE : 'ok');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    webhookUrl: `http://127.0.0.1:${port}${SECRET_PATH}`,
    shown,
    messages: () => counts.messages,
    mentions: () => counts.mentions,
    hidden: () => counts.hidden,
    [Symbol.asyncDispose]: () => stop(server),
  };
}

/** Whether the message is not taken; then this is all that comes of it. */
function isRefused(weather: Weather, response: ServerResponse): boolean {
  if (weather === 'resets') response.socket?.resetAndDestroy();
  else if (weather === 'swallowed') response.end(PAGE);
  else if (typeof weather === 'object') {
    const { status, body, retryAfter } = weather;
    const headers = retryAfter === undefined ? {} : { 'Retry-After': retryAfter };
    response.writeHead(status, headers).end(body ?? '');
  } else return weather === 'hangs';
  return true;
}

function tokenBucket(clock: Clock): () => boolean {
  let tokens = BURST;
  let filledAt = 0;
  return () => {
    tokens = Math.min(BURST, tokens + (clock.now() - filledAt) / 1000);
    filledAt = clock.now();
    if (tokens < 1) return false;
    tokens -= 1;
    return true;
  };
}

function stop(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
