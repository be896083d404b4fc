/**
 * What the bundle has in the place of p-retry (`Alias` among the build settings in template.yaml): @slack/webhook sends
 * every post through it, here never with a retry, because the time that the invocation has left decides on those
 * (slack.ts). What it brings would be loaded by every cold start and run by every post for nothing.
 * https://github.com/sindresorhus/p-retry/tree/v4.6.2
 */

/** Carries an error past whatever would try again. */
export class AbortError extends Error {
  readonly originalError: Error;

  constructor(originalError: Error) {
    super(originalError.message);
    this.originalError = originalError;
  }
}

/** @throws what `post` throws; of an {@link AbortError} the error that it carries */
// biome-ignore lint/style/noDefaultExport: it is what p-retry exports.
export default async function tryOnce<T>(post: () => Promise<T>): Promise<T> {
  try {
    return await post();
  } catch (error) {
    throw error instanceof AbortError ? error.originalError : error;
  }
}
