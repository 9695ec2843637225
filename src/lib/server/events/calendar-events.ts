import type { FoundText, Locale } from '../../i18n/locales.ts';
import type { EventWhen } from '../../i18n/when.ts';
import type { Context } from '../context.ts';
import type { EventStatus, Executor } from '../db/schema.ts';
import { eventWhen } from './clock.ts';
import { readLanguages } from './columns.ts';
import { loadTexts, type CardTextRow, type EventRow } from './event-parts.ts';
import { slugsOf, textOf } from './public-event.ts';

/** What a calendar entry is made of. The stream address is not: calendars are shared and synchronised. */
export interface CalendarEvent extends CalendarEntry {
  id: string;
  status: EventStatus;
  revision: number;
  updatedAt: string;
}

/** The part of an event that “add to calendar” links need; an `EventPage` is one too. */
export interface CalendarEntry {
  slug: Record<Locale, string>;
  when: EventWhen;
  title: FoundText;
  summary: FoundText | null;
  place: FoundText | null;
  spoken: Locale[];
  interpretation: Locale[];
}

const CALENDAR_REACH = 30 * 24 * 60 * 60 * 1000;
const CALENDAR_LENGTH = 200;
const FEED_LENGTH = 40;

/** What the calendar entry of an event is made of; null for an unknown id. */
export async function loadCalendarEvent(
  executor: Executor,
  eventId: string,
  lang: Locale
): Promise<CalendarEvent | null> {
  const row = await executor
    .selectFrom('events')
    .selectAll()
    .where('id', '=', eventId)
    .executeTakeFirst();
  return row ? ((await calendarEvents(executor, [row], lang))[0] ?? null) : null;
}

/** Public events from thirty days ago on, for the subscribed calendar. */
export async function loadCalendarFeed(context: Context, lang: Locale): Promise<CalendarEvent[]> {
  const since = new Date(context.now().getTime() - CALENDAR_REACH).toISOString();
  const rows = await context.db
    .selectFrom('events')
    .selectAll()
    .where('status', '!=', 'draft')
    .where('ends_at', '>', since)
    .orderBy('starts_at')
    .orderBy('id')
    .limit(CALENDAR_LENGTH)
    .execute();
  return calendarEvents(context.db, rows, lang);
}

/** The public events that were changed last, newest first. */
export async function loadNewestEvents(context: Context, lang: Locale): Promise<CalendarEvent[]> {
  const rows = await context.db
    .selectFrom('events')
    .selectAll()
    .where('status', '!=', 'draft')
    .orderBy('updated_at', 'desc')
    .orderBy('id')
    .limit(FEED_LENGTH)
    .execute();
  return calendarEvents(context.db, rows, lang);
}

async function calendarEvents(
  executor: Executor,
  rows: EventRow[],
  lang: Locale
): Promise<CalendarEvent[]> {
  const texts = await loadTexts(
    executor,
    rows.map((row) => row.id)
  );
  return rows.map((row) => calendarEvent(row, texts.get(row.id) ?? [], lang));
}

function calendarEvent(row: EventRow, texts: CardTextRow[], lang: Locale): CalendarEvent {
  const slug = slugsOf(texts);
  return {
    id: row.id,
    status: row.status,
    revision: row.revision,
    updatedAt: row.updated_at,
    slug,
    when: eventWhen(row),
    title: textOf(texts, 'title', lang) ?? { text: slug[lang], lang },
    summary: textOf(texts, 'summary', lang),
    place: textOf(texts, 'place', lang),
    spoken: readLanguages(row.spoken),
    interpretation: readLanguages(row.interpretation)
  };
}
