import type { Locale } from '$lib/i18n/locales.ts';

const formatters: Record<Locale, Intl.RelativeTimeFormat> = {
  es: new Intl.RelativeTimeFormat('es-MX', { numeric: 'auto' }),
  en: new Intl.RelativeTimeFormat('en-GB', { numeric: 'auto' })
};

const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60]
];

/** “hace 4 minutos”, “4 minutes ago”; what is younger than a minute is “now”. */
export function timeAgo(instant: string, now: number, lang: Locale): string {
  const seconds = Math.max(0, (now - Date.parse(instant)) / 1_000);
  const [unit, size] = STEPS.find(([, size]) => seconds >= size) ?? ['second', Infinity];
  return formatters[lang].format(-Math.floor(seconds / size) || 0, unit);
}

/** Seconds into the event as “41:12” or “1:02:05”. */
export function formatOffset(seconds: number): string {
  const [hours, minutes, rest] = [
    Math.floor(seconds / 3_600),
    Math.floor(seconds / 60) % 60,
    seconds % 60
  ];
  const tail = `${String(minutes).padStart(hours > 0 ? 2 : 1, '0')}:${String(rest).padStart(2, '0')}`;
  return hours > 0 ? `${hours}:${tail}` : tail;
}
