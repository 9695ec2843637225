import type { Executor } from '../db/schema.ts';
import { countSources } from './count-sources.ts';

/** A partner whose link somebody may have come by. */
export interface EventSource {
  /** The word of its link. */
  source: string;
  name: string;
  /** It has left the event: its link counts nothing any more. */
  isFormer: boolean;
}

/** The partners of an event in their order, then the former ones that RSVPs still name. */
export async function listSources(executor: Executor, eventId: string): Promise<EventSource[]> {
  const rows = await executor
    .selectFrom('rsvps')
    .select('source')
    .distinct()
    .where('event_id', '=', eventId)
    .where('source', 'is not', null)
    .execute();
  return nameSources(
    executor,
    eventId,
    rows.flatMap(({ source }) => source ?? [])
  );
}

export interface SourceCount {
  /** Null for those that came by no partner's link. */
  partner: EventSource | null;
  rsvps: number;
}

/** How many RSVPs came by each link, former ones included, and last how many by none. */
export async function countBySource(executor: Executor, eventId: string): Promise<SourceCount[]> {
  const counts = await countSources(executor, eventId);
  const partners = await nameSources(executor, eventId, [...counts.keys()].filter(Boolean));
  return [...partners, null].map((partner) => ({
    partner,
    rsvps: counts.get(partner?.source ?? '') ?? 0
  }));
}

async function nameSources(
  executor: Executor,
  eventId: string,
  counted: readonly string[]
): Promise<EventSource[]> {
  const rows = await executor
    .selectFrom('partners')
    .leftJoin('event_partners', (join) =>
      join
        .onRef('event_partners.partner_id', '=', 'partners.id')
        .on('event_partners.event_id', '=', eventId)
    )
    .select(['partners.slug as source', 'partners.name', 'event_partners.position'])
    .where(({ or, eb }) =>
      or([
        eb('event_partners.event_id', 'is not', null),
        ...(counted.length > 0 ? [eb('partners.slug', 'in', [...counted])] : [])
      ])
    )
    .execute();
  const known = new Set(rows.map(({ source }) => source));
  const gone = counted.filter((source) => !known.has(source));
  return [...rows, ...gone.map((source) => ({ source, name: source, position: null }))]
    .toSorted((a, b) => (a.position ?? Infinity) - (b.position ?? Infinity) || compare(a, b))
    .map(({ source, name, position }) => ({ source, name, isFormer: position === null }));
}

function compare({ source: a }: { source: string }, { source: b }: { source: string }): number {
  return a < b ? -1 : Number(a > b);
}
