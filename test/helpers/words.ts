import type { Locale } from '../../src/format.ts';
import type { Words } from '../../src/words.ts';
import { english } from '../../src/words-en.ts';
import { korean } from '../../src/words-ko.ts';

const WORDS: Readonly<Record<Locale, Words>> = { en: english, ko: korean };

export function wordsFor(language: Locale): Words {
  return WORDS[language];
}
