/*
 * The name is also static: the bundle has short names for classes, and the runtime's log goes by `constructor.name`.
 */

/** A setting is missing or wrong. The message names the setting, never its value. */
export class ConfigError extends Error {
  static override readonly name = 'ConfigError';
  override readonly name = 'ConfigError';
  readonly setting: string;

  constructor(setting: string, problem: string) {
    super(`${setting} ${problem}`);
    this.setting = setting;
  }
}

/** The Lambda event contains no readable notification. */
export class EventError extends Error {
  static override readonly name = 'EventError';
  override readonly name = 'EventError';
}

/** Whoever is asked gets more questions than it answers: many ask at once. */
export class BusyError extends Error {
  static override readonly name = 'BusyError';
  override readonly name = 'BusyError';
}

/** A right is missing, and would be at every try. */
export class DeniedError extends Error {
  static override readonly name = 'DeniedError';
  override readonly name = 'DeniedError';
  /** Such as `cloudwatch:DescribeAlarms`. */
  readonly right: string;

  constructor(right: string) {
    super(`the right ${right} is missing`);
    this.right = right;
  }
}

export interface DeliveryFailure {
  /** HTTP status; left out when Slack gave no answer. */
  readonly status?: number;
  /** Slack's own word (`no_service`), or ours for what happened (`timeout`, `ECONNREFUSED`). */
  readonly reason: string;
  /** Whether the same message may be accepted later without anybody mending anything. */
  readonly retryable: boolean;
  /** Whether the answer was a 200 that does not say "ok": the message may be in Slack, so it must not be repeated. */
  readonly unconfirmed?: boolean;
}

/** Slack did not accept a message. Holds no part of the webhook URL, and no `cause` that might. */
export class DeliveryError extends Error {
  static override readonly name = 'DeliveryError';
  override readonly name = 'DeliveryError';
  readonly status: number | undefined;
  readonly reason: string;
  readonly retryable: boolean;
  readonly unconfirmed: boolean;

  constructor(message: string, failure: DeliveryFailure) {
    super(message);
    this.status = failure.status;
    this.reason = failure.reason;
    this.retryable = failure.retryable;
    this.unconfirmed = failure.unconfirmed ?? false;
  }
}

/** Says little of somebody else's: an error's message may quote what was sent. */
const CODE = /^[\w.-]{1,80}$/;

/** For the log: the error's code, such as ECONNREFUSED or AccessDenied, which says more than its name; else the name. */
export function errorCode(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return [code, error.name].find((one) => CODE.test(one)) ?? 'unknown';
}
