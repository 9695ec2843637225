import type { Context } from '../context.ts';
import type { Trx } from '../db/schema.ts';
import { inTransaction } from '../db/transaction.ts';
import { forgetOldPages } from '../privacy/old-pages.ts';
import { lockRoom } from '../rooms/room-log.ts';
import { audit } from '../staff/audit.ts';
import { REHEARSAL_MINUTES } from './copy-event.ts';

/**
 * Deletes a rehearsal and all that happened in it. Returns the id of the event that was rehearsed, null when
 * this is no rehearsal. The caller closes the room's sockets.
 */
export async function endRehearsal(
  context: Context,
  eventId: string,
  staffId: string | null
): Promise<string | null> {
  const original = await inTransaction(context.db, async (trx) => {
    await lockRoom(trx, eventId);
    const rehearsed = await wipe(trx, eventId);
    if (rehearsed !== null)
      await audit(trx, context, { actor: staffId, what: 'rehearsal_ended', eventId: rehearsed });
    return rehearsed;
  });
  if (original !== null) await forgetOldPages(context);
  return original;
}

/** Deletes the rehearsals that are a day old. Returns their ids: the caller closes their rooms. */
export async function endOldRehearsals(context: Context): Promise<string[]> {
  const before = new Date(context.now().getTime() - REHEARSAL_MINUTES * 60_000).toISOString();
  const old = await context.db
    .selectFrom('events')
    .select('id')
    .where('rehearsal_of', 'is not', null)
    .where('created_at', '<=', before)
    .execute();
  const ended: string[] = [];
  for (const { id } of old) if ((await endRehearsal(context, id, null)) !== null) ended.push(id);
  return ended;
}

/** Texts, people, questions, votes, viewers, log and panel links hang on the event's row and go with it. */
async function wipe(trx: Trx, eventId: string): Promise<string | null> {
  const event = await trx
    .deleteFrom('events')
    .where('id', '=', eventId)
    .where('rehearsal_of', 'is not', null)
    .returning('rehearsal_of')
    .executeTakeFirst();
  return event?.rehearsal_of ?? null;
}
