import type { Locale } from '../../i18n/locales.ts';
import { translatorFor } from '../../i18n/translator.ts';
import { cityName, formatDay, formatTime, isZone } from '../../i18n/when.ts';
import { cityClocks } from './city-clocks.ts';

/**
 * “el martes 24 de noviembre de 2026, 18:00, hora de Tijuana (20:00 Ciudad de México …)”: until when an offer
 * stands, on the person's own clock when their browser told it, else on the event's, and on others beside it.
 */
export function offerDeadlineText(
  expiresAt: string | null,
  zones: { event: string; reader: string | null },
  lang: Locale
): string {
  if (expiresAt === null) return '';
  const t = translatorFor(lang);
  const zone = zones.reader && isZone(zones.reader) ? zones.reader : zones.event;
  const moment = {
    type: 'timed' as const,
    startsAt: expiresAt,
    endsAt: expiresAt,
    zone,
    local: ''
  };
  return t('mail:deadline', {
    day: formatDay(expiresAt, zone, lang),
    time: formatTime(expiresAt, zone, lang),
    city: cityName(zone, t),
    elsewhere: cityClocks(moment, lang, zones.event)
  });
}
