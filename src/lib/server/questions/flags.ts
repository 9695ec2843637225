import { Profanity } from '@2toad/profanity';
import { LOCALES, type Locale } from '../../i18n/locales.ts';
import { redactPersonalData, type PersonalData } from '../../schema/redact.ts';
import { NOT_RUDE, PLAIN_IN, RUDE } from './flag-words.ts';

export type Flag = 'rude' | 'shouting' | PersonalData;

/**
 * What a moderator should look at twice in a text of `lang`: rude words of either language, personal data,
 * mostly capitals. A hint, never a refusal; the words of the work itself (violación, torture…) say nothing.
 */
export function flagQuestion(text: string, lang: Locale): Flag[] {
  const flags: Flag[] = [...redactPersonalData(text).found];
  if (isRude(text, lang)) flags.unshift('rude');
  if (isShouting(text)) flags.push('shouting');
  return flags;
}

/** People mix both languages in one sentence, so both lists count; the language says which words are plain. */
const lists = new Map<Locale, Profanity>();

function isRude(text: string, lang: Locale): boolean {
  const list = lists.get(lang) ?? makeList(lang);
  lists.set(lang, list);
  return list.exists(text);
}

function makeList(lang: Locale): Profanity {
  const list = new Profanity({
    languages: [...LOCALES],
    wholeWord: true,
    unicodeWordBoundaries: true
  });
  const plain: string[] = PLAIN_IN[lang];
  list.addWords(RUDE.filter((word) => !plain.includes(word)));
  list.removeWords([...NOT_RUDE, ...plain]);
  return list;
}

/** Shorter texts may well be names and acronyms. */
const LETTERS_MIN = 20;
const WORDS_MIN = 3;

function isShouting(text: string): boolean {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  const capitals = text.match(/\p{Lu}/gu)?.length ?? 0;
  const words = text.match(/\p{L}{2,}/gu)?.length ?? 0;
  return letters >= LETTERS_MIN && words >= WORDS_MIN && capitals / letters > 0.7;
}
