import { deferred } from '../helpers/deferred.ts';

export interface Queue<T> {
  readonly put: (item: T) => void;
  /** Waits for the next item if there is none. @throws {Error} when none came in `timeout` milliseconds */
  readonly take: (timeout: number) => Promise<T>;
  /** Takes all that are there. */
  readonly drain: () => readonly T[];
}

/** First in, first out, for one taker. */
export function createQueue<T>(): Queue<T> {
  const items: T[] = [];
  let deliver: ((item: T) => void) | undefined;
  return {
    put: (item) => {
      if (deliver) deliver(item);
      else items.push(item);
    },
    take: async (timeout) => {
      const first = items.shift();
      if (first !== undefined) return first;
      const next = deferred<T>();
      deliver = next.resolve;
      const timer = setTimeout(() => next.reject(new Error(`nothing in ${timeout} ms`)), timeout);
      try {
        return await next.promise;
      } finally {
        deliver = undefined;
        clearTimeout(timer);
      }
    },
    drain: () => items.splice(0),
  };
}
