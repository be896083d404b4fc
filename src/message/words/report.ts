import { report as en } from './en/report.ts';
import { report as ko } from './ko/report.ts';
import type { Language } from './words.ts';

/** The words of the weekly report, apart from the others: an alarm never waits for them. */
export interface ReportWords {
  /** `Last week: 57 ALARMs from 4 of 12 alarms` */
  readonly heading: (times: number, spoke: number, alarms: number) => string;
  readonly loudest: string;
  /** `43 times, 38 of them over within 5 minutes, the longest 2 hours` */
  readonly spoken: (times: number, healed: number, longest: string) => string;
  readonly healed: string;
  readonly silent: (count: number) => string;
  readonly noData: (count: number) => string;
  /** How many more there are than are listed. */
  readonly more: (count: number) => string;
  /** A limit and a time: `85% for 20 minutes would have told 9 of 43, …`. All formatted and escaped. */
  readonly advice: (limit: string, wait: string, told: number, of: number) => string;
  readonly command: string;
}

export const REPORT_WORDS: Readonly<Record<Language, ReportWords>> = { en, ko };
