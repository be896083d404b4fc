import { watch as en } from './en/watch.ts';
import { watch as ko } from './ko/watch.ts';
import type { Language } from './words.ts';

/** The words of the hourly run, apart from the others: an alarm never waits for them. */
export interface WatchWords {
  /** `in ALARM for *8 hours*` */
  readonly burning: (duration: string) => string;
  /** `2 notifications did not arrive` */
  readonly missed: (count: number) => string;
  /** Of one that CloudWatch does not say to have failed. */
  readonly unseen: string;
  /** Why nothing of the night is told, and what comes of it. `right`: `cloudwatch:DescribeAlarms` */
  readonly rightless: (right: string) => string;
}

export const WATCH_WORDS: Readonly<Record<Language, WatchWords>> = { en, ko };
