import type { Locale } from '../../i18n/locales.ts';
import type { Executor } from '../db/schema.ts';

/**
 * The event that has one of these slugs, in its language; `ambiguous` when each belongs to another event, or
 * to a rehearsal: a file must not publish a practice room.
 */
export async function findImportedEvent(
  executor: Executor,
  slug: Record<Locale, string>
): Promise<string | null | 'ambiguous'> {
  const rows = await executor
    .selectFrom('event_texts')
    .innerJoin('events', 'events.id', 'event_texts.event_id')
    .select(['events.id', 'events.rehearsal_of'])
    .distinct()
    .where((where) =>
      where.or([
        where.and([where('lang', '=', 'es'), where('slug', '=', slug.es)]),
        where.and([where('lang', '=', 'en'), where('slug', '=', slug.en)])
      ])
    )
    .execute();
  if (rows.length > 1 || rows[0]?.rehearsal_of) return 'ambiguous';
  return rows[0]?.id ?? null;
}
