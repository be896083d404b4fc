/** Milliseconds. */
export function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

const BETWEEN = 100;

/**
 * Asks again and again until there is an answer, and resolves to it.
 * @param limit milliseconds: a step that takes longer is broken
 * @throws {Error} naming `what` when the limit is reached
 */
export async function waitFor<T>(
  what: string,
  limit: number,
  ask: () => Promise<T | undefined | false> | T | undefined | false,
): Promise<T> {
  const end = Date.now() + limit;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    if (Date.now() > end) throw new Error(`waited ${limit / 1000} s in vain for ${what}`);
    await wait(BETWEEN);
  }
}
