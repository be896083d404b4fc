import { english } from './en.ts';
import type { Words } from './words.ts';

/** One row a language. All but English are loaded when they are asked for: most containers never are. */
export const LANGUAGES: Readonly<Record<Words['locale'], () => Promise<Words>>> = {
  en: async () => english,
  ko: async () => (await import('./ko.ts')).korean,
};
