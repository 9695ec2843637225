import type { Locale } from '../../i18n/locales.ts';
import type { Context } from '../context.ts';
import type { EventStatus } from '../db/schema.ts';
import { loadEditions, type Edition, type EditionRow } from './editions.ts';
import { slugsOf, textOf } from './public-event.ts';

export interface EditionSheet {
  editions: Edition[];
  /** What the next edition begins with: the wall time of this one, null for whole days; and its zone. */
  time: string | null;
  zone: string;
  status: EventStatus;
}

/** The editions of the series of an event, newest first, and what the next one would begin with. */
export async function loadEditionSheet(
  { db }: Pick<Context, 'db'>,
  eventId: string,
  lang: Locale
): Promise<EditionSheet> {
  const event = await db
    .selectFrom('events')
    .select(['series_id', 'start_local', 'zone', 'status'])
    .where('id', '=', eventId)
    .executeTakeFirstOrThrow();
  const rows = await loadEditions(db, event.series_id);
  return {
    editions: rows.map((row) => editionOf(row, lang, eventId)),
    time: event.start_local?.slice(11, 16) ?? null,
    zone: event.zone,
    status: event.status
  };
}

function editionOf({ id, status, when, texts }: EditionRow, lang: Locale, here: string): Edition {
  return {
    slug: slugsOf(texts),
    title: textOf(texts, 'title', lang) ?? { text: texts[0]?.slug ?? '', lang },
    when,
    status,
    current: id === here
  };
}
