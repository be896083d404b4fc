import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import tryOnce, { AbortError } from '../../src/slack/single-try.ts';

interface Once {
  readonly name: string;
  readonly post: (run: () => Promise<string>) => Promise<string>;
  readonly Abort: new (error: Error) => Error;
}

/** The package that it stands for, as @slack/webhook has it. */
const pRetry = createRequire(import.meta.resolve('@slack/webhook'))('p-retry');
const BOTH: readonly Once[] = [
  { name: 'single-try', post: tryOnce, Abort: AbortError },
  { name: 'p-retry', post: (run) => pRetry(run, { retries: 0 }), Abort: pRetry.AbortError },
];

describe.each(BOTH)('a post through $name', ({ post, Abort }) => {
  it('gives what it comes to', async () => {
    expect(await post(async () => 'ok')).toBe('ok');
  });

  it.each([
    ['an error', new Error('refused')],
    ['an error of the code itself', new TypeError('no function')],
  ])('that ends in %s is tried once, and fails with it', async (_what, error) => {
    let tries = 0;
    const posted = post(async () => {
      tries += 1;
      throw error;
    });
    await expect(posted).rejects.toBe(error);
    expect(tries).toBe(1);
  });

  it('that is given up fails with the reason for it', async () => {
    const reason = new Error('gone');
    const posted = post(async () => {
      throw new Abort(reason);
    });
    await expect(posted).rejects.toBe(reason);
  });
});
