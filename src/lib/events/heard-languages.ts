import { LOCALES, type Locale } from '../i18n/locales.ts';

/** The languages of ours in which an event can be followed, spoken or interpreted. */
export function heardLanguages(event: { spoken: Locale[]; interpretation: Locale[] }): Locale[] {
  return LOCALES.filter((lang) => [...event.spoken, ...event.interpretation].includes(lang));
}
