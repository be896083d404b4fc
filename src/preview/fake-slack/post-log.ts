import type { Verdict } from './verdict.ts';

/** A post to the webhook with the verdict on it. */
export interface Post extends Verdict {
  /** Counts up from 1. */
  readonly id: number;
  /** Epoch milliseconds. */
  readonly at: number;
  /** Where it came from, if it said so: the file of a sample. */
  readonly from?: string;
}

export interface PostLog {
  /** Oldest first. */
  list(): readonly Post[];
  add(post: Omit<Post, 'id'>): Post;
  /** Calls `listener` for every later post until the function that it returns is called. */
  follow(listener: (post: Post) => void): () => void;
}

/** Keeps the newest `capacity` posts. */
export function createPostLog(capacity: number): PostLog {
  const posts: Post[] = [];
  const listeners = new Set<(post: Post) => void>();
  let lastId = 0;
  return {
    list: () => posts,
    add(content) {
      lastId += 1;
      const post = { ...content, id: lastId };
      posts.push(post);
      if (posts.length > capacity) posts.shift();
      for (const listener of listeners) listener(post);
      return post;
    },
    follow(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
