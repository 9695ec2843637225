import type { Locale } from './locales.ts';
import type { Translate } from './make-translator.ts';

/** When an event is: wall time in its zone, or whole days; with the two instants for ordering. */
export type EventWhen = TimedWhen | DatesWhen;

export interface TimedWhen {
  type: 'timed';
  /** ISO instants in UTC. */
  startsAt: string;
  endsAt: string;
  /** IANA zone of `local`. */
  zone: string;
  /** Wall time `YYYY-MM-DDTHH:MM`. */
  local: string;
}

export interface DatesWhen {
  type: 'dates';
  startsAt: string;
  endsAt: string;
  zone: string;
  /** First and last day `YYYY-MM-DD`, both part of the event. */
  firstDay: string;
  lastDay: string;
  days: number;
}

/** How far the reader's date is from the event's: the day before, the same, the day after. */
export type DayShift = -1 | 0 | 1;

export interface Clock {
  zone: string;
  time: string;
  dayShift: DayShift;
}

/** Time until something: `count` whole minutes, hours or days. */
export interface TimeToGo {
  unit: 'minute' | 'hour' | 'day';
  count: number;
}

interface DateParts {
  weekday: string;
  day: string;
  month: string;
  shortMonth: string;
  year: string;
  time: string;
  /** `am` or `pm` in English, '' on the 24-hour clock. */
  dayPeriod: string;
}

const TAGS: Record<Locale, string> = { es: 'es-MX', en: 'en-GB' };
const NO_BREAK_SPACE = '\u00a0';

/** “martes 24 de noviembre de 2026”, “Tuesday 24 November 2026”. */
export function formatDay(instant: string | Date, zone: string, lang: Locale): string {
  const { weekday, day, month, year } = dateParts(instant, zone, lang);
  return lang === 'es'
    ? `${weekday} ${day} de ${month} de ${year}`
    : `${weekday} ${day} ${month} ${year}`;
}

/** “24 nov 2026”, “24 Nov 2026”. */
export function formatShortDay(instant: string | Date, zone: string, lang: Locale): string {
  const { day, shortMonth, year } = dateParts(instant, zone, lang);
  return `${day} ${shortMonth} ${year}`;
}

/** “18:00” in Spanish, “6:00 pm” in English. */
export function formatTime(instant: string | Date, zone: string, lang: Locale): string {
  const { time, dayPeriod } = dateParts(instant, zone, lang);
  return dayPeriod ? time + NO_BREAK_SPACE + dayPeriod : time;
}

/** “18:00–19:30”, “6:00–7:30 pm”, “11:00 am–12:30 pm”. */
export function formatTimeRange(when: TimedWhen, lang: Locale, zone = when.zone): string {
  const start = dateParts(when.startsAt, zone, lang);
  const end = dateParts(when.endsAt, zone, lang);
  const first =
    start.dayPeriod === end.dayPeriod ? start.time : formatTime(when.startsAt, zone, lang);
  return `${first}–${formatTime(when.endsAt, zone, lang)}`;
}

/** Whole days: “8–16 ene 2027”, “28 nov – 6 dic 2026”, “8 ene 2027” for one day. */
export function formatDates(when: DatesWhen, lang: Locale): string {
  const first = dateParts(noon(when.firstDay), 'UTC', lang);
  const last = dateParts(noon(when.lastDay), 'UTC', lang);
  const end = `${last.day} ${last.shortMonth} ${last.year}`;
  if (when.firstDay === when.lastDay) return end;
  if (first.year !== last.year) return `${first.day} ${first.shortMonth} ${first.year} – ${end}`;
  return first.month === last.month
    ? `${first.day}–${end}`
    : `${first.day} ${first.shortMonth} – ${end}`;
}

/** The date line of an event: its day in its own zone, or its whole days. */
export function formatDate(when: EventWhen, lang: Locale): string {
  return when.type === 'dates'
    ? formatDates(when, lang)
    : formatDay(when.startsAt, when.zone, lang);
}

/** Date and time on one line, for titles and mails: “martes 24 de noviembre de 2026, 18:00–19:30”. */
export function formatWhen(when: EventWhen, lang: Locale): string {
  const date = formatDate(when, lang);
  return when.type === 'dates' ? date : `${date}, ${formatTimeRange(when, lang)}`;
}

/** The start on the clock of `zone`, and whether the date there is another than in the event's zone. */
export function clockIn(when: TimedWhen, zone: string, lang: Locale): Clock {
  return {
    zone,
    time: formatTime(when.startsAt, zone, lang),
    dayShift: dayShift(localDay(when.startsAt, when.zone), localDay(when.startsAt, zone))
  };
}

/** The event's clock and the reader's; the reader's is null when it shows the same, or is not known. */
export function twoClocks(
  when: TimedWhen,
  readerZone: string | null,
  lang: Locale
): { event: Clock; reader: Clock | null } {
  const event = clockIn(when, when.zone, lang);
  const reader = readerZone && isZone(readerZone) ? clockIn(when, readerZone, lang) : null;
  const same = reader?.time === event.time && reader.dayShift === 0;
  return { event, reader: same ? null : reader };
}

/**
 * Time until `startsAt`: minutes (rounded up) below an hour, hours below a day, then days as the calendar of
 * `zone` counts them. Null once it has begun. Words: `when.startsIn.{unit}` with `count`.
 */
export function timeToGo(startsAt: string, now: Date, zone: string): TimeToGo | null {
  const minutes = Math.ceil((Date.parse(startsAt) - now.getTime()) / 60_000);
  if (minutes <= 0) return null;
  if (minutes < 60) return { unit: 'minute', count: minutes };
  if (minutes < 24 * 60) return { unit: 'hour', count: Math.round(minutes / 60) };
  return { unit: 'day', count: daysBetween(localDay(now, zone), localDay(startsAt, zone)) };
}

/** The date `YYYY-MM-DD` that the calendar of `zone` shows at an instant. */
export function localDay(instant: string | Date, zone: string): string {
  const parts = numericFormatter(zone).formatToParts(new Date(instant));
  const value = (type: string) => parts.find((part) => part.type === type)?.value ?? '';
  return `${value('year').padStart(4, '0')}-${value('month')}-${value('day')}`;
}

/** The city a zone is known by, from `zones` in common.json, else the last part of its name. */
export function cityName(zone: string, t: Translate): string {
  const fallback = zone.split('/').at(-1)?.replaceAll('_', ' ') ?? zone;
  // Zones without a text of their own fall back, so the key need not be a known one.
  return t(`zones.${zone}` as 'zones.UTC', { defaultValue: fallback });
}

/** Whether this machine knows the zone; a browser may report one that is newer than our data. */
export function isZone(zone: string): boolean {
  try {
    return numericFormatter(zone) !== undefined;
  } catch {
    return false;
  }
}

function noon(day: string): string {
  return `${day}T12:00:00Z`;
}

function dayShift(from: string, to: string): DayShift {
  return to < from ? -1 : to > from ? 1 : 0;
}

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}

/** The pieces are put together by hand: ranges and commas differ between versions of Intl's data. */
function dateParts(instant: string | Date, zone: string, lang: Locale): DateParts {
  const parts = longFormatter(lang, zone).formatToParts(new Date(instant));
  const value = (type: string) => parts.find((part) => part.type === type)?.value ?? '';
  return {
    weekday: value('weekday'),
    day: value('day'),
    month: value('month'),
    shortMonth: shortMonthFormatter(lang, zone).format(new Date(instant)).replace('.', ''),
    year: value('year'),
    time: `${value('hour')}:${value('minute')}`,
    dayPeriod: value('dayPeriod').toLowerCase()
  };
}

const formatters = new Map<string, Intl.DateTimeFormat>();

/** Made once per kind, language and zone: making one costs a hundred times more than using it. */
function cached(
  kind: string,
  tag: string,
  options: Intl.DateTimeFormatOptions
): Intl.DateTimeFormat {
  const key = `${kind} ${tag} ${options.timeZone}`;
  let formatter = formatters.get(key);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat(tag, options);
    formatters.set(key, formatter);
  }
  return formatter;
}

function longFormatter(lang: Locale, timeZone: string): Intl.DateTimeFormat {
  return cached('long', TAGS[lang], {
    timeZone,
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: lang === 'es' ? '2-digit' : 'numeric',
    minute: '2-digit',
    hourCycle: lang === 'es' ? 'h23' : 'h12'
  });
}

function shortMonthFormatter(lang: Locale, timeZone: string): Intl.DateTimeFormat {
  return cached('month', TAGS[lang], { timeZone, month: 'short' });
}

function numericFormatter(timeZone: string): Intl.DateTimeFormat {
  return cached('numeric', 'en-GB', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit'
  });
}
