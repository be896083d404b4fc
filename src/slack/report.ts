import { DeliveryError } from '../errors.ts';
import type { FormName } from '../message/blocks.ts';
import type { Log } from '../ports.ts';
import type { Decision, PostResult } from './post.ts';

/** One line for every delivery. */
export function logAccepted(
  log: Log,
  delivery: { readonly form: FormName; readonly attempts: number; readonly startedAt: number },
): void {
  const { form, attempts, startedAt } = delivery;
  const ms = Date.now() - startedAt;
  log('info', 'Slack accepted the message', { status: 200, form, attempts, ms });
}

/** One line for every attempt that failed; `nextInMs` is left out when this form is not posted again. */
export function logFailed(
  log: Log,
  { decision, status, reason }: PostResult,
  next: {
    readonly form: FormName;
    readonly attempt: number;
    readonly nextInMs: number | undefined;
  },
): void {
  log('warn', describe(decision, next.form), { status, reason, ...next });
}

function describe(decision: Decision, form: FormName): string {
  switch (decision) {
    case 'refused':
      return `Slack refused the ${form} form`;
    case 'unanswered':
      return 'Slack did not answer in time: the message was probably posted';
    case 'unconfirmed':
      return 'The answer was 200, but not "ok": the message may have been posted';
    default:
      return 'An attempt failed';
  }
}

/** What the last attempt came to, and what to do about it by means of the setting that leads to the webhook. */
export function toError(
  { decision, status, reason }: PostResult,
  attempts: number,
  setting: string,
): DeliveryError {
  const cause = status === undefined ? reason : `Slack answered ${status} ${reason}`;
  const tried = attempts === 1 ? '1 attempt' : `${attempts} attempts`;
  return new DeliveryError(`Not delivered: ${cause} (${tried}).${advice(status, setting)}`, {
    ...(status === undefined ? {} : { status }),
    reason,
    retryable: decision === 'transient' || decision === 'unanswered',
    unconfirmed: decision === 'unconfirmed',
  });
}

function advice(status: number | undefined, setting: string): string {
  switch (status) {
    case 200:
      return ' A success has the body "ok": something between this function and Slack may have answered.';
    case 403:
    case 404:
    case 410:
      return ` The webhook may be revoked or its channel archived: then exchange the one that ${setting} holds or names.`;
    default:
      return '';
  }
}
