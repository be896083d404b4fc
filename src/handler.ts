import type { Handler } from 'aws-lambda';
import { composeHandler } from './compose.ts';
import type { BatchResponse } from './notify/batch-response.ts';

/** The Lambda function's entry point, and the only reader of the environment. */
export const handler: Handler<unknown, BatchResponse | undefined> = await composeHandler(
  process.env,
);
