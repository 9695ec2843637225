import type { Context } from '../context.ts';
import type { Trx } from '../db/schema.ts';
import { tellOfCancellation } from '../rsvps/tell-attendees.ts';

/** Calls a published event off, raises its revision, and writes to everybody with a place; a second time changes nothing. */
export async function cancelEvent(trx: Trx, context: Context, id: string): Promise<void> {
  const { numUpdatedRows } = await trx
    .updateTable('events')
    .set((set) => ({
      status: 'cancelled',
      revision: set('revision', '+', 1),
      updated_at: context.now().toISOString()
    }))
    .where('id', '=', id)
    .where('status', '=', 'published')
    .executeTakeFirst();
  if (numUpdatedRows > 0n) await tellOfCancellation(trx, context, id);
}
