import { english } from './en/alarm.ts';
import type { Language, Words } from './words.ts';

/** One row a language. All but English are loaded when they are asked for: most containers never are. */
export const LANGUAGES: Readonly<Record<Language, () => Promise<Words>>> = {
  en: async () => english,
  ko: async () => (await import('./ko/alarm.ts')).korean,
};
