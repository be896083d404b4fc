import type { Locale } from '../../src/message/format.ts';
import { english } from '../../src/message/words/en.ts';
import { korean } from '../../src/message/words/ko.ts';
import type { Words } from '../../src/message/words/words.ts';

const WORDS: Readonly<Record<Locale, Words>> = { en: english, ko: korean };

export function wordsFor(language: Locale): Words {
  return WORDS[language];
}
