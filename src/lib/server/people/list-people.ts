import { pickText, type FoundText, type Locale } from '../../i18n/locales.ts';
import { foldText } from '../../schema/text.ts';
import type { Context } from '../context.ts';
import type { Executor } from '../db/schema.ts';
import { reachOf } from './people-rights.ts';
import { loadPersonTexts } from './person-texts.ts';

/** One person in a list of the staff. */
export interface ListedPerson {
  slug: string;
  name: string;
  role: FoundText | null;
  photo: string | null;
  /** At how many events they are, drafts included. */
  events: number;
}

export interface PeopleList {
  people: ListedPerson[];
  /** Asks for the next page; null at the end. */
  cursor: string | null;
}

interface PeopleRequest {
  lang: Locale;
  q?: string | null | undefined;
  cursor?: string | null | undefined;
  limit?: number;
}

const PAGE = 100;
const MOST_WORDS = 6;

/** The people of the house by name, found by words of their name and role. Null for who organizes nothing. */
export async function listPeople(
  { db }: Context,
  staffId: string,
  { lang, q, cursor, limit = PAGE }: PeopleRequest
): Promise<PeopleList | null> {
  if ((await reachOf(db, staffId)) === null) return null;
  const rows = await findRows(db, wordsOf(q), readCursor(cursor), limit + 1);
  const page = rows.slice(0, limit);
  const texts = await loadPersonTexts(
    db,
    page.map((row) => row.id)
  );
  const last = rows.length > limit ? page.at(-1) : undefined;
  return {
    people: page.map(({ id, events, slug, name, photo }) => ({
      slug,
      name,
      photo,
      role: pickText(texts.get(id)?.role ?? {}, lang),
      events: Number(events)
    })),
    cursor: last ? writeCursor(last) : null
  };
}

interface Place {
  search: string;
  id: string;
}

async function findRows(
  executor: Executor,
  words: readonly string[],
  after: Place | null,
  limit: number
) {
  let query = executor
    .selectFrom('people')
    .select(['people.id', 'slug', 'name', 'photo', 'search'])
    .select(({ selectFrom }) =>
      selectFrom('event_people')
        .innerJoin('events', 'events.id', 'event_people.event_id')
        .select(({ fn }) => fn.count('event_people.event_id').distinct().as('n'))
        .whereRef('event_people.person_id', '=', 'people.id')
        .where('events.rehearsal_of', 'is', null)
        .as('events')
    );
  for (const word of words) query = query.where('search', 'like', `%${word}%`);
  if (after)
    query = query.where(({ eb, or, and }) =>
      or([
        eb('search', '>', after.search),
        and([eb('search', '=', after.search), eb('people.id', '>', after.id)])
      ])
    );
  return query.orderBy('search').orderBy('people.id').limit(limit).execute();
}

/** Folded words without what means something in a pattern. */
function wordsOf(q: string | null | undefined): string[] {
  return foldText((q ?? '').slice(0, 200))
    .replace(/[%_\\]/g, ' ')
    .split(/\s+/)
    .filter(Boolean)
    .slice(0, MOST_WORDS);
}

function writeCursor({ search, id }: Place): string {
  return Buffer.from(JSON.stringify([search, id])).toString('base64url');
}

/** Null for anything that `writeCursor` did not make: the list then begins at the top. */
function readCursor(text: string | null | undefined): Place | null {
  if (!text) return null;
  try {
    const value: unknown = JSON.parse(Buffer.from(text.slice(0, 4_000), 'base64url').toString());
    if (!Array.isArray(value)) return null;
    const [search, id]: unknown[] = value;
    return typeof search === 'string' && typeof id === 'string' ? { search, id } : null;
  } catch {
    return null;
  }
}
