import { otherLocale, type Locale } from '$lib/i18n/locales.ts';
import type { PublicQuestion } from '$lib/realtime/protocol.ts';
import { textFor, textsFor, type ShownText } from '$lib/room/question-text.ts';
import { onlyLanguage, type StageLayout } from './stage-view.ts';

/** What the audience must know of a text; said in the language of those whom it concerns. */
export interface TextSign {
  key: 'room:translation.suggested' | 'room:translation.only_es' | 'room:translation.only_en';
  lang: Locale;
}

export interface StageText extends ShownText {
  sign?: TextSign;
}

/** The texts of a question as a layout shows them: what was asked first, then its translation. */
export function stageTexts(
  question: Pick<PublicQuestion, 'text' | 'lang' | 'translation'>,
  layout: StageLayout
): StageText[] {
  const only = onlyLanguage(layout);
  const texts = only ? [textFor(question, only)] : textsFor(question, question.lang);
  const missing = texts.length === 1 ? otherLocale(question.lang) : null;
  return texts.map((shown) => {
    if (shown.translated && question.translation === 'suggested')
      return { ...shown, sign: { key: 'room:translation.suggested', lang: shown.lang } };
    if (missing && !shown.translated && only !== question.lang)
      return { ...shown, sign: { key: `room:translation.only_${question.lang}`, lang: missing } };
    return shown;
  });
}
