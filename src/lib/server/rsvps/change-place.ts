import { MOST_COMPANIONS } from '../../schema/rsvp.ts';
import type { Context } from '../context.ts';
import type { Executor, Pool } from '../db/schema.ts';
import { inTransaction } from '../db/transaction.ts';
import { lockRsvpByToken, type LockedRsvp } from './locked-rsvp.ts';
import { enqueueRsvpMail } from './rsvp-mail.ts';
import { logSeats } from './seat-log.ts';
import { countSeatsLeft, lockSeats, seatLimit, type SeatedEvent } from './seats.ts';
import { RSVP_STATES } from './states.ts';
import { endOfLine, promoteWaitlist } from './waitlist.ts';

/** The person and the companions. */
export const MOST_SEATS = 1 + MOST_COMPANIONS;

export type PlaceChanged = { ok: true } | { ok: false; code: 'not_found' | 'full' | 'over' };

/**
 * Comes with more or fewer companions. Fewer is always allowed, keeps the turn in the line and passes the freed
 * seats on; more only while seats are free and nobody waits for them. `seats` counts the person too.
 */
export async function changeParty(
  context: Context,
  token: string,
  seats: number
): Promise<PlaceChanged> {
  return await changePlace(context, token, async (trx, event, rsvp) => {
    if (seats === rsvp.seats) return { ok: true };
    if (seats > rsvp.seats && !(await mayGrow(trx, context, event, rsvp, seats)))
      return { ok: false, code: 'full' };
    await writePlace(trx, context, rsvp, { seats });
    const { id: rsvpId, pool } = rsvp;
    await logSeats(trx, context, event, { rsvpId, what: 'party', pool, seats, by: 'attendee' });
    await promoteWaitlist(trx, context, event.id);
    return { ok: true };
  });
}

/**
 * Changes from the room to the stream or back, where the other one has seats for the whole party and nobody
 * waits there; a turn in the line becomes a place. The seats left behind go to the line of the old pool.
 */
export async function switchPool(
  context: Context,
  token: string,
  pool: Pool
): Promise<PlaceChanged> {
  return await changePlace(context, token, async (trx, event, rsvp) => {
    if (pool === rsvp.pool) return { ok: true };
    if (!event.pools.includes(pool) || !(await hasSpace(trx, context, event, pool, rsvp.seats)))
      return { ok: false, code: 'full' };
    const sequence = rsvp.sequence + 1;
    await writePlace(trx, context, rsvp, {
      pool,
      status: 'confirmed',
      offer_expires_at: null,
      sequence
    });
    await logSwitch(trx, context, event, rsvp, pool);
    await enqueueRsvpMail(trx, context, 'confirmed', { ...rsvp, sequence });
    await promoteWaitlist(trx, context, event.id);
    return { ok: true };
  });
}

/** Whether a party of this size would get seats in this pool at once. */
export async function hasSpace(
  executor: Executor,
  context: Context,
  event: SeatedEvent,
  pool: Pool,
  seats: number
): Promise<boolean> {
  const left = await countSeatsLeft(executor, event, pool);
  return left >= seats && !(await endOfLine(executor, event, pool, context.now())).blocked;
}

type Change = (trx: Executor, event: SeatedEvent, rsvp: LockedRsvp) => Promise<PlaceChanged>;

/** A change by the holder of the link, while the RSVP lives and the event is to come. */
async function changePlace(context: Context, token: string, change: Change): Promise<PlaceChanged> {
  return await inTransaction(context.db, async (trx) => {
    const rsvp = await lockRsvpByToken(trx, token);
    const event = rsvp && (await lockSeats(trx, rsvp.event_id));
    if (!rsvp || !event) return { ok: false, code: 'not_found' };
    const ended = Date.parse(event.ends_at) <= context.now().getTime();
    if (!RSVP_STATES[rsvp.status].live || event.status !== 'published' || ended)
      return { ok: false, code: 'over' };
    return await change(trx, event, rsvp);
  });
}

/** Who waits may wait for more seats, as many as there are; who has seats takes free ones only. */
async function mayGrow(
  trx: Executor,
  context: Context,
  event: SeatedEvent,
  rsvp: LockedRsvp,
  seats: number
): Promise<boolean> {
  if (seats > MOST_SEATS) return false;
  return RSVP_STATES[rsvp.status].holdsSeat
    ? await hasSpace(trx, context, event, rsvp.pool, seats - rsvp.seats)
    : seats <= seatLimit(event, rsvp.pool);
}

type PlaceColumns = Partial<
  Pick<LockedRsvp, 'seats' | 'pool' | 'status' | 'offer_expires_at' | 'sequence'>
>;

async function writePlace(
  trx: Executor,
  context: Context,
  rsvp: LockedRsvp,
  columns: PlaceColumns
): Promise<void> {
  await trx
    .updateTable('rsvps')
    .set({ ...columns, updated_at: context.now().toISOString() })
    .where('id', '=', rsvp.id)
    .execute();
}

async function logSwitch(
  trx: Executor,
  context: Context,
  event: SeatedEvent,
  { id: rsvpId, seats, pool: from }: LockedRsvp,
  to: Pool
): Promise<void> {
  const sides = [
    { what: 'switched_out', pool: from },
    { what: 'switched_in', pool: to }
  ] as const;
  for (const side of sides)
    await logSeats(trx, context, event, { rsvpId, seats, by: 'attendee', ...side });
}
