import type { Context } from '../context.ts';
import type { Executor, RsvpStatus } from '../db/schema.ts';
import { enqueueRsvpMail, type MailedRsvp } from './rsvp-mail.ts';
import { mayBecome, RSVP_STATES } from './states.ts';
import { promoteWaitlist } from './waitlist.ts';

export interface LeavingRsvp extends MailedRsvp {
  status: RsvpStatus;
}

/**
 * Ends an RSVP, mails the person, and passes the seat on, in the transaction of the caller. Returns
 * false, having done nothing, when it had ended already.
 */
export async function leavePlace(
  trx: Executor,
  context: Context,
  rsvp: LeavingRsvp,
  kind: 'cancelled' | 'expired'
): Promise<boolean> {
  if (!mayBecome(rsvp.status, 'cancelled')) return false;
  const sequence = rsvp.sequence + 1;
  await trx
    .updateTable('rsvps')
    .set({
      status: 'cancelled',
      offer_expires_at: null,
      sequence,
      updated_at: context.now().toISOString()
    })
    .where('id', '=', rsvp.id)
    .execute();
  await enqueueRsvpMail(trx, context, kind, { ...rsvp, sequence });
  if (RSVP_STATES[rsvp.status].holdsSeat) await promoteWaitlist(trx, context, rsvp.event_id);
  return true;
}
