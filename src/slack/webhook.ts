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

/** Commercial Slack and GovSlack. https://docs.slack.dev/govslack */
const SLACK_HOSTS: readonly string[] = ['hooks.slack.com', 'hooks.slack-gov.com'];
const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\]|host\.docker\.internal)$/;

/** Says what a webhook URL is to look like. */
export const WEBHOOK_HINT =
  'the webhook URL that Slack shows under "Incoming Webhooks": https://hooks.slack.com/services/… ' +
  '(GovSlack: https://hooks.slack-gov.com/services/…), without port, user name or password. ' +
  'For local work plain http on localhost, 127.0.0.1, [::1] or host.docker.internal is accepted too.';

/**
 * Only Slack may get our posts: the host is compared whole, and the URL is handed on as it was parsed, so that what
 * was checked is what is used. Undefined for anything else than a webhook's URL. `allowsLocal`: whether plain http to
 * this machine passes, too.
 * https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks
 */
export function parseWebhookUrl(value: string, allowsLocal: boolean): string | undefined {
  const text = value.trim();
  const url = URL.parse(text);
  if (url === null || url.username !== '' || url.password !== '') return undefined;
  return isSlack(url) || (allowsLocal && isLocal(url, text)) ? url.href : undefined;
}

function isSlack({ protocol, hostname, port, pathname }: URL): boolean {
  const isHost = SLACK_HOSTS.includes(hostname) && port === '';
  return protocol === 'https:' && isHost && /^\/services\/./.test(pathname);
}

/** In the one spelling that the parser gives back: no `127.1`, `0x7f000001` or `LOCALHOST`. */
function isLocal({ hostname, host }: URL, text: string): boolean {
  return LOOPBACK.test(hostname) && text.startsWith(`http://${host}`);
}
