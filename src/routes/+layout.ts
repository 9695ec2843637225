import { loadTexts } from '$lib/i18n/load-texts.ts';
import { makeTranslator } from '$lib/i18n/make-translator.ts';
import type { LayoutLoad } from './$types';

export const load: LayoutLoad = async ({ data, route }) => {
  const texts = await loadTexts(data.lang, route.id);
  return { ...data, t: makeTranslator(data.lang, texts) };
};
