import { watch as en } from './en/watch.ts';
import { watch as ko } from './ko/watch.ts';
import type { Language, Locale } from './words.ts';

/** The words of the hourly run and of many alarms told together, apart from the others: an alarm never waits for them. */
export interface WatchWords {
  /** `in ALARM for *8 hours*` */
  readonly burning: (duration: string) => string;
  /** `2 notifications did not arrive` */
  readonly missed: (count: number) => string;
  /** Of one that CloudWatch does not say to have failed. */
  readonly unseen: string;
  /** Why nothing of the night is told, and what comes of it. `right`: `cloudwatch:DescribeAlarms` */
  readonly rightless: (right: string) => string;
  /** `quiet for 30 minutes after it went off 20 times in 57 minutes` */
  readonly quiet: (count: number, span: string) => string;
  /** `47 alarms resolved in 2 minutes` */
  readonly recovered: (count: number, span: string) => string;
  /** Of one that recovered and has gone off since: `in ALARM again` */
  readonly backInAlarm: string;
  /** `47 alarms in 2 minutes` */
  readonly storm: (count: number, span: string) => string;
  /** `*46 of 47*: AvailabilityZone: ap-northeast-2a` */
  readonly shared: (count: number, of: number, what: string) => string;
}

const LANGUAGES: Readonly<Record<Language, WatchWords>> = { en, ko };

/** In the language of whoever reads the other words, too. */
export function watchWords({ language }: Locale): WatchWords {
  return LANGUAGES[language];
}
