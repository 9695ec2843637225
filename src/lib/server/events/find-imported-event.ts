import type { Locale } from '../../i18n/locales.ts';
import type { Executor } from '../db/schema.ts';

/** The event that has one of these slugs, in its language; `ambiguous` when each belongs to another event. */
export async function findImportedEvent(
  executor: Executor,
  slug: Record<Locale, string>
): Promise<string | null | 'ambiguous'> {
  const rows = await executor
    .selectFrom('event_texts')
    .select('event_id')
    .distinct()
    .where((where) =>
      where.or([
        where.and([where('lang', '=', 'es'), where('slug', '=', slug.es)]),
        where.and([where('lang', '=', 'en'), where('slug', '=', slug.en)])
      ])
    )
    .execute();
  return rows.length > 1 ? 'ambiguous' : (rows[0]?.event_id ?? null);
}
