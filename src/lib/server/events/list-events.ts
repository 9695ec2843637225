import { sql, type SelectQueryBuilder } from 'kysely';
import type { Locale } from '../../i18n/locales.ts';
import { foldText } from '../../schema/text.ts';
import type { Context } from '../context.ts';
import type { Database } from '../db/schema.ts';
import { readCursor, writeCursor, type ListCursor } from './cursor.ts';
import { LIST_SECTIONS, type EventFilter, type ListSection } from './event-filter.ts';
import { countTakenSeats, loadTexts, type EventRow } from './event-parts.ts';
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

const MOST_WORDS = 6;

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
    cursor: rows.length > page.length && last ? writeCursor(cursorAfter(last, context.now())) : null
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
  for (const section of sectionsFrom(request.when, cursor)) {
    const after = cursor?.section === section ? cursor : null;
    rows.push(
      ...(await findSection(context, request, section, after, request.limit + 1 - rows.length))
    );
    if (rows.length > request.limit) break;
  }
  return rows;
}

function sectionsFrom(
  when: ListSection | undefined,
  cursor: ListCursor | null
): readonly ListSection[] {
  const sections = when ? [when] : LIST_SECTIONS;
  const from = cursor ? sections.indexOf(cursor.section) : 0;
  return sections.slice(Math.max(0, from));
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
    .where((where) => {
      const over = where.or([where('ends_at', '<=', now), where('status', '=', 'ended')]);
      return section === 'past' ? over : where.not(over);
    })
    .$if(after !== null, (query) => query.where(beyond(after, section)))
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
  for (const word of searchWords(q)) {
    narrow = narrow.where((where) =>
      where.exists(
        where
          .selectFrom('event_texts')
          .select('event_texts.event_id')
          .whereRef('event_texts.event_id', '=', 'events.id')
          .where('event_texts.lang', '=', lang)
          .where(sql<boolean>`event_texts.search like ${`%${escapeLike(word)}%`} escape '\\'`)
      )
    );
  }
  return narrow;
}

function searchWords(q: string | undefined): string[] {
  return foldText(q ?? '')
    .split(/\s+/)
    .filter(Boolean)
    .slice(0, MOST_WORDS);
}

/** Percent sign and underscore are ordinary characters in what people type. */
function escapeLike(word: string): string {
  return word.replace(/[\\%_]/g, '\\$&');
}

function beyond(cursor: ListCursor | null, section: ListSection) {
  const { startsAt, id } = cursor ?? { startsAt: '', id: '' };
  return section === 'upcoming'
    ? sql<boolean>`(starts_at > ${startsAt} or (starts_at = ${startsAt} and id > ${id}))`
    : sql<boolean>`(starts_at < ${startsAt} or (starts_at = ${startsAt} and id < ${id}))`;
}

function cursorAfter(row: EventRow, now: Date): ListCursor {
  const past = row.status === 'ended' || row.ends_at <= now.toISOString();
  return { section: past ? 'past' : 'upcoming', startsAt: row.starts_at, id: row.id };
}
