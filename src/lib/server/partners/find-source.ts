import type { Executor } from '../db/schema.ts';

/** The word of a partner's link if this organisation takes part in the event, else null: nobody invents a source. */
export async function findSource(
  executor: Executor,
  eventId: string,
  via: string | null
): Promise<string | null> {
  if (via === null) return null;
  const row = await executor
    .selectFrom('event_partners')
    .innerJoin('partners', 'partners.id', 'event_partners.partner_id')
    .select('partners.slug')
    .where('event_partners.event_id', '=', eventId)
    .where('partners.slug', '=', via)
    .executeTakeFirst();
  return row?.slug ?? null;
}
