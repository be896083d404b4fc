/** Which posts a page shows at once: the whole of it stays small, whatever was posted. */

import type { ReceivedPost } from '../fake-slack/post-log.ts';

/** An open page keeps no more; `page.js` has the same number. */
export const CARDS_MAX = 50;
/** HTML that is sent at once. Characters. */
const PART_MAX = 180_000;

/** The newest cards before the post with the id `before`, newest first, as many as fit; at least one if there is one. */
export function newestCards(
  posts: readonly ReceivedPost[],
  cardOf: (post: ReceivedPost) => string,
  before = Number.POSITIVE_INFINITY,
): readonly string[] {
  const cards: string[] = [];
  let room = PART_MAX;
  for (const post of posts.toReversed()) {
    if (post.id >= before) continue;
    const card = cardOf(post);
    room -= card.length;
    if ((room < 0 && cards.length > 0) || cards.length === CARDS_MAX) break;
    cards.push(card);
  }
  return cards;
}
