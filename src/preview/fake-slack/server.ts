/** A server that answers posts to an incoming webhook as Slack does, and keeps what was posted. */

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type Route, readBody, refuseStranger, respondJson, respondText } from './guard.ts';
import { createPostLog, type Post, type PostLog } from './post-log.ts';
import { BODY_MAX, judgePost, type Verdict, WEBHOOK_PATH } from './verdict.ts';

const KEPT_POSTS = 300;
/** Characters of what a post says of itself. */
const FROM_MAX = 200;
/** A request that is not here by then is given up. Milliseconds. */
const REQUEST_MS = 15_000;

export interface StandInOptions {
  /** 0 takes a free one. */
  readonly port?: number;
  /** Addresses to listen on, all with the same port. Any but the first is left out when this machine has it not. */
  readonly hosts?: readonly string[];
  /** Where posts are kept; the newest 300 unless given, and at most 1 MB. */
  readonly log?: PostLog;
  /** Epoch milliseconds; the clock of the machine unless given. */
  readonly now?: () => number;
  /** Whether the machine with that address may post to the webhook; any unless given. */
  readonly mayPost?: (peer: string) => boolean;
  /** Asked in turn for what is neither the webhook nor `/api/messages`. */
  readonly routes?: readonly Route[];
}

export interface SlackStandIn {
  /** `http://127.0.0.1:3000` */
  readonly url: string;
  readonly webhookUrl: string;
  /** What Slack would have put into the channel, oldest first. */
  readonly messages: readonly unknown[];
  /** Accepted and refused, oldest first; the newest 300. */
  readonly posts: readonly Post[];
  readonly follow: (listener: (post: Post) => void) => () => void;
  readonly close: () => Promise<void>;
}

/** @throws {Error} with `code` EADDRINUSE when the port is taken on one of the addresses */
export async function startSlackStandIn(options: StandInOptions = {}): Promise<SlackStandIn> {
  const { port = 0, hosts = ['127.0.0.1'], routes = [] } = options;
  const { log = createPostLog(KEPT_POSTS), now = Date.now } = options;
  const serve = serveWith(
    [
      takePosts((verdict, url) => {
        const from = url.searchParams.get('from');
        log.add({
          ...verdict,
          at: now(),
          ...(from === null ? {} : { from: from.slice(0, FROM_MAX) }),
        });
      }),
      listMessages(() => accepted(log.list())),
      ...routes,
    ],
    options.mayPost,
  );
  const { port: boundPort, close } = await listenOn(hosts, port, serve);
  const url = `http://127.0.0.1:${boundPort}`;
  return {
    url,
    webhookUrl: url + WEBHOOK_PATH,
    get messages() {
      return accepted(log.list()).map(({ message }) => message);
    },
    get posts() {
      return [...log.list()];
    },
    follow: log.follow,
    close,
  };
}

function accepted(posts: readonly Post[]): readonly Post[] {
  return posts.filter(({ status }) => status === 200);
}

function isWebhook(url: URL): boolean {
  return url.pathname.startsWith('/services/');
}

function takePosts(keep: (verdict: Verdict, url: URL) => void): Route {
  return async (request, response, url) => {
    if (!isWebhook(url)) return false;
    if (request.method !== 'POST') {
      response.setHeader('allow', 'POST');
      return respondText(response, 405, 'method_not_allowed');
    }
    const raw = await readBody(request, BODY_MAX);
    if (raw === undefined) return respondText(response, 413, 'payload_too_large');
    const verdict = judgePost(url.pathname, raw);
    keep(verdict, url);
    return respondText(response, verdict.status, verdict.answer);
  };
}

function listMessages(list: () => readonly Post[]): Route {
  return (request, response, url) => {
    if (url.pathname !== '/api/messages' || request.method !== 'GET') return false;
    return respondJson(
      response,
      200,
      list().map(({ id, at, from, message }) => ({ id, at: new Date(at), from, message })),
    );
  };
}

function serveWith(routes: readonly Route[], mayPost: StandInOptions['mayPost']) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = URL.parse(request.url ?? '', 'http://localhost');
    if (url === null) return void respondText(response, 400, 'This is no path.');
    const refusal = refuseStranger(request, isWebhook(url), mayPost);
    if (refusal) return void respondText(response, refusal.status, refusal.text);
    try {
      for (const route of routes) if (await route(request, response, url)) return;
      respondText(response, 404, 'There is nothing here.');
    } catch (error) {
      process.stderr.write(`${request.method} ${url.pathname}: ${String(error)}\n`);
      if (!response.headersSent) respondText(response, 500, 'This request failed; see the log.');
    }
  };
}

interface Listening {
  readonly port: number;
  readonly close: () => Promise<void>;
}

async function listenOn(
  hosts: readonly string[],
  port: number,
  serve: ReturnType<typeof serveWith>,
): Promise<Listening> {
  const servers: Server[] = [];
  const close = async () => void (await Promise.all(servers.map(closeServer)));
  let bound = port;
  for (const host of hosts) {
    const server = createServer({ requestTimeout: REQUEST_MS }, serve);
    try {
      bound = await listen(server, host, bound);
      servers.push(server);
    } catch (error) {
      if (servers.length > 0 && isAbsent(error)) continue;
      await close();
      throw error;
    }
  }
  return { port: bound, close };
}

function isAbsent(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'EADDRNOTAVAIL' || code === 'EAFNOSUPPORT';
}

/** Resolves to the port. */
function listen(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host }, () => {
      server.off('error', reject);
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : port);
    });
  });
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
