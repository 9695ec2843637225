import type { Locale } from '../../i18n/locales.ts';
import { cityName, clockIn, type TimedWhen } from '../../i18n/when.ts';
import { translatorFor } from '../../i18n/translator.ts';

/** Where most readers are; a mail cannot know the reader's own zone. */
const READER_ZONES = [
  'America/Mexico_City',
  'America/New_York',
  'America/Tijuana',
  'America/Los_Angeles'
];

const lists: Record<Locale, Intl.ListFormat> = {
  es: new Intl.ListFormat('es-MX', { type: 'conjunction' }),
  en: new Intl.ListFormat('en-GB', { type: 'conjunction' })
};

/**
 * The start in the other zones, “19:00 Nueva York · 16:00 Tijuana y Los Ángeles”; cities with one clock are named
 * together. `also` is named before them.
 */
export function cityClocks(when: TimedWhen, lang: Locale, also = when.zone): string {
  const t = translatorFor(lang);
  const zones = new Set([also, ...READER_ZONES]);
  zones.delete(when.zone);
  const clocks = [...zones].map((zone) => clockIn(when, zone, lang));
  const groups = Map.groupBy(
    clocks,
    ({ time, dayShift }) => `${time}${shiftWords(dayShift, lang)}`
  );
  return [...groups]
    .map(
      ([time, cities]) =>
        `${time} ${lists[lang].format(cities.map(({ zone }) => cityName(zone, t)))}`
    )
    .join(' · ');
}

function shiftWords(dayShift: -1 | 0 | 1, lang: Locale): string {
  if (dayShift === 0) return '';
  const t = translatorFor(lang);
  return ` (${dayShift < 0 ? t('when.dayBefore') : t('when.dayAfter')})`;
}
