import type { Context } from '../context.ts';
import type { Executor, Pool } from '../db/schema.ts';
import type { SeatActor } from '../db/seat-log-table.ts';
import { inTransaction } from '../db/transaction.ts';
import { audit } from '../staff/audit.ts';
import { logSeats } from './seat-log.ts';
import { lockSeats, type SeatedEvent } from './seats.ts';
import { promoteWaitlist } from './waitlist.ts';

export interface Capacity {
  /** Seats of the event, or of its room where it has both; null for as many as come. */
  capacity: number | null;
  /** Seats on the stream of an event that has both. */
  streamCapacity: number | null;
}

export type CapacityChanged = { ok: true; promoted: number } | { ok: false; code: 'not_found' };

/** `changeCapacity` as one step of its own, for forms. Wake the mail worker afterwards. */
export async function saveCapacity(
  context: Context,
  eventId: string,
  capacity: Capacity,
  by: SeatActor
): Promise<CapacityChanged> {
  return await inTransaction(context.db, (trx) =>
    changeCapacity(trx, context, eventId, capacity, by)
  );
}

/**
 * Sets how many seats an event has. Fewer throws nobody out: seats that are held stay held until somebody
 * leaves. More go to the line, in the same transaction.
 */
export async function changeCapacity(
  trx: Executor,
  context: Context,
  eventId: string,
  { capacity, streamCapacity }: Capacity,
  by: SeatActor
): Promise<CapacityChanged> {
  const before = await lockSeats(trx, eventId);
  if (!before) return { ok: false, code: 'not_found' };
  const changed: Change[] = [];
  if (before.capacity !== capacity)
    changed.push({ pool: before.pools[0] ?? 'room', seats: capacity });
  if (before.stream_capacity !== streamCapacity)
    changed.push({ pool: 'stream', seats: streamCapacity });
  if (changed.length > 0) {
    await trx
      .updateTable('events')
      .set({
        capacity,
        stream_capacity: streamCapacity,
        updated_at: context.now().toISOString()
      })
      .where('id', '=', eventId)
      .execute();
    await logChanges(trx, context, before, changed, by);
    await auditChanges(trx, context, eventId, { capacity, streamCapacity }, by);
  }
  return { ok: true, promoted: await promoteWaitlist(trx, context, eventId, by) };
}

/** Imports and forms of a whole event have an entry of their own. */
async function auditChanges(
  trx: Executor,
  context: Context,
  eventId: string,
  { capacity, streamCapacity }: Capacity,
  by: SeatActor
): Promise<void> {
  if (!by.startsWith('staff:')) return;
  const detail = { capacity: capacity ?? '', streamCapacity: streamCapacity ?? '' };
  const actor = by.slice('staff:'.length);
  await audit(trx, context, { actor, what: 'places_changed', eventId, detail });
}

interface Change {
  pool: Pool;
  seats: number | null;
}

async function logChanges(
  trx: Executor,
  context: Context,
  event: SeatedEvent,
  changes: Change[],
  by: SeatActor
): Promise<void> {
  for (const change of changes) {
    const what = 'capacity' as const;
    await logSeats(trx, context, event, { rsvpId: null, what, ...change, by });
  }
}
