import { otherLocale, type Locale } from '../../i18n/locales.ts';
import type { Context } from '../context.ts';
import type { Executor } from '../db/schema.ts';
import { loadEventParts } from './event-parts.ts';
import { eventPage, type EventPage } from './public-event.ts';

/** The slug belongs to the other language; the page's own language has another. */
export interface MovedEvent {
  movedTo: string;
}

/**
 * The public page of the event with this slug in `lang`, or where it is when the slug is the other
 * language's. Null for an unknown slug and for a draft.
 */
export async function findEvent(
  context: Context,
  slug: string,
  lang: Locale
): Promise<EventPage | MovedEvent | null> {
  const found = await findSlug(context.db, slug, lang);
  if (!found) return null;
  const own = found.lang === lang ? slug : await slugIn(context.db, found.id, lang, slug);
  // A language without a text of its own has no other address to move to.
  if (own !== slug) return { movedTo: own };
  return loadEventPage(context, found.id, lang);
}

/** The public page model of an event; null for an unknown id and for a draft. */
export async function loadEventPage(
  context: Context,
  eventId: string,
  lang: Locale
): Promise<EventPage | null> {
  const parts = await loadEventParts(context.db, eventId);
  return parts && parts.event.status !== 'draft' ? eventPage(parts, lang, context.now()) : null;
}

/** The id of the public event with this slug, in `lang` first, else in the other language. */
export async function findEventId(
  executor: Executor,
  slug: string,
  lang: Locale
): Promise<string | null> {
  return (await findSlug(executor, slug, lang))?.id ?? null;
}

async function findSlug(
  executor: Executor,
  slug: string,
  lang: Locale
): Promise<{ id: string; lang: Locale } | null> {
  const rows = await executor
    .selectFrom('event_texts')
    .innerJoin('events', 'events.id', 'event_texts.event_id')
    .select(['events.id', 'event_texts.lang'])
    .where('event_texts.slug', '=', slug)
    .where('events.status', '!=', 'draft')
    .execute();
  return (
    rows.find((row) => row.lang === lang) ??
    rows.find((row) => row.lang === otherLocale(lang)) ??
    null
  );
}

async function slugIn(
  executor: Executor,
  eventId: string,
  lang: Locale,
  fallback: string
): Promise<string> {
  const row = await executor
    .selectFrom('event_texts')
    .select('slug')
    .where('event_id', '=', eventId)
    .where('lang', '=', lang)
    .executeTakeFirst();
  return row?.slug ?? fallback;
}
