import { loadTexts } from '$lib/i18n/load-texts.ts';
import { makeTranslator } from '$lib/i18n/make-translator.ts';
import type { PageLoad } from './$types';

/** A stage speaks to a whole room: it needs the words of both languages. */
export const load: PageLoad = async ({ data, route }) => ({
  ...data,
  words: {
    es: makeTranslator('es', await loadTexts('es', route.id)),
    en: makeTranslator('en', await loadTexts('en', route.id))
  }
});
