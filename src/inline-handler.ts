import { composeHandler, type Handler } from './compose.ts';

/**
 * The entry point of the function that stands in the template itself (`npm run package`), which Lambda loads as
 * CommonJS. That knows no `await` at the top: the start is awaited by the first invocation. One that failed is tried
 * again by the next.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-lambda-function-code.html
 */
let started = start();

function start(): Promise<Handler> {
  const starting = composeHandler(process.env);
  // It is told by the invocation that waits for it.
  starting.catch(() => {});
  return starting;
}

export const handler: Handler = async (event, context) => {
  const handle = await started.catch((error: unknown) => {
    started = start();
    throw error;
  });
  return handle(event, context);
};
