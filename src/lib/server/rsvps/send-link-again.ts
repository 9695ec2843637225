import type { Context } from '../context.ts';
import type { Executor, Trx } from '../db/schema.ts';
import { inTransaction } from '../db/transaction.ts';
import type { RsvpMailKind } from '../mail/message.ts';
import { writeNothing } from './equal-work.ts';
import { mailAllowance } from './mail-allowance.ts';
import { enqueueRsvpMail } from './rsvp-mail.ts';
import { attendeeKey } from './sealed-attendee.ts';
import { LIVE_STATUSES } from './states.ts';

/** The mail that brings a link again. */
const KIND: RsvpMailKind = 'link_again';

/**
 * Mails the private link of the next event that an address has an RSVP for; that page leads to the others.
 * An unknown address, or one that was written to three times within the hour, costs the same statements
 * and the same commit, and hears nothing. Wake the mail worker afterwards.
 */
export async function sendLinkAgain(context: Context, email: string): Promise<void> {
  const key = attendeeKey(context.keys, email);
  await inTransaction(context.db, async (trx) => {
    const rsvp = await findNext(trx, key, context.now());
    const allowance = await mailAllowance(trx, key, context.now());
    const sequence = (rsvp?.sequence ?? 0) + 1;
    await trx
      .updateTable('rsvps')
      .set({ sequence, updated_at: context.now().toISOString() })
      .where('id', '=', rsvp?.id ?? '')
      .execute();
    if (!rsvp || !allowance.free) return pretend(trx, context, email);
    await enqueueRsvpMail(
      trx,
      context,
      KIND,
      { ...rsvp, sequence },
      {
        status: rsvp.status,
        offerExpiresAt: rsvp.offer_expires_at
      }
    );
  });
}

async function findNext(executor: Executor, key: string, now: Date) {
  return executor
    .selectFrom('rsvps')
    .innerJoin('events', 'events.id', 'rsvps.event_id')
    .select([
      'rsvps.id',
      'rsvps.event_id',
      'rsvps.status',
      'rsvps.lang',
      'rsvps.email_sealed',
      'rsvps.name_sealed',
      'rsvps.sequence',
      'rsvps.offer_expires_at'
    ])
    .where('rsvps.email_key', '=', key)
    .where('rsvps.status', 'in', LIVE_STATUSES)
    .where('events.status', '!=', 'draft')
    .orderBy((eb) => eb('events.ends_at', '<', now.toISOString()))
    .orderBy('events.starts_at')
    .limit(1)
    .executeTakeFirst();
}

/** Does what writing a mail would do: seals as much, opens as much, and writes one row. */
async function pretend(trx: Trx, context: Context, email: string): Promise<void> {
  const { keys } = context;
  const address = keys.open(keys.seal(email, 'rsvp.email'), 'rsvp.email');
  const payload = { address, name: '', sequence: 1, status: null, position: null };
  keys.seal(JSON.stringify({ ...payload, offerExpiresAt: null }), 'mail.payload');
  await writeNothing(trx, context);
}
