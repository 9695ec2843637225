import type { Locale } from '../../i18n/locales.ts';
import { translatorFor } from '../../i18n/translator.ts';

/** The first line of a mail; `name` is empty when the person gave none. */
export function greeting(lang: Locale, name: string): string {
  const t = translatorFor(lang);
  return name ? t('mail:helloName', { name }) : t('mail:hello');
}
