import type { Locale } from '../../i18n/locales.ts';
import { translatorFor } from '../../i18n/translator.ts';

/** “Se habla en español e inglés. Interpretación: español.” in one line, for calendars and feeds. */
export function languageLine(
  event: { spoken: Locale[]; interpretation: Locale[] },
  lang: Locale
): string {
  const t = translatorFor(lang);
  const names = (languages: Locale[]) =>
    listFormats[lang].format(
      languages.map((language) => t(`events:calendar.language.${language}`))
    );
  const spoken =
    event.spoken.length > 0 && t('events:calendar.spoken', { languages: names(event.spoken) });
  const interpreted =
    event.interpretation.length > 0 &&
    t('events:calendar.interpretation', { languages: names(event.interpretation) });
  return [spoken, interpreted].filter(Boolean).join(' ');
}

const listFormats: Record<Locale, Intl.ListFormat> = {
  es: new Intl.ListFormat('es-MX', { type: 'conjunction' }),
  en: new Intl.ListFormat('en-GB', { type: 'conjunction' })
};
