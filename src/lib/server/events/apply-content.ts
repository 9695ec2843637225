import type { Context } from '../context.ts';
import type { EventStatus, Trx } from '../db/schema.ts';
import type { SeatActor } from '../db/seat-log-table.ts';
import { changeCapacity } from '../rsvps/change-capacity.ts';
import type { CheckedContent } from './check-content.ts';
import { readLocalText } from './columns.ts';
import { refreshSearch } from './search-text.ts';
import { updateEvent } from './update-event.ts';
import type { ImportEvent } from '../../schema/import.ts';

export type ReadyContent = Extract<CheckedContent, { ok: true }>;

/**
 * Brings an event to what its fields say, by the way that an import takes: who has a place hears of another
 * time or place and of a cancellation, new seats go to the line.
 */
export async function applyContent(
  trx: Trx,
  context: Context,
  eventId: string,
  { event, times, resourceIds }: ReadyContent,
  { status, by }: { status: EventStatus; by: SeatActor }
): Promise<void> {
  const row = await trx
    .selectFrom('events')
    .select(['capacity', 'stream_capacity', 'stream_url'])
    .where('id', '=', eventId)
    .executeTakeFirstOrThrow();
  if (!event.stream && row.stream_url !== null)
    await trx.updateTable('events').set({ stream_url: null }).where('id', '=', eventId).execute();
  const seats = { capacity: row.capacity, streamCapacity: row.stream_capacity };
  const people = await peopleOf(trx, eventId);
  await updateEvent(trx, context, eventId, { ...event, ...seats, people, status }, times);
  await keepResourceIds(trx, eventId, resourceIds);
  await refreshSearch(trx, { eventIds: [eventId], personIds: [] });
  const { capacity, streamCapacity } = event;
  await changeCapacity(trx, context, eventId, { capacity, streamCapacity }, by);
}

/** Who speaks is decided elsewhere, and stays. */
export async function peopleOf(trx: Trx, eventId: string): Promise<ImportEvent['people']> {
  const rows = await trx
    .selectFrom('event_people')
    .innerJoin('people', 'people.id', 'event_people.person_id')
    .select(['people.slug', 'event_people.role', 'event_people.topic'])
    .where('event_people.event_id', '=', eventId)
    .orderBy('event_people.position')
    .execute();
  return rows.map(({ slug, role, topic }) => ({ person: slug, role, topic: readLocalText(topic) }));
}

/** Two people who edit the same resource name it by its id, also after it was written anew. */
export async function keepResourceIds(trx: Trx, eventId: string, ids: string[]): Promise<void> {
  for (const [position, id] of ids.entries())
    await trx
      .updateTable('resources')
      .set({ id })
      .where('event_id', '=', eventId)
      .where('position', '=', position)
      .execute();
}
