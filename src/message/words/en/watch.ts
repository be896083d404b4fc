import { NBSP } from '../../format.ts';
import type { WatchWords } from '../watch.ts';

/** What the hourly run tells. */
export const watch: WatchWords = {
  burning: (duration) => `in ALARM for *${duration}*`,
  missed: (count) =>
    `${count}${NBSP}${count === 1 ? 'notification' : 'notifications'} did not arrive`,
  rightless: (right) =>
    `No reminders, and nothing is told as missed: the function lacks the right ${right}. The last 24${NBSP}hours are made up for once it has it.`,
  unseen: 'CloudWatch tells no error, but nothing of it is in the log of the function',
};
