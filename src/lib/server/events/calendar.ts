import ical, {
  ICalAttendeeStatus,
  ICalCalendarMethod,
  ICalEventBusyStatus,
  ICalEventStatus,
  type ICalCalendar
} from 'ical-generator';
import { Temporal } from 'temporal-polyfill';
import { tzlib_get_ical_block, tzlib_get_offset } from 'timezones-ical-library';
import type { Locale } from '../../i18n/locales.ts';
import { eventPath } from '../../i18n/paths.ts';
import { translatorFor } from '../../i18n/translator.ts';
import type { EventWhen, TimedWhen } from '../../i18n/when.ts';
import type { CalendarEvent } from './calendar-events.ts';
import { zoned } from './clock.ts';
import { languageLine } from './language-line.ts';

export type CalendarMethod = 'PUBLISH' | 'REQUEST' | 'CANCEL';

export interface CalendarOptions {
  lang: Locale;
  /** `config.origin`. */
  origin: string;
  method: CalendarMethod;
  /** The event's revision when left out; an invitation counts its own mails (RFC 5546, 2.1.4). */
  sequence?: number;
  /** The one person an invitation is for. */
  attendee?: { name: string | null; email: string };
  /** Who invites; no-reply at the hub's host when left out. */
  organizer?: { name: string; address: string };
  /** When the message was made; the event's last change when left out. */
  stamp?: string;
}

/** One event as an iCalendar file (RFC 5545): zone rules included, whole days as dates, link to our own page. */
export function eventCalendar(event: CalendarEvent, options: CalendarOptions): string {
  const calendar = emptyCalendar(options.lang, ICalCalendarMethod[options.method]);
  addEvent(calendar, event, options);
  return calendar.toString();
}

/** Several events as one calendar that programs subscribe to. */
export function feedCalendar(
  events: CalendarEvent[],
  options: { lang: Locale; origin: string }
): string {
  const t = translatorFor(options.lang);
  const calendar = emptyCalendar(options.lang, ICalCalendarMethod.PUBLISH)
    .name(t('events:calendar.feedName'))
    .ttl(60 * 60);
  for (const event of events) addEvent(calendar, event, { ...options, method: 'PUBLISH' });
  return calendar.toString();
}

function emptyCalendar(lang: Locale, method: ICalCalendarMethod): ICalCalendar {
  const calendar = ical({
    method,
    prodId: { company: 'Encuentro', product: 'Hub', language: lang.toUpperCase() }
  });
  return calendar.timezone({ name: null, generator: zoneRules });
}

function addEvent(calendar: ICalCalendar, event: CalendarEvent, options: CalendarOptions): void {
  const { lang, origin, method } = options;
  const host = new URL(origin).hostname;
  const url = origin + eventPath(lang, event.slug[lang]);
  const cancelled = method === 'CANCEL' || event.status === 'cancelled';
  const entry = calendar.createEvent({
    id: `${event.id}@${host}`,
    sequence: options.sequence ?? event.revision,
    stamp: new Date(options.stamp ?? event.updatedAt),
    lastModified: new Date(event.updatedAt),
    ...calendarTimes(event.when),
    summary: event.title.text,
    description: entryText(event, lang, url),
    location: event.place?.text ?? url,
    url,
    status: cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    busystatus: event.when.type === 'dates' ? ICalEventBusyStatus.FREE : ICalEventBusyStatus.BUSY,
    organizer: organizerOf(options, host)
  });
  if (options.attendee) entry.createAttendee(attendeeOf(options.attendee));
}

/** DATE values for whole days, the end not included; wall time with its zone, or UTC where the rules disagree. */
function calendarTimes(when: EventWhen) {
  if (when.type === 'dates') {
    const first = Temporal.PlainDate.from(when.firstDay);
    return { allDay: true, start: first, end: first.add({ days: when.days }) };
  }
  const zone = hasCurrentRules(when) ? when.zone : 'UTC';
  const times = {
    start: zoned(new Date(when.startsAt), zone),
    end: zoned(new Date(when.endsAt), zone)
  };
  return zone === 'UTC' ? times : { ...times, timezone: zone };
}

/** The library holds today's rules of a zone; an event from before a change of law is written in UTC. */
function hasCurrentRules(when: TimedWhen): boolean {
  if (zoneRules(when.zone) === null) return false;
  const start = zoned(new Date(when.startsAt), when.zone);
  const [date = '', time = ''] = start
    .toPlainDateTime()
    .toString({ smallestUnit: 'minute' })
    .split('T');
  return tzlib_get_offset(when.zone, date, time) === start.offset.replace(':', '');
}

function zoneRules(zone: string): string | null {
  const [rules] = tzlib_get_ical_block(zone);
  return rules?.startsWith('BEGIN:VTIMEZONE') ? rules : null;
}

function entryText(event: CalendarEvent, lang: Locale, url: string): string {
  return [event.summary?.text, languageLine(event, lang), url].filter(Boolean).join('\n\n');
}

function organizerOf(options: CalendarOptions, host: string) {
  const { name, address } = options.organizer ?? { name: 'Encuentro', address: `no-reply@${host}` };
  return { name: name || 'Encuentro', email: address };
}

/** No answer is asked for: the place is already taken, and answers would go to a mailbox nobody reads. */
function attendeeOf({ name, email }: { name: string | null; email: string }) {
  return { name: name ?? email, email, rsvp: false, status: ICalAttendeeStatus.ACCEPTED };
}
