import { pickText, type FoundText, type Locale } from '../../i18n/locales.ts';
import type { Executor } from '../db/schema.ts';

/** The title of an event of any status, in the wanted language if it has one. */
export async function findEventTitle(
  executor: Executor,
  eventId: string,
  lang: Locale
): Promise<FoundText> {
  const rows = await executor
    .selectFrom('event_texts')
    .select(['lang', 'title', 'slug'])
    .where('event_id', '=', eventId)
    .execute();
  const titles = Object.fromEntries(
    rows.flatMap((row) => (row.title ? [[row.lang, row.title]] : []))
  );
  return pickText(titles, lang) ?? { text: rows[0]?.slug ?? '', lang };
}
