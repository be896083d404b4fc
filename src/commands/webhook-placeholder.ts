/** What the documentation writes in the place of a webhook's secret part, and what shells leave of a variable. */
const PLACEHOLDERS: readonly RegExp[] = [
  /…|%E2%80%A6|\.\.\./i,
  /[<>{}$]|%3C|%7B/i,
  /\/(T0{8}|TXXXX\w*|YOUR\b)/i,
  /\bX{8,}/i,
];

/** Whether the URL still has a placeholder in it, such as `https://hooks.slack.com/services/…`. */
export function isPlaceholder(webhookUrl: string): boolean {
  return (
    webhookUrl.startsWith('https:') && PLACEHOLDERS.some((pattern) => pattern.test(webhookUrl))
  );
}
