import { culprit as en } from './en/culprit.ts';
import { culprit as ko } from './ko/culprit.ts';
import type { Language } from './words.ts';

/** What explains a busy CPU. */
export interface CulpritWords {
  /** `java (pid 812, app) 91%` */
  readonly process: (name: string, id: string, share: string) => string;
  /** In place of a name that is empty. */
  readonly nameless: string;
  /** `no process above 5% now` */
  readonly calm: (share: string) => string;
  /** `load 8.2 on 2 cores` */
  readonly load: (load: string, cores: number) => string;
  /** `steal 32%` */
  readonly steal: (share: string) => string;
  /** The same where it is much: what that means. */
  readonly heldBack: (share: string) => string;
  /** `6.1 GB of 7.6 GB of memory in use` */
  readonly memory: (used: string, total: string) => string;
  /** `up 12 days` */
  readonly uptime: (duration: string) => string;
  readonly creditsLeft: (count: string) => string;
  /** `CPU credits gone 12 minutes before: the CPU is capped at 20%`; `cap` where it is known. */
  readonly creditsGone: (ago: string, cap: string | undefined, isUnlimited: boolean) => string;
  /** `deployed by ci-bot 17 minutes before` */
  readonly change: (what: string, by: string | undefined, ago: string) => string;
  /** What people call an operation of AWS's API, by its name. */
  readonly changes: ReadonlyMap<string, string>;
}

/** In each language: they come with what is loaded only where they are needed. */
export const CULPRIT_WORDS: Readonly<Record<Language, CulpritWords>> = { en, ko };
