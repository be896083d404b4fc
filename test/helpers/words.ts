import { english } from '../../src/message/words/en/alarm.ts';
import { korean } from '../../src/message/words/ko/alarm.ts';
import type { Language, Words } from '../../src/message/words/words.ts';

const WORDS: Readonly<Record<Language, Words>> = { en: english, ko: korean };

export function wordsFor(language: Language): Words {
  return WORDS[language];
}
