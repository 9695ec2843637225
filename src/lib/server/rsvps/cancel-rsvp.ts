import type { Context } from '../context.ts';
import { inTransaction } from '../db/transaction.ts';
import { leavePlace } from './leave.ts';
import { lockRsvpByToken } from './locked-rsvp.ts';

export type Cancelled = { ok: true } | { ok: false; code: 'not_found' };

/**
 * Cancels the RSVP of a private link; a second time is the same answer and no second mail. The freed seat
 * goes to the next in line in the same transaction. `tellRecord` says whether the person still hears when
 * the recording is there, whatever was wished before. Wake the mail worker afterwards.
 */
export async function cancelRsvp(
  context: Context,
  token: string,
  { tellRecord = false }: { tellRecord?: boolean } = {}
): Promise<Cancelled> {
  return await inTransaction(context.db, async (trx) => {
    const rsvp = await lockRsvpByToken(trx, token);
    if (!rsvp) return { ok: false, code: 'not_found' };
    await leavePlace(trx, context, rsvp, 'cancelled');
    await trx
      .updateTable('rsvps')
      .set({ tell_record: tellRecord ? 1 : 0 })
      .where('id', '=', rsvp.id)
      .execute();
    return { ok: true };
  });
}
