import { DeniedError } from '../errors.ts';

/** CloudWatch's words for it. */
const RIGHT = /\bnot authorized to perform: (\w{1,40}:\w{1,80})/;

/**
 * What is read.
 * @throws {DeniedError} when the right to read it is missing; any other error as it is
 */
export async function orDenied<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    throw toDenied(error) ?? error;
  }
}

function toDenied(error: unknown): DeniedError | undefined {
  if (!(error instanceof Error) || !error.name.startsWith('AccessDenied')) return undefined;
  return new DeniedError(RIGHT.exec(error.message)?.[1] ?? 'cloudwatch:Describe*');
}
