import type { Locale } from '../../i18n/locales.ts';
import type { Config } from '../config.ts';
import type { Executor } from '../db/schema.ts';

interface Where {
  db: Executor;
  config: Pick<Config, 'retentionDays'>;
}

/** How many days after its end an event's personal data lives, as the house has it now. */
export async function houseRetentionDays({ db, config }: Where): Promise<number> {
  const row = await db
    .selectFrom('house')
    .select('retention_days')
    .where('id', '=', 'house')
    .executeTakeFirst();
  return row?.retention_days ?? config.retentionDays;
}

/** The same for one event: what its people were promised is never exceeded. */
export async function retentionDaysOf(where: Where, eventId: string): Promise<number> {
  const house = await houseRetentionDays(where);
  const event = await where.db
    .selectFrom('events')
    .select('retention_days')
    .where('id', '=', eventId)
    .executeTakeFirst();
  return shorterOf(house, event?.retention_days ?? null);
}

/** The same for the event with this slug in `lang`. */
export async function retentionDaysOfSlug(
  where: Where,
  slug: string,
  lang: Locale
): Promise<number> {
  const house = await houseRetentionDays(where);
  const event = await where.db
    .selectFrom('event_texts')
    .innerJoin('events', 'events.id', 'event_texts.event_id')
    .select('events.retention_days')
    .where('event_texts.lang', '=', lang)
    .where('event_texts.slug', '=', slug)
    .executeTakeFirst();
  return shorterOf(house, event?.retention_days ?? null);
}

/** A promise counts when it is shorter. */
export function shorterOf(house: number, promised: number | null): number {
  return promised === null ? house : Math.min(house, promised);
}
