import type { IncomingMessage, ServerResponse } from 'node:http';
import { respondText } from '../fake-slack/guard.ts';
import type { Post, PostLog } from '../fake-slack/post-log.ts';
import { summary } from './card.ts';
import { CARDS_MAX } from './feed.ts';

/** A browser has six connections for one server; a tab that is hidden closes its stream. */
const STREAMS_MAX = 6;
/** What waits for a reader who does not read. Bytes. */
const WAITING_MAX = 1024 * 1024;

export interface LiveOptions {
  readonly log: PostLog;
  /** Tells a page that it was served by an earlier run. */
  readonly run: string;
  readonly cardOf: (post: Post) => string;
  /** The streams that are open. */
  readonly streams: Set<ServerResponse>;
}

/**
 * Tells a page of every post after the newest one that it has: of those that it missed, at most as many as it shows,
 * then of each as it comes. At most six streams; one that is not read is cut, and the browser connects again.
 * https://html.spec.whatwg.org/multipage/server-sent-events.html
 */
export function goLive(
  request: IncomingMessage,
  response: ServerResponse,
  { log, run, cardOf, streams }: LiveOptions,
): true {
  if (streams.size >= STREAMS_MAX) {
    return respondText(response, 503, 'Too many pages are open. Close one of them.');
  }
  streams.add(response);
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  response.write(`event: run\ndata: ${JSON.stringify(run)}\n\n`);
  const tell = (post: Post) => {
    if (response.writableLength > WAITING_MAX) return void response.destroy();
    const news = JSON.stringify({ html: cardOf(post), summary: summary(post) });
    response.write(`id: ${post.id}\nevent: post\ndata: ${news}\n\n`);
  };
  const newest = newestKnown(request);
  for (const post of log.list().slice(-CARDS_MAX)) if (post.id > newest) tell(post);
  const leave = log.follow(tell);
  response.on('close', () => {
    leave();
    streams.delete(response);
  });
  return true;
}

/** A browser that connects again says so in a header; the first time the page says it in the address. */
function newestKnown({ headers, url = '' }: IncomingMessage): number {
  const again = headers['last-event-id'];
  const first = URL.parse(url, 'http://localhost')?.searchParams.get('after');
  return Number(again ?? first ?? 0) || 0;
}
