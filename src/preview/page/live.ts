import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { Served } from '../fake-slack/guard.ts';
import type { PostLog, ReceivedPost } from '../fake-slack/post-log.ts';
import { summary } from './card.ts';
import { CARDS_MAX } from './feed.ts';
import type { Clock } from './slack-date.ts';

/** A browser has six connections for one server; a tab that is hidden closes its stream. */
const STREAMS_MAX = 6;
/** What waits for a reader who does not read. Characters. */
const WAITING_MAX = 1024 * 1024;

export interface LiveOptions {
  readonly log: PostLog;
  /** Tells a page that it was served by an earlier run. */
  readonly run: string;
  readonly cardOf: (post: ReceivedPost) => string;
  readonly clock: () => Clock;
}

/**
 * Tells a page of every post after the newest one that it has: of those that it missed, at most as many as it shows,
 * then of each as it comes. At most six streams; one that is not read is cut, and the browser connects again.
 * https://html.spec.whatwg.org/multipage/server-sent-events.html
 */
export function createLive({ log, run, cardOf, clock }: LiveOptions) {
  let streams = 0;
  return (context: Context<Served>) => {
    if (streams >= STREAMS_MAX) {
      return context.text('Too many pages are open. Close one of them.', 503);
    }
    streams += 1;
    const { outgoing } = context.env;
    outgoing.once('close', () => {
      streams -= 1;
    });
    const newest = newestKnown(context);
    return streamSSE(context, async (stream) => {
      let waiting = 0;
      const tell = (post: ReceivedPost) => {
        const data = JSON.stringify({ html: cardOf(post), summary: summary(post, clock()) });
        waiting += data.length;
        if (waiting > WAITING_MAX) return void outgoing.destroy();
        const told = stream.writeSSE({ id: String(post.id), event: 'post', data });
        void told.finally(() => {
          waiting -= data.length;
        });
      };
      void stream.writeSSE({ event: 'run', data: JSON.stringify(run) });
      for (const post of missedPosts(log.list(), newest, cardOf)) tell(post);
      const leave = log.follow(tell);
      await new Promise<void>((resolve) => outgoing.once('close', resolve));
      leave();
    });
  };
}

/** Those after the post with the id `newest`, oldest first: the newest of them, as many as a page shows at once. */
function missedPosts(
  posts: readonly ReceivedPost[],
  newest: number,
  cardOf: LiveOptions['cardOf'],
): readonly ReceivedPost[] {
  let room = WAITING_MAX / 2;
  const missed = posts.slice(-CARDS_MAX).filter(({ id }) => id > newest);
  const fits = missed.toReversed().findIndex((post) => {
    room -= cardOf(post).length;
    return room < 0;
  });
  return fits < 0 ? missed : missed.slice(missed.length - fits);
}

/** A browser that connects again says so in a header; the first time the page says it in the address. */
function newestKnown({ req }: Context<Served>): number {
  return Number(req.header('last-event-id') ?? req.query('after') ?? 0) || 0;
}
