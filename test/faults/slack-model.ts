import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { isObject, parseJson } from '../../src/json.ts';
import { type Clock, tokenBucket } from './clock.ts';

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
  /** The same, of messages that say that it is OK. */
  readonly resolved: ReadonlyMap<string, readonly number[]>;
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
  const resolved = new Map<string, number[]>();
  const counts = { messages: 0, mentions: 0, hidden: 0 };
  const isDisplayed = tokenBucket(clock, 1, BURST);
  const show = (body: string) => {
    if (!isDisplayed()) {
      counts.hidden += 1;
      return;
    }
    counts.messages += 1;
    if (body.includes('<!here>')) counts.mentions += 1;
    remember(shown, body);
    remember(resolved, resolvedIn(body));
  };
  const remember = (moments: Map<string, number[]>, said: string) => {
    for (const name of new Set(said.match(/alarm-\d+/g)))
      moments.set(name, [...(moments.get(name) ?? []), clock.now()]);
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
    resolved,
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

/** What follows a green heading, or is said in a line that begins with one. */
function resolvedIn(body: string): string {
  const message = parseJson(body);
  const blocks = isObject(message) && Array.isArray(message['blocks']) ? message['blocks'] : [];
  const texts = blocks.map((block: unknown) => JSON.stringify(block));
  return texts[0]?.includes(GREEN) ? body : texts.filter((one) => one.includes(GREEN)).join();
}

const GREEN = '🟢';

function stop(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
