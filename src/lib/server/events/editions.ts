import type { FoundText, Locale } from '../../i18n/locales.ts';
import type { EventWhen } from '../../i18n/when.ts';
import type { EventStatus, Executor } from '../db/schema.ts';
import { eventWhen } from './clock.ts';

/** One edition of a series, with its texts in both languages. */
export interface EditionRow {
  id: string;
  status: EventStatus;
  starts_at: string;
  when: EventWhen;
  texts: { lang: Locale; slug: string; title: string | null }[];
}

/** One edition, as organizers list it. */
export interface Edition {
  slug: Record<Locale, string>;
  title: FoundText;
  when: EventWhen;
  status: EventStatus;
  current: boolean;
}

const MOST = 100;

/** The editions of a series by their date, drafts included, in two statements; none without a series. */
export async function loadEditions(
  executor: Executor,
  seriesId: string | null
): Promise<EditionRow[]> {
  if (seriesId === null) return [];
  const events = await executor
    .selectFrom('events')
    .select(['id', 'status', 'starts_at', 'ends_at', 'zone'])
    .select(['start_local', 'duration_minutes', 'start_date', 'days'])
    .where('series_id', '=', seriesId)
    .where('rehearsal_of', 'is', null)
    .orderBy('starts_at', 'desc')
    .orderBy('id')
    .limit(MOST)
    .execute();
  const texts = await executor
    .selectFrom('event_texts')
    .select(['event_id', 'lang', 'slug', 'title'])
    .where('event_id', 'in', ['', ...events.map((event) => event.id)])
    .execute();
  const byEvent = Map.groupBy(texts, (text) => text.event_id);
  return events.map((event) => ({
    id: event.id,
    status: event.status,
    starts_at: event.starts_at,
    when: eventWhen(event),
    texts: byEvent.get(event.id) ?? []
  }));
}
