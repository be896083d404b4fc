import { NBSP } from '../../format.ts';
import type { WatchWords } from '../watch.ts';

/** What the hourly run tells, and many alarms together. */
export const watch: WatchWords = {
  burning: (duration) => `in ALARM for *${duration}*`,
  missed: (count) =>
    `${count}${NBSP}${count === 1 ? 'notification' : 'notifications'} did not arrive`,
  rightless: (right) =>
    `No reminders, and nothing is told as missed: the function lacks the right ${right}. The last 24${NBSP}hours are made up for once it has it.`,
  unseen: 'CloudWatch tells no error, but nothing of it is in the log of the function',
  recovered: (count, span) =>
    `${count}${NBSP}${count === 1 ? 'alarm' : 'alarms'} resolved in ${span}`,
  backInAlarm: 'in ALARM again',
  storm: (count, span) => `${count}${NBSP}${count === 1 ? 'alarm' : 'alarms'} in ${span}`,
  shared: (count, of, what) => `*${count} of ${of}*: ${what}`,
  quiet: (count, span) =>
    `quiet for 30${NBSP}minutes after it went off *${count}${NBSP}times* in ${span}`,
};
