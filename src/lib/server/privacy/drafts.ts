import { expressionBuilder, type Expression, type SqlBool } from 'kysely';
import type { Context } from '../context.ts';
import type { Database, Trx } from '../db/schema.ts';
import { inTransaction } from '../db/transaction.ts';
import { removeMailFiles } from '../mail/mail-folder.ts';
import { ABUSE_LIMITS } from '../rsvps/abuse-limits.ts';
import { wantsRecord } from '../rsvps/wants-record.ts';
import { keepSources } from '../partners/count-sources.ts';
import { keepProgress } from '../messages/message-progress.ts';
import { addCounts } from './counts.ts';
import { forgetOldPages, noteErasure } from './old-pages.ts';

const WEEK = ABUSE_LIMITS.draftDays * 24 * 60 * 60 * 1000;

interface Forgotten {
  people: number;
  /** The ids, which name the files. */
  mails: string[];
}

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
    const people = drafts.people + waiting.people;
    if (people > 0) await noteErasure(trx, context);
    return { people, mails: [...drafts.mails, ...waiting.mails] };
  });
  await removeMailFiles(context.config.dataDir, mails);
  if (people > 0) await forgetOldPages(context);
  return people;
}

/** A draft's mail has the draft's id. */
async function deleteDrafts(trx: Trx, before: string): Promise<Forgotten> {
  const mails = await trx
    .deleteFrom('mail_outbox')
    .where('id', 'in', (eb) =>
      eb.selectFrom('rsvp_drafts').select('rsvp_drafts.id').where('created_at', '<=', before)
    )
    .returning('id')
    .execute();
  const { numDeletedRows } = await trx
    .deleteFrom('rsvp_drafts')
    .where('created_at', '<=', before)
    .executeTakeFirst();
  return { people: Number(numDeletedRows), mails: mails.map((mail) => mail.id) };
}

async function deleteWaiting(trx: Trx, endedBefore: string): Promise<Forgotten> {
  const waited = waitedInVain(endedBefore);
  const counts = await trx
    .selectFrom('rsvps')
    .select(({ fn }) => ['event_id', 'status', 'listen', fn.sum<number>('seats').as('people')])
    .where(waited)
    .groupBy(['event_id', 'status', 'listen'])
    .execute();
  await addCounts(
    trx,
    counts.map((count) => ({ ...count, people: Number(count.people) }))
  );
  const sources = await trx
    .selectFrom('rsvps')
    .select(({ fn }) => ['event_id', 'source', fn.countAll().as('rsvps')])
    .where(waited)
    .groupBy(['event_id', 'source'])
    .execute();
  await keepSources(
    trx,
    sources.map(({ event_id, source, rsvps }) => ({
      event_id,
      source: source ?? '',
      rsvps: Number(rsvps)
    }))
  );
  await keepProgress(trx, (eb) =>
    eb('mail_outbox.rsvp_id', 'in', eb.selectFrom('rsvps').select('rsvps.id').where(waited))
  );
  const mails = await trx
    .deleteFrom('mail_outbox')
    .where('rsvp_id', 'in', (eb) => eb.selectFrom('rsvps').select('rsvps.id').where(waited))
    .returning('id')
    .execute();
  const { numDeletedRows } = await trx.deleteFrom('rsvps').where(waited).executeTakeFirst();
  return { people: Number(numDeletedRows), mails: mails.map((mail) => mail.id) };
}

/** Never got a seat at an event that ended, and asked for nothing that comes later. */
function waitedInVain(endedBefore: string): Expression<SqlBool> {
  const eb = expressionBuilder<Database, 'rsvps'>();
  const over = eb.selectFrom('events').select('events.id').where('ends_at', '<=', endedBefore);
  return eb.and([
    eb('rsvps.status', 'in', ['waitlisted', 'offered']),
    eb.not(wantsRecord()),
    eb('rsvps.event_id', 'in', over)
  ]);
}
