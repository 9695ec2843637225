import type { SelectQueryBuilder } from 'kysely';
import type { Locale } from '../../i18n/locales.ts';
import type { Context } from '../context.ts';
import type { Database } from '../db/schema.ts';
import { readCursor, writeCursor, type ListCursor } from './cursor.ts';
import { LIST_SECTIONS, type EventFilter, type ListSection } from './event-filter.ts';
import { countTakenSeats, loadTexts, type EventRow } from './event-parts.ts';
import { cursorAfter, isBeyond, isInSection, matchesWords, sectionsFrom } from './event-search.ts';
import { eventCard, type EventCard } from './public-event.ts';

export interface ListRequest extends EventFilter {
  lang: Locale;
  limit: number;
  /** Where the page before ended; an unreadable one starts from the top. */
  cursor?: string | null;
}

export interface EventList {
  events: EventCard[];
  /** Asks for the next page; null at the end. */
  cursor: string | null;
}

/**
 * Public events as cards: those to come by their start, then those that were, latest first; or only one of
 * the two. Takes the same few statements however many events there are.
 */
export async function listEvents(context: Context, request: ListRequest): Promise<EventList> {
  const rows = await findPage(context, request);
  const page = rows.slice(0, request.limit);
  const last = page.at(-1);
  return {
    events: await loadCards(context, page, request.lang),
    cursor:
      rows.length > page.length && last
        ? writeCursor(cursorAfter(last, context.now().toISOString()))
        : null
  };
}

/** The cards of given rows, in their order, in two statements. */
export async function loadCards(
  context: Context,
  rows: EventRow[],
  lang: Locale
): Promise<EventCard[]> {
  const ids = rows.map((row) => row.id);
  const texts = await loadTexts(context.db, ids);
  const taken = await countTakenSeats(context.db, ids);
  return rows.map((row) =>
    eventCard(row, texts.get(row.id) ?? [], taken.get(row.id) ?? [], lang, context.now())
  );
}

/** One row more than the page holds, so that the caller knows whether there are more. */
async function findPage(context: Context, request: ListRequest): Promise<EventRow[]> {
  const cursor = request.cursor ? readCursor(request.cursor) : null;
  const rows: EventRow[] = [];
  const sections = request.when ? [request.when] : LIST_SECTIONS;
  for (const section of sectionsFrom(sections, cursor)) {
    const after = cursor?.section === section ? cursor : null;
    rows.push(
      ...(await findSection(context, request, section, after, request.limit + 1 - rows.length))
    );
    if (rows.length > request.limit) break;
  }
  return rows;
}

async function findSection(
  context: Context,
  filter: EventFilter & { lang: Locale },
  section: ListSection,
  after: ListCursor | null,
  limit: number
): Promise<EventRow[]> {
  const now = context.now().toISOString();
  const matching = narrowed(
    context.db.selectFrom('events').selectAll('events').where('status', '!=', 'draft'),
    filter
  );
  const direction = section === 'upcoming' ? 'asc' : 'desc';
  return matching
    .where(isInSection(section, now))
    .$if(after !== null, (query) => (after ? query.where(isBeyond(after, section)) : query))
    .orderBy('starts_at', direction)
    .orderBy('id', direction)
    .limit(limit)
    .execute();
}

type EventQuery = SelectQueryBuilder<Database, 'events', EventRow>;

function narrowed(
  query: EventQuery,
  { q, kind, language, lang }: EventFilter & { lang: Locale }
): EventQuery {
  let narrow = query;
  if (kind) narrow = narrow.where('kind', '=', kind);
  if (language) {
    const listed = `%"${language}"%`;
    narrow = narrow.where((where) =>
      where.or([where('spoken', 'like', listed), where('interpretation', 'like', listed)])
    );
  }
  return narrow.where(matchesWords(q, lang));
}
