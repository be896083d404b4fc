import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Post, PostLog } from '../fake-slack/post-log.ts';
import { summary } from './card.ts';

export interface LiveOptions {
  readonly log: PostLog;
  /** Tells a page that it was served by an earlier run. */
  readonly run: string;
  readonly cardOf: (post: Post) => string;
}

/**
 * Tells a page of every post after the newest one that it has: of those that it missed, then of each as it comes.
 * https://html.spec.whatwg.org/multipage/server-sent-events.html
 */
export function goLive(
  request: IncomingMessage,
  response: ServerResponse,
  { log, run, cardOf }: LiveOptions,
): true {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  response.write(`event: run\ndata: ${JSON.stringify(run)}\n\n`);
  const tell = (post: Post) => {
    const news = JSON.stringify({ html: cardOf(post), summary: summary(post) });
    response.write(`id: ${post.id}\nevent: post\ndata: ${news}\n\n`);
  };
  const newest = newestKnown(request);
  for (const post of log.list()) if (post.id > newest) tell(post);
  response.on('close', log.follow(tell));
  return true;
}

/** A browser that connects again says so in a header; the first time the page says it in the address. */
function newestKnown({ headers, url = '' }: IncomingMessage): number {
  const again = headers['last-event-id'];
  const first = URL.parse(url, 'http://localhost')?.searchParams.get('after');
  return Number(again ?? first ?? 0) || 0;
}
