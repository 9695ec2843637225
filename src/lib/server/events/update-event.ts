import type { ImportEvent } from '../../schema/import.ts';
import type { Context } from '../context.ts';
import type { Trx } from '../db/schema.ts';
import { announceRecordIn } from '../rsvps/announce-record.ts';
import { changeCapacity } from '../rsvps/change-capacity.ts';
import { tellOfCancellation, tellOfChange } from '../rsvps/tell-attendees.ts';
import type { WhenRow } from './clock.ts';
import { eventBefore } from './event-before.ts';
import { loadEventParts, type EventParts } from './event-parts.ts';
import { eventColumns } from './insert-event.ts';
import { saveEventDetails } from './save-event-details.ts';

/**
 * Brings a known event to what the file says. A moved event keeps its identity and rises in `revision`; new
 * seats go to the waitlist. What lives in the room stays: questions, the state of Q&A, and the stream addresses
 * when the file has none.
 */
export async function updateEvent(
  trx: Trx,
  context: Context,
  id: string,
  event: ImportEvent,
  times: WhenRow
): Promise<void> {
  const before = await loadParts(trx, id);
  await trx
    .updateTable('events')
    .set({
      ...eventColumns(event),
      ...times,
      ...(event.status && { status: event.status }),
      ...(event.stream && { stream_url: event.stream }),
      ...(event.channels && { stream_channels: JSON.stringify(event.channels) }),
      ...(event.translation && { translation_policy: event.translation })
    })
    .where('id', '=', id)
    .execute();
  await saveEventDetails(trx, id, event);
  const after = await loadParts(trx, id);
  await markChanges(trx, context, before, after);
  await tellChanges(trx, context, before, after);
  // Last: who gets a seat by it hears of the event as it is now, and of no change.
  const { capacity, streamCapacity } = event;
  await changeCapacity(trx, context, id, { capacity, streamCapacity }, 'import');
}

async function loadParts(trx: Trx, id: string): Promise<EventParts> {
  const parts = await loadEventParts(trx, id);
  if (!parts) throw new Error('the event to update is gone');
  return parts;
}

/** An import that changes nothing leaves the time of the last change alone, so that feeds stay quiet. */
async function markChanges(
  trx: Trx,
  context: Context,
  before: EventParts,
  after: EventParts
): Promise<void> {
  if (fingerprint(before) === fingerprint(after)) return;
  await trx
    .updateTable('events')
    .set({
      updated_at: context.now().toISOString(),
      revision:
        before.event.revision + (isMoved(before, after) || isOff(before) !== isOff(after) ? 1 : 0)
    })
    .where('id', '=', before.event.id)
    .execute();
}

/** In the same transaction: who has a place and the event's new time are never apart. */
async function tellChanges(
  trx: Trx,
  context: Context,
  before: EventParts,
  after: EventParts
): Promise<void> {
  const { id } = after.event;
  if (isOff(after)) {
    if (!isOff(before)) await tellOfCancellation(trx, context, id, eventBefore(before));
  } else if (isOff(before) || isMoved(before, after))
    await tellOfChange(trx, context, id, eventBefore(before));
  if (hasRecap(after)) await announceRecordIn(trx, context, id);
}

function isOff({ event }: EventParts): boolean {
  return event.status === 'cancelled';
}

function isMoved(before: EventParts, after: EventParts): boolean {
  return whenAndWhere(before) !== whenAndWhere(after);
}

function hasRecap({ texts }: EventParts): boolean {
  return texts.some((text) => text.recap !== null);
}

function fingerprint({ event, texts, people, resources }: EventParts): string {
  const sorted = texts
    .map(({ search: _search, ...text }) => text)
    .sort((a, b) => a.lang.localeCompare(b.lang));
  return JSON.stringify([event, sorted, people, resources]);
}

function whenAndWhere({ event, texts }: EventParts): string {
  const places = texts.map(({ lang, place }) => `${lang} ${place ?? ''}`).sort();
  return JSON.stringify([
    event.starts_at,
    event.ends_at,
    event.zone,
    event.start_local,
    event.start_date,
    places
  ]);
}
