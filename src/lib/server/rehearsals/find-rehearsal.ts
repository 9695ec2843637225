import type { Locale } from '../../i18n/locales.ts';
import type { Executor } from '../db/schema.ts';
import { loadTexts } from '../events/event-parts.ts';
import { slugsOf } from '../events/public-event.ts';

/** Says of an event that it is a rehearsal, and of which. */
export interface RehearsalNote {
  /** The slugs of the real event. */
  original: Record<Locale, string>;
}

/** What a page of staff says about a rehearsal; null for a real event. */
export async function findRehearsalNote(
  executor: Executor,
  eventId: string
): Promise<RehearsalNote | null> {
  const row = await executor
    .selectFrom('events')
    .select('rehearsal_of')
    .where('id', '=', eventId)
    .executeTakeFirst();
  if (!row?.rehearsal_of) return null;
  return { original: await slugsById(executor, row.rehearsal_of) };
}

/** The slugs of an event of any status. */
export async function slugsById(
  executor: Executor,
  eventId: string
): Promise<Record<Locale, string>> {
  const texts = await loadTexts(executor, [eventId]);
  return slugsOf(texts.get(eventId) ?? []);
}

/** The slugs of the rehearsals of these events, by the id of the real one. */
export async function findRehearsals(
  executor: Executor,
  eventIds: string[]
): Promise<Map<string, Record<Locale, string>>> {
  if (eventIds.length === 0) return new Map();
  const rows = await executor
    .selectFrom('events')
    .select(['id', 'rehearsal_of'])
    .where('rehearsal_of', 'in', eventIds)
    .execute();
  const texts = await loadTexts(
    executor,
    rows.map((row) => row.id)
  );
  return new Map(rows.map((row) => [row.rehearsal_of ?? '', slugsOf(texts.get(row.id) ?? [])]));
}
