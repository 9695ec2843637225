import type { Context } from '../context.ts';
import type { Executor } from '../db/schema.ts';
import { countSources } from './count-sources.ts';

/** One organisation of an event, as its organizers see it. */
export interface EventPartner {
  slug: string;
  name: string;
  url: string | null;
  /** Named on the event's page. */
  listed: boolean;
  /** How many RSVPs came by its link and were not cancelled. */
  rsvps: number;
}

export interface PartnerSheet {
  partners: EventPartner[];
  /** Organisations that had a link once: what came by it still counts. */
  former: { name: string; rsvps: number }[];
  /** RSVPs that came by no partner's link. */
  direct: number;
  /** Organisations of the house that are not at this event. */
  others: { slug: string; name: string }[];
}

/** The organisations of an event and how many RSVPs came through each. */
export async function loadPartnerSheet(
  { db }: Pick<Context, 'db'>,
  eventId: string
): Promise<PartnerSheet> {
  const rows = await partnersOf(db, eventId);
  const counts = await countSources(db, eventId);
  const here = new Set(rows.map((row) => row.slug));
  const house = await db
    .selectFrom('partners')
    .select(['slug', 'name'])
    .orderBy('name')
    .limit(500)
    .execute();
  const names = new Map(house.map(({ slug, name }) => [slug, name]));
  return {
    partners: rows.map((row) => ({
      ...row,
      listed: row.listed === 1,
      rsvps: counts.get(row.slug) ?? 0
    })),
    former: [...counts]
      .filter(([source]) => source !== '' && !here.has(source))
      .map(([source, rsvps]) => ({ name: names.get(source) ?? source, rsvps })),
    direct: counts.get('') ?? 0,
    others: house.filter(({ slug }) => !here.has(slug))
  };
}

/** Those that are named on the event's page. */
export async function listedPartners(
  executor: Executor,
  eventId: string
): Promise<{ name: string; url: string | null }[]> {
  const rows = await partnersOf(executor, eventId);
  return rows.filter((row) => row.listed === 1).map(({ name, url }) => ({ name, url }));
}

async function partnersOf(executor: Executor, eventId: string) {
  return executor
    .selectFrom('event_partners')
    .innerJoin('partners', 'partners.id', 'event_partners.partner_id')
    .select(['partners.slug', 'partners.name', 'partners.url', 'event_partners.listed'])
    .where('event_partners.event_id', '=', eventId)
    .orderBy('event_partners.position')
    .orderBy('partners.slug')
    .execute();
}
