import type { Locale } from '../i18n/locales.ts';
import { formatShortDay } from '../i18n/when.ts';

const TAGS: Record<Locale, string> = { es: 'es-MX', en: 'en-GB' };
const formatters = new Map<string, Intl.DateTimeFormat>();

/** “lun 30 nov 2026”, “Mon 30 Nov 2026”: short enough for a card, with the weekday people plan by. */
export function formatCardDay(instant: string, zone: string, lang: Locale): string {
  return `${weekday(instant, zone, lang)} ${formatShortDay(instant, zone, lang)}`;
}

function weekday(instant: string, timeZone: string, lang: Locale): string {
  const key = `${lang} ${timeZone}`;
  let formatter = formatters.get(key);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat(TAGS[lang], { timeZone, weekday: 'short' });
    formatters.set(key, formatter);
  }
  return formatter.format(new Date(instant)).replace('.', '');
}
