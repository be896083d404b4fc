import { type Alarm, isSettling } from '../alarm/alarm.ts';
import { SEPARATOR } from './blocks.ts';
import { formatDuration } from './format.ts';
import { bold, fitInline } from './mrkdwn.ts';
import type { Words } from './words/words.ts';

/** An alarm that is new, or was changed a moment ago: what it says may be no more than that. */

/** Milliseconds. An alarm that is younger than this may only be settling. */
const NEW = 10 * 60_000;
const REASON_LIMIT = 300;

/** `This alarm was created or changed *14 seconds* before.`; undefined where that is long ago, or not known. */
export function configured(alarm: Alarm, words: Words): string | undefined {
  const { state, changedAt, configuredAt } = alarm;
  if (changedAt === undefined || configuredAt === undefined) return undefined;
  const age = changedAt - configuredAt;
  const isSaid = state !== 'OK' || isSettling(alarm);
  if (!isSaid || age < 0 || age > NEW) return undefined;
  return words.configured(bold(formatDuration(age / 1000, words.locale)));
}

/** Why nobody was alarmed before this OK, as far as that is known. */
export function whySettled(alarm: Alarm, words: Words): string {
  const kind = settledKind(alarm);
  const age = kind === undefined ? configured(alarm, words) : undefined;
  const why = age?.replace(/\.$/, '') ?? words.settled(kind);
  const { understood } = alarm.evaluation;
  const reason = understood ? '' : fitInline(alarm.reason ?? '', REASON_LIMIT);
  return reason === '' ? why : `${why}${SEPARATOR}“${reason}”`;
}

/** CloudWatch says of an alarm without evaluation `Unchecked: Initial alarm creation`, of missing data `Insufficient Data`. */
function settledKind({ previousReason = '' }: Alarm): 'first' | 'again' | undefined {
  if (previousReason.startsWith('Unchecked: ')) return 'first';
  return previousReason.startsWith('Insufficient Data: ') ? 'again' : undefined;
}
