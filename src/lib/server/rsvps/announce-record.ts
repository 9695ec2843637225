import type { Context } from '../context.ts';
import type { Trx } from '../db/schema.ts';
import { inTransaction } from '../db/transaction.ts';
import { enqueueRsvpMails, MAILED_COLUMNS } from './rsvp-mail.ts';
import { wantsRecord } from './wants-record.ts';

const PAGE = 500;

/** Writes to everybody who asked for it that the record of an event is there; once, however often it is called. */
export async function announceRecord(context: Context, eventId: string): Promise<void> {
  await inTransaction(context.db, (trx) => announceRecordIn(trx, context, eventId));
}

/** The same in the transaction that brings the record. Does nothing before the end of the event. */
export async function announceRecordIn(trx: Trx, context: Context, eventId: string): Promise<void> {
  const event = await trx
    .selectFrom('events')
    .select(['status', 'ends_at'])
    .where('id', '=', eventId)
    .executeTakeFirst();
  if (!event || event.status === 'draft' || event.status === 'cancelled') return;
  if (event.status !== 'ended' && Date.parse(event.ends_at) > context.now().getTime()) return;
  const told = new Set<string>();
  for (let from = 0; ; from += PAGE) {
    const rsvps = await trx
      .selectFrom('rsvps')
      .select([...MAILED_COLUMNS, 'rsvps.email_key', 'rsvps.status'])
      .where('rsvps.event_id', '=', eventId)
      .where(wantsRecord())
      .orderBy('rsvps.created_at')
      .orderBy('rsvps.id')
      .limit(PAGE)
      .offset(from)
      .execute();
    // Who left and came back has two RSVPs, and one mailbox.
    const fresh = rsvps.filter(({ email_key: key }) => !told.has(key) && told.add(key));
    await enqueueRsvpMails(
      trx,
      context,
      'followup',
      fresh.map((rsvp) => ({ rsvp, version: 'record', details: { status: rsvp.status } }))
    );
    if (rsvps.length < PAGE) return;
  }
}
