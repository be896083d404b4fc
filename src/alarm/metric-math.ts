/**
 * Whether the expression stands on these ids alone: it may stand on other expressions, which a notification does not
 * always bring. Ids begin with a lower-case letter, functions with a capital.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
 */
export function isComplete(expression: string, ids: readonly (string | undefined)[]): boolean {
  const used = expression.replace(/(["']).*?\1/gs, '').match(/\b[a-z]\w*/g) ?? [];
  return used.every((id) => ids.includes(id));
}
