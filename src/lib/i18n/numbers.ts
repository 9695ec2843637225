import type { Locale } from './locales.ts';

const FORMATTERS: Record<Locale, Intl.NumberFormat> = {
  es: new Intl.NumberFormat('es-MX'),
  en: new Intl.NumberFormat('en-GB')
};

/** “18,667” in both languages: Mexican Spanish groups as English does. */
export function formatNumber(value: number, lang: Locale): string {
  return FORMATTERS[lang].format(value);
}
