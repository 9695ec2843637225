import { LOCALES } from '$lib/i18n/locales.ts';
import { loadTexts } from '$lib/i18n/load-texts.ts';
import { makeTranslator } from '$lib/i18n/make-translator.ts';
import type { PageLoad } from './$types';

/** The preview speaks the language of its readers, whichever the editor speaks. */
export const load: PageLoad = async ({ data, route }) => {
  const texts = await Promise.all(LOCALES.map((lang) => loadTexts(lang, route.id)));
  const [es, en] = LOCALES.map((lang, at) => makeTranslator(lang, texts[at] ?? {}));
  if (!es || !en) throw new Error('a language without texts');
  return { ...data, translators: { es, en } };
};
