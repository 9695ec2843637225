import { sql, type Expression, type ExpressionBuilder, type SqlBool } from 'kysely';
import type { Locale } from '../../i18n/locales.ts';
import { foldText } from '../../schema/text.ts';
import type { Database } from '../db/schema.ts';
import type { ListCursor } from './cursor.ts';
import type { ListSection } from './event-filter.ts';

/*
 * The conditions that lists of events are made of, for the public and for staff.
 */

const MOST_WORDS = 6;

/** Whether every word of `q` is in the event's search text, whatever its accents and case. */
export function matchesWords(q: string | undefined, lang: Locale) {
  return (where: ExpressionBuilder<Database, 'events'>): Expression<SqlBool> =>
    where.and(
      searchWords(q).map((word) =>
        where.exists(
          where
            .selectFrom('event_texts')
            .select('event_texts.event_id')
            .whereRef('event_texts.event_id', '=', 'events.id')
            .where('event_texts.lang', '=', lang)
            .where(sql<boolean>`event_texts.search like ${`%${escapeLike(word)}%`} escape '\\'`)
        )
      )
    );
}

/** What is over, or not yet. */
export function isInSection(section: ListSection, now: string) {
  return (where: ExpressionBuilder<Database, 'events'>): Expression<SqlBool> => {
    const over = where.or([where('ends_at', '<=', now), where('status', '=', 'ended')]);
    return section === 'past' ? over : where.not(over);
  };
}

/** What comes after the last row of the page before. */
export function isBeyond({ startsAt, id }: ListCursor, section: ListSection) {
  return section === 'upcoming'
    ? sql<boolean>`(starts_at > ${startsAt} or (starts_at = ${startsAt} and id > ${id}))`
    : sql<boolean>`(starts_at < ${startsAt} or (starts_at = ${startsAt} and id < ${id}))`;
}

/** The sections that are still to be read, from the one that the cursor is in. */
export function sectionsFrom(
  sections: readonly ListSection[],
  cursor: ListCursor | null
): readonly ListSection[] {
  const from = cursor ? sections.indexOf(cursor.section) : 0;
  return sections.slice(Math.max(0, from));
}

/** Where a page ends that has this row last. */
export function cursorAfter(
  row: { id: string; status: string; starts_at: string; ends_at: string },
  now: string
): ListCursor {
  const past = row.status === 'ended' || row.ends_at <= now;
  return { section: past ? 'past' : 'upcoming', startsAt: row.starts_at, id: row.id };
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
