import type { Executor, Trx } from '../db/schema.ts';
import { LIVE_STATUSES } from '../rsvps/states.ts';

/** How many RSVPs came by each partner's link, by its word; under '' those that came by none. Numbers only. */
export async function countSources(
  executor: Executor,
  eventId: string
): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  const add = (source: string, rsvps: number) =>
    counts.set(source, (counts.get(source) ?? 0) + rsvps);
  for (const { source, rsvps } of await countLive(executor, eventId)) add(source, rsvps);
  const kept = await executor
    .selectFrom('source_counts')
    .select(['source', 'rsvps'])
    .where('event_id', '=', eventId)
    .execute();
  for (const { source, rsvps } of kept) add(source, rsvps);
  return counts;
}

/** Keeps the numbers of RSVPs that are about to be deleted, of one event or of one person. */
export async function keepSources(
  trx: Trx,
  sources: readonly { event_id: string; source: string; rsvps: number }[]
): Promise<void> {
  if (sources.length === 0) return;
  await trx
    .insertInto('source_counts')
    .values([...sources])
    .onConflict((conflict) =>
      conflict.columns(['event_id', 'source']).doUpdateSet((eb) => ({
        rsvps: eb('source_counts.rsvps', '+', eb.ref('excluded.rsvps'))
      }))
    )
    .execute();
}

/** The same for all RSVPs of an event. */
export async function keepSourcesOf(trx: Trx, eventId: string): Promise<void> {
  const live = await countLive(trx, eventId);
  await keepSources(
    trx,
    live.map((count) => ({ event_id: eventId, ...count }))
  );
}

async function countLive(
  executor: Executor,
  eventId: string
): Promise<{ source: string; rsvps: number }[]> {
  const rows = await executor
    .selectFrom('rsvps')
    .select(({ fn }) => ['source', fn.countAll().as('rsvps')])
    .where('event_id', '=', eventId)
    .where('status', 'in', LIVE_STATUSES)
    .groupBy('source')
    .execute();
  return rows.map(({ source, rsvps }) => ({ source: source ?? '', rsvps: Number(rsvps) }));
}
