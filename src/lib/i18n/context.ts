import { getContext, setContext } from 'svelte';
import type { Locale } from './locales.ts';
import type { Translate } from './make-translator.ts';

/** The page's language and its translator. */
export interface I18n {
  readonly lang: Locale;
  readonly t: Translate;
}

const KEY = Symbol('i18n');

/** Called once by the root layout; the getter keeps the context current when the language changes. */
export function provideI18n(current: () => I18n): void {
  setContext<I18n>(KEY, {
    get lang() {
      return current().lang;
    },
    get t() {
      return current().t;
    }
  });
}

/** The translator for components: `const i18n = useI18n()`, then `i18n.t('events:rsvp.title')`. */
export function useI18n(): I18n {
  return getContext<I18n>(KEY);
}
