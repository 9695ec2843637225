import type { Context } from '../context.ts';
import type { Executor, RsvpStatus } from '../db/schema.ts';
import type { SeatActor } from '../db/seat-log-table.ts';
import { enqueueRsvpMail, type MailedRsvp } from './rsvp-mail.ts';
import { logSeats } from './seat-log.ts';
import { lockSeats } from './seats.ts';
import { mayBecome } from './states.ts';
import { promoteWaitlist } from './waitlist.ts';

export interface LeavingRsvp extends MailedRsvp {
  status: RsvpStatus;
}

/**
 * Ends an RSVP, mails the person, and passes the seats on, in the transaction of the caller. Returns
 * false, having done nothing, when it had ended already.
 */
export async function leavePlace(
  trx: Executor,
  context: Context,
  rsvp: LeavingRsvp,
  kind: 'cancelled' | 'expired',
  by: SeatActor = kind === 'expired' ? 'clock' : 'attendee'
): Promise<boolean> {
  if (!mayBecome(rsvp.status, 'cancelled')) return false;
  const sequence = rsvp.sequence + 1;
  const { seats, pool } = await trx
    .updateTable('rsvps')
    .set({
      status: 'cancelled',
      offer_expires_at: null,
      sequence,
      updated_at: context.now().toISOString()
    })
    .where('id', '=', rsvp.id)
    .returning(['seats', 'pool'])
    .executeTakeFirstOrThrow();
  await enqueueRsvpMail(trx, context, kind, { ...rsvp, sequence });
  const event = await lockSeats(trx, rsvp.event_id);
  if (!event) throw new Error('an RSVP without an event');
  const what = kind === 'cancelled' && rsvp.status === 'offered' ? 'declined' : kind;
  await logSeats(trx, context, event, { rsvpId: rsvp.id, what, pool, seats, by });
  // Also when no seat was held: a large party that left the line may have kept smaller ones waiting.
  await promoteWaitlist(trx, context, event.id, by);
  return true;
}
