import type { Locale } from '$lib/i18n/locales.ts';
import { otherLocale } from '$lib/i18n/locales.ts';
import type { PublicQuestion } from '$lib/realtime/protocol.ts';

type Texts = Pick<PublicQuestion, 'text' | 'lang'>;

/** A text of a question with its language; `translated` when it is not what the asker wrote. */
export interface ShownText {
  text: string;
  lang: Locale;
  translated: boolean;
}

/** The text for a reader of `lang`: in that language when there is one, else what the asker wrote. */
export function textFor(question: Texts, lang: Locale): ShownText {
  const text = question.text[lang];
  return text ? { text, lang, translated: lang !== question.lang } : originalText(question);
}

/** For where a text stands alone, without room for a sign: what was asked, or a translation that somebody checked. */
export function checkedTextFor(
  question: Pick<PublicQuestion, 'text' | 'lang' | 'translation'>,
  lang: Locale
): ShownText {
  return question.translation === 'checked' ? textFor(question, lang) : originalText(question);
}

export function originalText(question: Texts): ShownText {
  return { text: question.text[question.lang] ?? '', lang: question.lang, translated: false };
}

/** Both texts, the reader's language first; one when there is no translation. */
export function textsFor(question: Texts, lang: Locale): ShownText[] {
  return [lang, otherLocale(lang)].flatMap((one) => {
    const text = question.text[one];
    return text ? [{ text, lang: one, translated: one !== question.lang }] : [];
  });
}
