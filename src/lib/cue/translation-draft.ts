import { otherLocale } from '$lib/i18n/locales.ts';
import type { Lang, StaffQuestion } from '$lib/realtime/protocol.ts';

/** A translation that somebody is typing, with the texts that it was begun on. */
export interface TranslationDraft {
  text: string;
  base: QuestionTexts;
}

export interface QuestionTexts {
  original: string;
  translation: string;
}

/** The language that a question is to be translated into. */
export function targetOf(question: Pick<StaffQuestion, 'lang'>): Lang {
  return otherLocale(question.lang);
}

export function textsOf(question: Pick<StaffQuestion, 'lang' | 'text'>): QuestionTexts {
  return {
    original: question.text[question.lang] ?? '',
    translation: question.text[targetOf(question)] ?? ''
  };
}

/** Whether the words are still the same; a new state or place alone disturbs no translation. */
export function isSame(a: QuestionTexts, b: QuestionTexts): boolean {
  return a.original === b.original && a.translation === b.translation;
}
