import type { Context } from '../context.ts';
import { inTransaction } from '../db/transaction.ts';
import { lockRoom } from '../rooms/room-log.ts';
import { audit } from '../staff/audit.ts';
import { copyEvent } from './copy-event.ts';

/**
 * The rehearsal of an event, made if there is none: an event has one at most, and a rehearsal is its own.
 * The caller has checked the role. Returns its id; null when the event does not exist.
 */
export async function startRehearsal(
  context: Context,
  eventId: string,
  staffId: string | null
): Promise<string | null> {
  return inTransaction(context.db, async (trx) => {
    await lockRoom(trx, eventId);
    const original = await trx
      .selectFrom('events')
      .selectAll()
      .where('id', '=', eventId)
      .executeTakeFirst();
    if (!original) return null;
    if (original.rehearsal_of !== null) return original.id;
    const known = await trx
      .selectFrom('events')
      .select('id')
      .where('rehearsal_of', '=', eventId)
      .executeTakeFirst();
    if (known) return known.id;
    await audit(trx, context, { actor: staffId, what: 'rehearsal_started', eventId });
    return copyEvent(trx, context, original);
  });
}
