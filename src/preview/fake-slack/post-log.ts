import type { Verdict } from './verdict.ts';

/** A post to the webhook with the verdict on it. */
export interface ReceivedPost extends Verdict {
  /** Counts up from 1. */
  readonly id: number;
  /** Epoch milliseconds. */
  readonly at: number;
  /** Where it came from, if it said so: the file of a sample. */
  readonly from?: string;
}

export interface PostLog {
  /** Oldest first. */
  list(): readonly ReceivedPost[];
  add(post: Omit<ReceivedPost, 'id'>): ReceivedPost;
  /** Calls `listener` for every later post until the function that it returns is called. */
  follow(listener: (post: ReceivedPost) => void): () => void;
}

/** All that is kept of all posts together. Bytes of JSON, roughly. */
const KEPT_BYTES = 1024 * 1024;

/** Keeps the newest `capacity` posts, and fewer when they are large: at most 1 MB of JSON, but always the newest. */
export function createPostLog(capacity: number): PostLog {
  const posts: ReceivedPost[] = [];
  const sizes: number[] = [];
  let total = 0;
  const listeners = new Set<(post: ReceivedPost) => void>();
  let lastId = 0;
  return {
    list: () => posts,
    add(content) {
      lastId += 1;
      const post = { ...content, id: lastId };
      const size = Buffer.byteLength(JSON.stringify(post));
      posts.push(post);
      sizes.push(size);
      total += size;
      while (posts.length > 1 && (posts.length > capacity || total > KEPT_BYTES)) {
        posts.shift();
        total -= sizes.shift() ?? 0;
      }
      for (const listener of listeners) listener(post);
      return post;
    },
    follow(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
