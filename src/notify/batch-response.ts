import type { SQSBatchResponse } from 'aws-lambda';
import { DeliveryError } from '../errors.ts';

/** https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html#services-sqs-batchfailurereporting */
export type BatchResponse = SQSBatchResponse;

/** A notification that was not delivered. */
export interface Failure {
  /** The SQS message that it came in. */
  readonly recordId: string | undefined;
  readonly error: unknown;
}

/**
 * The answer to Lambda. For a batch from a queue it names the records that failed, so that only those come again. If one
 * of them has no id, or the event came from no queue, the failure is thrown and the whole event comes again.
 * @throws {DeliveryError} for all failures together; an error of another kind as it is
 */
export function conclude(
  failures: readonly Failure[],
  { queued, total }: { readonly queued: boolean; readonly total: number },
): BatchResponse | undefined {
  const ids = [...new Set(failures.map(({ recordId }) => recordId))];
  const named = ids.filter((id) => id !== undefined);
  if (queued && named.length === ids.length) {
    return { batchItemFailures: named.map((itemIdentifier) => ({ itemIdentifier })) };
  }
  if (failures.length > 0) throw toError(failures, total);
  return undefined;
}

function toError(failures: readonly Failure[], total: number): unknown {
  const errors = failures.map(({ error }) => error);
  const [first] = errors;
  if (errors.length === 1 || !(first instanceof DeliveryError)) return first;
  const { message, status, reason } = first;
  return new DeliveryError(
    `${errors.length} of ${total} notifications were not delivered. The first: ${message}`,
    {
      ...(status === undefined ? {} : { status }),
      reason,
      retryable: errors.some((error) => error instanceof DeliveryError && error.retryable),
    },
  );
}
