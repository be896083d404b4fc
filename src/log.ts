/** One structured line; Lambda's JSON log format adds time, level and request id. No secret may reach it. */
export type Log = (
  level: 'info' | 'warn' | 'error',
  message: string,
  fields?: Record<string, unknown>,
) => void;

/**
 * One object a line: the function's JSON log format adds time, level and request id.
 * https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-logformat.html
 */
export const consoleLog: Log = (level, message, fields = {}) => {
  console[level]({ message, ...fields });
};
