import type { Portal } from './alarm/portal.ts';
import type { Stack } from './aws/told.ts';
import { ConfigError } from './errors.ts';
import { present } from './json.ts';
import type { Language } from './message/words/words.ts';
import type { QuietRules } from './notify/quiet.ts';
import {
  type Environment,
  loadAccountNames,
  loadPortal,
  loadQuietRules,
  loadRemindHours,
  loadStack,
  type OrDefault,
  REMIND_HOURS,
  read,
} from './settings.ts';
import { parseWebhookUrl, WEBHOOK_HINT } from './slack/webhook.ts';

export type { Environment } from './settings.ts';
/** What the operator chose, checked: nothing after this door looks at the environment. */
export interface Config {
  /**
   * A secret: whoever has it can post. Goes to the delivery alone, never into a log line or an error. Where it is to be
   * read at start, only the name of the parameter (an SSM SecureString) is here.
   */
  readonly webhookUrl: string | { readonly parameter: string };
  /** Whether the webhook may lead to this machine: never on Lambda, where loopback is the Runtime API. */
  readonly allowsLocal: boolean;
  readonly chart: boolean;
  /** IANA name such as `Asia/Seoul`, known to this Node. */
  readonly timeZone: string;
  readonly language: Language;
  /** Whole hours after which an alarm that is still in ALARM is told again; 0 for never. */
  readonly remindHours: number;
  /** Slack's token for whoever is called on an ALARM, such as `<!here>`. */
  readonly mention?: string;
  readonly quiet: QuietRules;
  /** What stack it is in. */
  readonly stack: Stack;
  /** Account ids and what people call them. */
  readonly accountNames: ReadonlyMap<string, string>;
  /** Where people sign in before the console opens. */
  readonly portal?: Portal;
  /** A sentence for each setting that is wrong and was left at its default: to be logged, and shown. */
  readonly warnings: readonly string[];
  /** The queue for what may be in Slack already and can't be confirmed. */
  readonly parkedQueueUrl?: string;
  /** The SSM document that tells which process uses the CPU; only where that is wanted. */
  readonly culpritDocument?: string;
}

/**
 * A name, or the ARN of one that is shared, with a version or a label if wanted.
 * https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html
 */
const PARAMETER = /^(arn:[\w:-]+:parameter\/)?[\w./-]+(:[\w.-]+)?$/;

/**
 * Reads the settings of the function. A setting that is empty counts as not given. Without the webhook nothing can be
 * told; anything else that is wrong is left at its default, with a warning: a slip in it must not silence an alarm.
 * @throws {ConfigError} naming the webhook's setting and what it should be, without its value
 */
export function loadConfig(env: Environment): Config {
  const warnings: string[] = [];
  const orDefault: OrDefault = (load, fallback, instead) => {
    try {
      return load();
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      warnings.push(`${error.message} Until then: ${instead}.`);
      return fallback;
    }
  };
  return present({
    webhookUrl: loadWebhookUrl(env),
    allowsLocal: !isOnLambda(env),
    chart: orDefault(() => loadChart(env), false, 'no chart'),
    timeZone: orDefault(() => loadTimeZone(env), 'UTC', 'UTC'),
    language: orDefault(() => loadLanguage(env), 'en', 'English'),
    remindHours: orDefault(() => loadRemindHours(env), REMIND_HOURS, `every ${REMIND_HOURS} hours`),
    mention: orDefault(() => loadMention(env), undefined, 'nobody is called'),
    quiet: loadQuietRules(env, orDefault),
    stack: loadStack(env),
    accountNames: orDefault(
      () => loadAccountNames(env),
      new Map(),
      'accounts are shown by their ids',
    ),
    portal: orDefault(() => loadPortal(env), undefined, 'links lead to the console itself'),
    parkedQueueUrl: read(env, 'PARKED_QUEUE_URL'),
    culpritDocument: read(env, 'CULPRIT_DOCUMENT'),
    warnings,
  });
}

/** `sam local` sets both. https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html */
function isOnLambda(env: Environment): boolean {
  return (
    read(env, 'AWS_LAMBDA_FUNCTION_NAME') !== undefined && read(env, 'AWS_SAM_LOCAL') !== 'true'
  );
}

/** The URL itself, or the name of the parameter that holds it: exactly one of the two. */
function loadWebhookUrl(env: Environment): Config['webhookUrl'] {
  const value = read(env, 'SLACK_WEBHOOK_URL');
  const parameter = read(env, 'SLACK_WEBHOOK_PARAMETER');
  if (parameter === undefined) return checkUrl(value, !isOnLambda(env));
  if (value !== undefined) {
    throw new ConfigError(
      'SLACK_WEBHOOK_PARAMETER',
      'and SLACK_WEBHOOK_URL are both set. Set only one of them.',
    );
  }
  if (PARAMETER.test(parameter)) return { parameter };
  throw new ConfigError(
    'SLACK_WEBHOOK_PARAMETER',
    'is not the name of a parameter in the Parameter Store, such as /cloudwatch-to-slack/webhook.',
  );
}

function checkUrl(value: string | undefined, allowsLocal: boolean): string {
  const setting = 'SLACK_WEBHOOK_URL';
  if (value === undefined) {
    const otherwise = 'Or let SLACK_WEBHOOK_PARAMETER name the SSM parameter that holds it.';
    throw new ConfigError(setting, `is not set. Set it to ${WEBHOOK_HINT} ${otherwise}`);
  }
  const url = parseWebhookUrl(value, allowsLocal);
  if (url !== undefined) return url;
  const problem = 'is not the URL of a Slack incoming webhook.';
  throw new ConfigError(setting, `${problem} Set it to ${WEBHOOK_HINT}`);
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

function loadLanguage(env: Environment): Language {
  const language = parseLanguage(read(env, 'LANGUAGE') ?? 'en');
  if (language === undefined) throw new ConfigError('LANGUAGE', 'must be en or ko.');
  return language;
}

/**
 * Desktops set a variable of the same name for gettext, as a list such as `ko_KR:ko:en`: the first language in it
 * that we have counts. https://www.gnu.org/software/gettext/manual/html_node/The-LANGUAGE-variable.html
 */
export function parseLanguage(value: string): Language | undefined {
  for (const name of value.toLowerCase().split(':')) {
    const language = /^(en|ko)([_.@-].*)?$/.exec(name)?.[1];
    if (language === 'en' || language === 'ko') return language;
  }
  return undefined;
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
