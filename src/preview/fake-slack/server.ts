/** A server that answers posts to an incoming webhook as Slack does, and keeps what was posted. */

import { Hono } from 'hono';
import { headers, limitBody, refuseStrangers, type Served } from './guard.ts';
import { listenOn } from './listen.ts';
import { createPostLog, type PostLog, type ReceivedPost } from './post-log.ts';
import { BODY_MAX, judgePost, WEBHOOK_PATH } from './verdict.ts';

const KEPT_POSTS = 300;
/** Characters of what a post says of itself. */
const FROM_MAX = 200;

export interface StandInOptions {
  /** 0 takes a free one. */
  readonly port?: number;
  /**
   * Addresses to listen on, all with the same port. Any but the first is left out while this machine has it not: a
   * function is asked for them again every few seconds.
   */
  readonly hosts?: readonly string[] | (() => readonly string[]);
  /** Milliseconds until it is asked again; 3,000 unless given. */
  readonly lookMs?: number;
  /** Where posts are kept; the newest 300 unless given, and at most 1 MB. */
  readonly log?: PostLog;
  /** Epoch milliseconds; the clock of the machine unless given. */
  readonly now?: () => number;
  /** Whether the machine with that address may post to the webhook; any unless given. */
  readonly mayPost?: (peer: string) => boolean;
  /** Asked for what is neither the webhook nor `/api/messages`. */
  readonly pages?: Hono<Served>;
}

export interface SlackStandIn {
  /** `http://127.0.0.1:3000` */
  readonly url: string;
  readonly webhookUrl: string;
  /** What Slack would have put into the channel, oldest first. */
  readonly messages: readonly unknown[];
  /** Accepted and refused, oldest first; the newest 300. */
  readonly posts: readonly ReceivedPost[];
  readonly follow: (listener: (post: ReceivedPost) => void) => () => void;
  readonly close: () => Promise<void>;
}

/** @throws {Error} with `code` EADDRINUSE when the port is taken on one of the addresses */
export async function startSlackStandIn(options: StandInOptions = {}): Promise<SlackStandIn> {
  const { port = 0, hosts = ['127.0.0.1'], lookMs } = options;
  const log = options.log ?? createPostLog(KEPT_POSTS);
  const listening = await listenOn(createApp(log, options), {
    ...{ port, hosts: typeof hosts === 'function' ? hosts : () => hosts },
    ...(lookMs === undefined ? {} : { lookMs }),
  });
  const url = `http://127.0.0.1:${listening.port}`;
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
    close: listening.close,
  };
}

function accepted(posts: readonly ReceivedPost[]): readonly ReceivedPost[] {
  return posts.filter(({ status }) => status === 200);
}

/** What is played says itself at which time it would have come. Epoch milliseconds. */
function momentOf(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

function isWebhook(path: string): boolean {
  return path.startsWith('/services/');
}

function createApp(log: PostLog, options: StandInOptions): Hono<Served> {
  const { now = Date.now, mayPost = () => true, pages } = options;
  const app = new Hono<Served>();
  app.use(headers, refuseStrangers(isWebhook, mayPost));
  app.post('/services/*', limitBody(BODY_MAX, 'payload_too_large'), async (context) => {
    const verdict = judgePost(context.req.path, await context.req.text());
    const from = context.req.query('from')?.slice(0, FROM_MAX);
    const at = momentOf(context.req.query('at')) ?? now();
    log.add({ ...verdict, at, ...(from === undefined ? {} : { from }) });
    return new Response(verdict.answer, { status: verdict.status });
  });
  app.all('/services/*', (context) => context.text('method_not_allowed', 405, { allow: 'POST' }));
  app.get('/api/messages', (context) => {
    const list = accepted(log.list());
    return context.json(
      list.map(({ id, at, from, message }) => ({ id, at: new Date(at), from, message })),
    );
  });
  if (pages) app.route('/', pages);
  app.notFound((context) => context.text('There is nothing here.', 404));
  app.onError((error, context) => {
    process.stderr.write(`${context.req.method} ${context.req.path}: ${String(error)}\n`);
    return context.text('This request failed; see the log.', 500);
  });
  return app;
}
