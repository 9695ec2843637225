import type { Context } from '../context.ts';
import { inTransaction } from '../db/transaction.ts';
import { leavePlace } from './leave.ts';
import { lockRsvpByToken, type LockedRsvp } from './locked-rsvp.ts';
import { enqueueRsvpMail } from './rsvp-mail.ts';
import { logSeats } from './seat-log.ts';
import { lockSeats } from './seats.ts';
import type { Executor } from '../db/schema.ts';

export type OfferAnswered =
  { ok: true } | { ok: false; code: 'not_found' | 'no_offer' | 'offer_expired' };

/** Takes the offered seat; a second time is the same answer. Refuses when there is no offer or its time is over. */
export async function acceptOffer(context: Context, token: string): Promise<OfferAnswered> {
  return await inTransaction(context.db, async (trx) => {
    const rsvp = await lockRsvpByToken(trx, token);
    if (!rsvp) return { ok: false, code: 'not_found' };
    if (rsvp.status === 'confirmed') return { ok: true };
    if (rsvp.status !== 'offered') return { ok: false, code: 'no_offer' };
    if (isOver(rsvp, context.now())) return { ok: false, code: 'offer_expired' };
    await confirm(trx, context, rsvp);
    return { ok: true };
  });
}

/** Gives the offered seat back, to the next in line; a second time is the same answer. */
export async function declineOffer(context: Context, token: string): Promise<OfferAnswered> {
  return await inTransaction(context.db, async (trx) => {
    const rsvp = await lockRsvpByToken(trx, token);
    if (!rsvp) return { ok: false, code: 'not_found' };
    if (rsvp.status !== 'offered' && rsvp.status !== 'cancelled')
      return { ok: false, code: 'no_offer' };
    await leavePlace(trx, context, rsvp, 'cancelled');
    return { ok: true };
  });
}

/**
 * Ends every offer whose time is over and offers the seats to the next in line; nobody is put back into
 * the line. For a clock that calls it every minute. Returns how many offers ended.
 */
export async function expireOffers(context: Context): Promise<number> {
  const due = await findOverdue(context.db, context.now());
  const eventIds = new Set(due.map((rsvp) => rsvp.event_id));
  let ended = 0;
  for (const eventId of eventIds)
    ended += await inTransaction(context.db, (trx) => expireEventOffers(trx, context, eventId));
  return ended;
}

function isOver(rsvp: LockedRsvp, now: Date): boolean {
  return rsvp.offer_expires_at === null || Date.parse(rsvp.offer_expires_at) <= now.getTime();
}

async function confirm(trx: Executor, context: Context, rsvp: LockedRsvp): Promise<void> {
  const sequence = rsvp.sequence + 1;
  await trx
    .updateTable('rsvps')
    .set({
      status: 'confirmed',
      offer_expires_at: null,
      sequence,
      updated_at: context.now().toISOString()
    })
    .where('id', '=', rsvp.id)
    .execute();
  await logAccepted(trx, context, rsvp);
  await enqueueRsvpMail(trx, context, 'confirmed', { ...rsvp, sequence });
}

async function logAccepted(trx: Executor, context: Context, rsvp: LockedRsvp): Promise<void> {
  const event = await lockSeats(trx, rsvp.event_id);
  if (!event) throw new Error('an offer without an event');
  const { id: rsvpId, pool, seats } = rsvp;
  const what = 'accepted' as const;
  await logSeats(trx, context, event, { rsvpId, what, pool, seats, by: 'attendee' });
}

async function expireEventOffers(
  trx: Executor,
  context: Context,
  eventId: string
): Promise<number> {
  await lockSeats(trx, eventId);
  const due = (await findOverdue(trx, context.now())).filter((rsvp) => rsvp.event_id === eventId);
  for (const rsvp of due) await leavePlace(trx, context, rsvp, 'expired');
  return due.length;
}

async function findOverdue(executor: Executor, now: Date): Promise<LockedRsvp[]> {
  return await executor
    .selectFrom('rsvps')
    .select([
      'id',
      'event_id',
      'status',
      'lang',
      'email_sealed',
      'name_sealed',
      'sequence',
      'offer_expires_at',
      'seats',
      'pool'
    ])
    .where('status', '=', 'offered')
    .where('offer_expires_at', '<=', now.toISOString())
    .orderBy('offer_expires_at')
    .execute();
}
