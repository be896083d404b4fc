import { composeHandler } from './compose.ts';

/** The Lambda function's entry point, and the only reader of the environment. */
export const handler = await composeHandler(process.env);
