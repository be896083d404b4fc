/** Where the webhook's URL comes from. */
export interface Webhook {
  /** The setting that an operator mends it by. */
  readonly setting: string;
  /**
   * The URL as it was read last. Where that has not been done it is read within `timeout` milliseconds, or a reading
   * that is on its way already is waited for.
   * @throws {DeliveryError} when it cannot be had
   */
  readonly url: (timeout: number) => Promise<string>;
  /** Reads it again, for Slack says that the webhook of this URL is gone: whether it is another one now. Never throws. */
  readonly renew: (goneUrl: string, timeout: number) => Promise<boolean>;
}

/** A URL that stays what it is until the next deployment. */
export function fixedWebhook(url: string): Webhook {
  return { setting: 'SLACK_WEBHOOK_URL', url: async () => url, renew: async () => false };
}
