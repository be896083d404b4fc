import type { Outcome } from './attempt.ts';
import { DeliveryError } from './errors.ts';
import type { Log } from './notifier-ports.ts';
import type { FormName } from './slack-message.ts';

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
  { verdict, status, reason }: Outcome,
  next: {
    readonly form: FormName;
    readonly attempt: number;
    readonly nextInMs: number | undefined;
  },
): void {
  const what = verdict === 'refused' ? `Slack refused the ${next.form} form` : 'An attempt failed';
  log('warn', what, { status, reason, ...next });
}

/** What the last attempt came to, and what to do about it. */
export function toError({ verdict, status, reason }: Outcome, attempts: number): DeliveryError {
  const answer = status === undefined ? reason : `${status} ${reason}`;
  const tried = attempts === 1 ? '1 attempt' : `${attempts} attempts`;
  return new DeliveryError(
    `Slack did not accept the message: ${answer} (${tried}).${advice(status)}`,
    {
      ...(status === undefined ? {} : { status }),
      reason,
      retryable: verdict === 'transient',
    },
  );
}

function advice(status: number | undefined): string {
  switch (status) {
    case 200:
      return ' A success has the body "ok": something between this function and Slack may have answered.';
    case 403:
    case 404:
    case 410:
      return ' If the webhook was revoked or its channel archived, put a new one into SLACK_WEBHOOK_URL.';
    default:
      return '';
  }
}
