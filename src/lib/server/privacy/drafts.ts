import type { Context } from '../context.ts';
import type { Trx } from '../db/schema.ts';
import { inTransaction } from '../db/transaction.ts';
import { removeMailFiles } from '../mail/mail-folder.ts';
import { ABUSE_LIMITS } from '../rsvps/abuse-limits.ts';
import { addCounts } from './counts.ts';
import { forgetOldPages, noteErasure } from './old-pages.ts';

const WEEK = ABUSE_LIMITS.draftDays * 24 * 60 * 60 * 1000;

/**
 * Deletes what was begun and never became anything, a week later: RSVPs whose address was never confirmed,
 * and places in the line of events that are over, unless the person waits for the recording. Links that
 * choose a password go when they expire. Returns how many people that were.
 */
export async function forgetDrafts(context: Context): Promise<number> {
  const now = context.now();
  const week = new Date(now.getTime() - WEEK).toISOString();
  const { people, mails } = await inTransaction(context.db, async (trx) => {
    await trx.deleteFrom('staff_links').where('expires_at', '<=', now.toISOString()).execute();
    const drafts = await deleteDrafts(trx, week);
    const waiting = await deleteWaiting(trx, week);
    const people = drafts.length + waiting.people;
    if (people > 0) await noteErasure(trx, context);
    return { people, mails: [...drafts, ...waiting.mails] };
  });
  await removeMailFiles(context.config.dataDir, mails);
  if (people > 0) await forgetOldPages(context);
  return people;
}

/** A draft's mail has the draft's id. */
async function deleteDrafts(trx: Trx, before: string): Promise<string[]> {
  const rows = await trx
    .deleteFrom('rsvp_drafts')
    .where('created_at', '<=', before)
    .returning('id')
    .execute();
  const ids = rows.map((row) => row.id);
  if (ids.length > 0) await trx.deleteFrom('mail_outbox').where('id', 'in', ids).execute();
  return ids;
}

async function deleteWaiting(
  trx: Trx,
  endedBefore: string
): Promise<{ people: number; mails: string[] }> {
  const rows = await trx
    .selectFrom('rsvps')
    .innerJoin('events', 'events.id', 'rsvps.event_id')
    .select(['rsvps.id', 'rsvps.event_id', 'rsvps.listen', 'rsvps.status'])
    .where('rsvps.status', 'in', ['waitlisted', 'offered'])
    .where('rsvps.tell_record', '=', 0)
    .where('events.ends_at', '<=', endedBefore)
    .execute();
  if (rows.length === 0) return { people: 0, mails: [] };
  const ids = rows.map((row) => row.id);
  for (const { event_id, listen, status } of rows)
    await addCounts(trx, [{ event_id, listen, status, people: 1 }]);
  const mails = await trx
    .deleteFrom('mail_outbox')
    .where('rsvp_id', 'in', ids)
    .returning('id')
    .execute();
  await trx.deleteFrom('rsvps').where('id', 'in', ids).execute();
  return { people: rows.length, mails: mails.map((mail) => mail.id) };
}
