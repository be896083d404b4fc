import type { Portal } from './alarm/portal.ts';
import type { Stack } from './aws/told.ts';
import { ConfigError } from './errors.ts';
import { listOf, present } from './json.ts';
import type { Coverage, QuietRules } from './notify/quiet.ts';

/** The settings that are lists, most of them the template's own. */

export type Environment = Readonly<Record<string, string | undefined>>;

/** What `load` gives, or the fallback with a warning that says what holds instead. */
export type OrDefault = <T>(load: () => T, fallback: T, instead: string) => T;

/** Set by the template, which makes the EventBridge rule of the same lists; `IGNORE` is the operator's. */
export function loadQuietRules(env: Environment, orDefault: OrDefault): QuietRules {
  const everything = 'alarms of the topic are all told';
  const eventBridgeCovers = orDefault(() => loadCoverage(env), undefined, everything);
  return present({
    eventBridgeCovers,
    eventBridgeExcludes: readList(env, 'EVENTBRIDGE_EXCLUDES'),
    notifyMissingData: read(env, 'NOTIFY_MISSING_DATA') !== 'off',
    ignore: readList(env, 'IGNORE'),
    heartbeatAlarm: read(env, 'HEARTBEAT_ALARM'),
  });
}

/** Set by the template, but for the log, which Lambda names. */
export function loadStack(env: Environment): Stack {
  return {
    told: {
      topicArn: read(env, 'TOPIC_ARN'),
      everyAlarm: read(env, 'EVENTBRIDGE_COVERS') !== undefined,
      stackName: read(env, 'STACK_NAME'),
      watchers: readList(env, 'EVENTBRIDGE_EXCLUDES'),
      ignore: readList(env, 'IGNORE'),
    },
    undeliveredQueueUrl: read(env, 'UNDELIVERED_QUEUE_URL'),
    spokeRole: read(env, 'SPOKE_ROLE'),
    logGroup: read(env, 'AWS_LAMBDA_LOG_GROUP_NAME'),
  };
}

function loadCoverage(env: Environment): Coverage | undefined {
  const value = read(env, 'EVENTBRIDGE_COVERS');
  if (value === undefined) return undefined;
  const [, accountId, region = ''] = /^(\d{12})\/([a-z0-9-]{5,30})$/.exec(value) ?? [];
  if (accountId !== undefined) return { accountId, region };
  throw new ConfigError(
    'EVENTBRIDGE_COVERS',
    'must be an account id and a region, such as 123456789012/us-east-1.',
  );
}

/** `123456789012=prod,210987654321=staging` */
export function loadAccountNames(env: Environment): ReadonlyMap<string, string> {
  const pairs = readList(env, 'ACCOUNT_NAMES').map((pair) => {
    const [, id, name = ''] = /^(\d{12})\s*=(.+)$/.exec(pair) ?? [];
    if (id !== undefined) return [id, name.trim()] as const;
    throw new ConfigError(
      'ACCOUNT_NAMES',
      'must be account ids and names, such as 123456789012=prod,210987654321=staging.',
    );
  });
  return new Map(pairs);
}

/** https://docs.aws.amazon.com/singlesignon/latest/userguide/using-the-portal.html */
const PORTAL = /^https:\/\/[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:\/[a-z0-9._-]+)*(?=\/*(?:#\/?)?$)/i;
/** https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_CreatePermissionSet.html */
const PERMISSION_SET = /^[\w+=,.@-]{1,32}$/;

export function loadPortal(env: Environment): Portal | undefined {
  const start = read(env, 'CONSOLE_START');
  const role = read(env, 'CONSOLE_ROLE');
  if (start === undefined) return undefined;
  const [url] = PORTAL.exec(start) ?? [];
  if (url === undefined) {
    const example = 'such as https://d-1234567890.awsapps.com/start';
    throw new ConfigError(
      'CONSOLE_START',
      `must be the URL of your AWS access portal, ${example}.`,
    );
  }
  if (role === undefined || PERMISSION_SET.test(role)) return present({ url, role });
  throw new ConfigError('CONSOLE_ROLE', 'must be the name of a permission set, such as ReadOnly.');
}

function readList(env: Environment, setting: string): readonly string[] {
  return listOf(read(env, setting) ?? '');
}

/** Undefined for an empty one. */
export function read(env: Environment, setting: string): string | undefined {
  const value = env[setting]?.trim();
  return value === '' ? undefined : value;
}

/** Whole hours. */
export const REMIND_HOURS = 4;
const MOST_REMIND_HOURS = 168;

export function loadRemindHours(env: Environment): number {
  const value = read(env, 'REMIND_HOURS');
  if (value === undefined) return REMIND_HOURS;
  const hours = /^\d{1,3}$/.test(value) ? Number(value) : Number.NaN;
  if (hours <= MOST_REMIND_HOURS) return hours;
  throw new ConfigError('REMIND_HOURS', 'must be a whole number from 0 (no reminders) to 168.');
}
