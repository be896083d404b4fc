import { BusyError } from '../errors.ts';

/**
 * @throws {BusyError} when CloudWatch refuses because many ask; any other error as it is
 */
export async function orBusy<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    throw isThrottled(error) ? new BusyError() : error;
  }
}

function isThrottled(error: unknown): boolean {
  return error instanceof Error && error.name.startsWith('Throttling');
}
