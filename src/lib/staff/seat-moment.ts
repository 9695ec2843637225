import type { Locale } from '../i18n/locales.ts';
import { formatShortDay, formatTime } from '../i18n/when.ts';

/** “24 nov 2026, 18:00”, on the event's clock. */
export function seatMoment(instant: string, zone: string, lang: Locale): string {
  return `${formatShortDay(instant, zone, lang)}, ${formatTime(instant, zone, lang)}`;
}
