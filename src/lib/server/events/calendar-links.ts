import { Temporal } from 'temporal-polyfill';
import type { Locale } from '../../i18n/locales.ts';
import { eventPath } from '../../i18n/paths.ts';
import type { EventWhen } from '../../i18n/when.ts';
import type { CalendarEntry } from './calendar-events.ts';
import { languageLine } from './language-line.ts';

/** “Add to calendar”: our own file, and the pages of two calendar services that open only on a click. */
export interface CalendarLinks {
  /** A path on this hub. */
  ics: string;
  google: string;
  outlook: string;
}

/** The ways to put an event into a calendar. None of them carries the stream address. */
export function calendarLinks(
  event: CalendarEntry,
  { lang, origin }: { lang: Locale; origin: string }
): CalendarLinks {
  const path = eventPath(lang, event.slug[lang]);
  const details = [event.summary?.text, languageLine(event, lang), origin + path]
    .filter(Boolean)
    .join('\n\n');
  const location = event.place?.text ?? origin + path;
  const common = { title: event.title.text, details, location };
  return {
    ics: `${path}.ics`,
    google: googleLink(event.when, common),
    outlook: outlookLink(event.when, common)
  };
}

interface LinkTexts {
  title: string;
  details: string;
  location: string;
}

function googleLink(when: EventWhen, { title, details, location }: LinkTexts): string {
  const dates =
    when.type === 'dates'
      ? [when.firstDay, dayAfter(when.lastDay)]
      : [utcSeconds(when.startsAt), utcSeconds(when.endsAt)];
  const params = new URLSearchParams({
    action: 'TEMPLATE',
    text: title,
    dates: dates.map((date) => date.replace(/[-:]/g, '')).join('/'),
    details,
    location,
    ...(when.type === 'timed' && { ctz: when.zone })
  });
  return `https://calendar.google.com/calendar/render?${encoded(params)}`;
}

function outlookLink(when: EventWhen, { title, details, location }: LinkTexts): string {
  const [startdt, enddt] =
    when.type === 'dates' ? [when.firstDay, dayAfter(when.lastDay)] : [when.startsAt, when.endsAt];
  const params = new URLSearchParams({
    path: '/calendar/action/compose',
    rru: 'addevent',
    subject: title,
    startdt,
    enddt,
    body: details,
    location,
    ...(when.type === 'dates' && { allday: 'true' })
  });
  return `https://outlook.live.com/calendar/0/deeplink/compose?${encoded(params)}`;
}

/** Outlook shows a plus sign where the form encoding means a space. */
function encoded(params: URLSearchParams): string {
  return params.toString().replaceAll('+', '%20');
}

function utcSeconds(instant: string): string {
  return instant.replace(/\.\d+Z$/, 'Z');
}

/** Both services count the day after the last one as the end. */
function dayAfter(day: string): string {
  return Temporal.PlainDate.from(day).add({ days: 1 }).toString();
}
