import { expressionBuilder, type Expression, type SqlBool } from 'kysely';
import type { Context } from '../context.ts';
import type { Database, Trx } from '../db/schema.ts';
import { inTransaction } from '../db/transaction.ts';
import type { MailTally } from '../mail/mail-tally.ts';
import { enqueueRsvpMails, MAILED_COLUMNS } from './rsvp-mail.ts';
import { wantsRecord } from './wants-record.ts';

const PAGE = 500;

/**
 * Writes to everybody who asked for it that the record of an event is there, once it has a recap and is over:
 * also where the recap was written before the end, or somebody asks later. For a clock that calls it every
 * minute. Returns how many mails that were.
 */
export async function announceRecords(context: Context): Promise<number> {
  const due = await context.db
    .selectFrom('events')
    .select('events.id')
    .where(isOver(context.now()))
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('event_texts')
          .select('event_texts.lang')
          .whereRef('event_texts.event_id', '=', 'events.id')
          .where('event_texts.recap', 'is not', null)
      )
    )
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('rsvps')
          .select('rsvps.id')
          .whereRef('rsvps.event_id', '=', 'events.id')
          .where(isToBeTold())
      )
    )
    .execute();
  let written = 0;
  for (const { id } of due) written += await announceRecord(context, id);
  return written;
}

/** The same for one event that has its record; once, however often it is called. */
export async function announceRecord(context: Context, eventId: string): Promise<number> {
  return await inTransaction(context.db, (trx) => announceRecordIn(trx, context, eventId));
}

/** The same in the transaction that brings the record. Does nothing before the end of the event. */
export async function announceRecordIn(
  trx: Trx,
  context: Context,
  eventId: string
): Promise<number> {
  if (context.tally) return await tallyRecord(trx, context.now(), eventId, context.tally);
  let written = 0;
  for (;;) {
    const rsvps = await trx
      .selectFrom('rsvps')
      .innerJoin('events', 'events.id', 'rsvps.event_id')
      .select([...MAILED_COLUMNS, 'rsvps.email_key', 'rsvps.status'])
      .where('events.id', '=', eventId)
      .where(isOver(context.now()))
      .where(isToBeTold())
      .orderBy('rsvps.created_at')
      .orderBy('rsvps.id')
      .limit(PAGE)
      .execute();
    // Who left and came back has two RSVPs, and one mailbox.
    const told = new Set<string>();
    const fresh = rsvps.filter(({ email_key: key }) => !told.has(key) && told.add(key));
    await enqueueRsvpMails(
      trx,
      context,
      'followup',
      fresh.map((rsvp) => ({ rsvp, version: 'record', details: { status: rsvp.status } }))
    );
    written += fresh.length;
    if (rsvps.length < PAGE) return written;
  }
}

/** Counts whom `announceRecordIn` would write to: each mailbox once, in the language of its first RSVP. */
async function tallyRecord(
  trx: Trx,
  now: Date,
  eventId: string,
  tally: MailTally
): Promise<number> {
  const rows = await trx
    .selectFrom('rsvps')
    .innerJoin('events', 'events.id', 'rsvps.event_id')
    .select(['rsvps.email_key', 'rsvps.lang'])
    .where('events.id', '=', eventId)
    .where(isOver(now))
    .where(isToBeTold())
    .orderBy('rsvps.created_at')
    .orderBy('rsvps.id')
    .execute();
  const told = new Set<string>();
  const fresh = rows.filter(({ email_key: key }) => !told.has(key) && told.add(key));
  for (const { lang } of fresh) tally.record[lang] += 1;
  return fresh.length;
}

function isOver(now: Date): Expression<SqlBool> {
  const eb = expressionBuilder<Database, 'events'>();
  return eb.or([
    eb('events.status', '=', 'ended'),
    eb.and([eb('events.status', '=', 'published'), eb('events.ends_at', '<=', now.toISOString())])
  ]);
}

/** Wants the record, and no RSVP of this address at this event was told of it. */
function isToBeTold(): Expression<SqlBool> {
  const eb = expressionBuilder<Database, 'rsvps'>();
  const mails = eb
    .selectFrom('mail_outbox')
    .innerJoin('rsvps as told', 'told.id', 'mail_outbox.rsvp_id')
    .select('mail_outbox.id')
    .whereRef('told.event_id', '=', 'rsvps.event_id')
    .whereRef('told.email_key', '=', 'rsvps.email_key')
    .where('mail_outbox.kind', '=', 'followup');
  return eb.and([wantsRecord(), eb.not(eb.exists(mails))]);
}
