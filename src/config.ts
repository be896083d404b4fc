import { ConfigError } from './errors.ts';
import type { Coverage } from './parse-notification.ts';

export type Environment = Readonly<Record<string, string | undefined>>;
export type Language = 'en' | 'ko';

/** What the operator chose, checked: nothing after this door looks at the environment. */
export interface Config {
  /** A secret: whoever has it can post. Goes to the delivery alone, never into a log line or an error. */
  readonly webhookUrl: string;
  readonly chart: boolean;
  /** IANA name such as `Asia/Seoul`, known to this Node. */
  readonly timeZone: string;
  readonly language: Language;
  /** Slack's token for whoever is called on an ALARM, such as `<!here>`. */
  readonly mention?: string;
  /** The account and region of which EventBridge brings every state change, so that the topic need not. */
  readonly eventBridgeCovers?: Coverage;
}

/** Commercial Slack and GovSlack. https://docs.slack.dev/govslack */
const SLACK_HOSTS: readonly string[] = ['hooks.slack.com', 'hooks.slack-gov.com'];
const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\]|host\.docker\.internal)$/;

const WEBHOOK_HINT =
  'Set it to the webhook URL that Slack shows under "Incoming Webhooks": https://hooks.slack.com/services/… ' +
  '(GovSlack: https://hooks.slack-gov.com/services/…), without port, user name or password. ' +
  'For local work plain http on localhost, 127.0.0.1, [::1] or host.docker.internal is accepted too.';

/**
 * Reads the settings of the function. A setting that is empty counts as not given.
 * @throws {ConfigError} naming the setting and what it should be, without its value
 */
export function loadConfig(env: Environment): Config {
  const mention = loadMention(env);
  const eventBridgeCovers = loadCoverage(env);
  return {
    webhookUrl: loadWebhookUrl(env),
    chart: loadChart(env),
    timeZone: loadTimeZone(env),
    language: loadLanguage(env),
    ...(mention === undefined ? {} : { mention }),
    ...(eventBridgeCovers === undefined ? {} : { eventBridgeCovers }),
  };
}

/**
 * Only Slack may get our posts: the host is compared whole, and the URL is handed on as it was parsed, so that what
 * was checked is what is used. https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks
 */
function loadWebhookUrl(env: Environment): string {
  const setting = 'SLACK_WEBHOOK_URL';
  const value = read(env, setting);
  if (value === undefined) throw new ConfigError(setting, `is not set. ${WEBHOOK_HINT}`);
  const url = URL.parse(value);
  if (url === null) throw new ConfigError(setting, `is not a URL. ${WEBHOOK_HINT}`);
  if (!isSlack(url) && !isLocal(url)) {
    throw new ConfigError(setting, `is not the URL of a Slack incoming webhook. ${WEBHOOK_HINT}`);
  }
  return url.href;
}

function isSlack(url: URL): boolean {
  return (
    url.protocol === 'https:' &&
    SLACK_HOSTS.includes(url.hostname) &&
    url.port === '' &&
    !hasCredentials(url) &&
    /^\/services\/./.test(url.pathname)
  );
}

function isLocal(url: URL): boolean {
  return url.protocol === 'http:' && LOOPBACK.test(url.hostname) && !hasCredentials(url);
}

function hasCredentials(url: URL): boolean {
  return url.username !== '' || url.password !== '';
}

function loadChart(env: Environment): boolean {
  const value = read(env, 'CHART')?.toLowerCase() ?? 'off';
  if (value !== 'on' && value !== 'off') throw new ConfigError('CHART', 'must be on or off.');
  return value === 'on';
}

function loadTimeZone(env: Environment): string {
  const value = read(env, 'TIME_ZONE') ?? 'UTC';
  if (value !== 'UTC' && !isTimeZone(value)) {
    throw new ConfigError(
      'TIME_ZONE',
      'is not a time zone known here. Use a name of the IANA list such as UTC, Asia/Seoul or America/New_York.',
    );
  }
  return value;
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) instanceof Intl.DateTimeFormat;
  } catch {
    return false;
  }
}

/**
 * Desktops set a variable of the same name for gettext, as a list such as `ko_KR:ko:en`: the first language in it
 * that we have counts. https://www.gnu.org/software/gettext/manual/html_node/The-LANGUAGE-variable.html
 */
function loadLanguage(env: Environment): Language {
  for (const name of (read(env, 'LANGUAGE') ?? 'en').toLowerCase().split(':')) {
    const language = /^(en|ko)([_.@-].*)?$/.exec(name)?.[1];
    if (language === 'en' || language === 'ko') return language;
  }
  throw new ConfigError('LANGUAGE', 'must be en or ko.');
}

/**
 * Mentions work by id only.
 * https://docs.slack.dev/messaging/formatting-message-text#advanced
 */
function loadMention(env: Environment): string | undefined {
  const value = read(env, 'MENTION_ON_ALARM');
  if (value === undefined) return undefined;
  if (value === '@here' || value === '@channel') return `<!${value.slice(1)}>`;
  if (/^S[A-Z0-9]{6,20}$/.test(value)) return `<!subteam^${value}>`;
  if (/^[UW][A-Z0-9]{6,20}$/.test(value)) return `<@${value}>`;
  throw new ConfigError(
    'MENTION_ON_ALARM',
    'must be empty, @here, @channel, the id of a user group (S…) or of a member (U… or W…).',
  );
}

/** Set by the template where it also makes the EventBridge rule. */
function loadCoverage(env: Environment): Coverage | undefined {
  const value = read(env, 'EVENTBRIDGE_COVERS');
  if (value === undefined) return undefined;
  const [, accountId, region] = /^(\d{12})\/([a-z0-9-]{5,30})$/.exec(value) ?? [];
  if (accountId !== undefined && region !== undefined) return { accountId, region };
  throw new ConfigError(
    'EVENTBRIDGE_COVERS',
    'must be an account id and a region, such as 123456789012/us-east-1.',
  );
}

function read(env: Environment, setting: string): string | undefined {
  const value = env[setting]?.trim();
  return value === '' ? undefined : value;
}
