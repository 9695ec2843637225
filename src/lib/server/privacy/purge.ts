import type { Context } from '../context.ts';
import type { Trx } from '../db/schema.ts';
import { inTransaction } from '../db/transaction.ts';
import { deletionDate } from '../rsvps/retention.ts';
import { removeMailFiles } from '../mail/mail-folder.ts';
import { forgetOldPages } from './forget-old-pages.ts';

/**
 * Deletes who came to events that ended more than `RETENTION_DAYS` ago: RSVPs, their mails, and every
 * link between a person and a question. Counts stay. Returns the number of people deleted.
 */
export async function purgePersonalData(context: Context): Promise<number> {
  const due = await dueEvents(context);
  let people = 0;
  for (const eventId of due) {
    const mails = await inTransaction(context.db, async (trx) => {
      const ids = await mailIds(trx, eventId);
      await keepCounts(trx, eventId);
      people += await deletePeople(trx, eventId);
      return ids;
    });
    await removeMailFiles(context.config.dataDir, mails);
  }
  if (due.length > 0) await forgetOldPages(context.db);
  return people;
}

/** Events whose time has come and that still hold somebody. */
async function dueEvents(context: Context): Promise<string[]> {
  const rows = await context.db
    .selectFrom('events')
    .select(['id', 'ends_at'])
    .where(({ or, exists, selectFrom, ref }) =>
      or([
        exists(
          selectFrom('rsvps').select('rsvps.id').where('rsvps.event_id', '=', ref('events.id'))
        ),
        exists(
          selectFrom('viewers')
            .select('viewers.id')
            .where('viewers.event_id', '=', ref('events.id'))
        )
      ])
    )
    .execute();
  const { retentionDays } = context.config;
  return rows
    .filter((row) => deletionDate(row.ends_at, retentionDays) <= context.now())
    .map((row) => row.id);
}

async function mailIds(trx: Trx, eventId: string): Promise<string[]> {
  const rows = await trx
    .selectFrom('mail_outbox')
    .select('id')
    .where('event_id', '=', eventId)
    .execute();
  return rows.map((row) => row.id);
}

async function keepCounts(trx: Trx, eventId: string): Promise<void> {
  const counts = await trx
    .selectFrom('rsvps')
    .select(({ fn }) => ['status', 'listen', fn.countAll<number>().as('people')])
    .where('event_id', '=', eventId)
    .groupBy(['status', 'listen'])
    .execute();
  if (counts.length === 0) return;
  await trx
    .insertInto('event_counts')
    .values(counts.map((count) => ({ event_id: eventId, ...count, people: Number(count.people) })))
    .onConflict((conflict) =>
      conflict.columns(['event_id', 'status', 'listen']).doUpdateSet((eb) => ({
        people: eb('event_counts.people', '+', eb.ref('excluded.people'))
      }))
    )
    .execute();
}

/** Votes and viewers go, a question's number of votes stays; names that were published stay with their question. */
async function deletePeople(trx: Trx, eventId: string): Promise<number> {
  await trx.deleteFrom('mail_outbox').where('event_id', '=', eventId).execute();
  await trx
    .updateTable('questions')
    .set({ viewer_id: null, rsvp_id: null })
    .where('event_id', '=', eventId)
    .execute();
  await trx.deleteFrom('viewers').where('event_id', '=', eventId).execute();
  const { numDeletedRows } = await trx
    .deleteFrom('rsvps')
    .where('event_id', '=', eventId)
    .executeTakeFirst();
  return Number(numDeletedRows);
}
