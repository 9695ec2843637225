import type { Context } from '../context.ts';
import type { Executor, RsvpStatus, Trx } from '../db/schema.ts';
import { inTransaction } from '../db/transaction.ts';
import type { RsvpMailKind } from '../mail/message.ts';
import { ABUSE_LIMITS } from './abuse-limits.ts';
import { writeNothing } from './equal-work.ts';
import { mailAllowance } from './mail-allowance.ts';
import { enqueueRsvpMail, MAILED_COLUMNS, type MailedRsvp } from './rsvp-mail.ts';
import { attendeeKey } from './sealed-attendee.ts';
import { LIVE_STATUSES } from './states.ts';

/** The mail that brings a link again. */
const KIND: RsvpMailKind = 'link_again';
/** As many as an address may be mailed at once. */
const LINKS_MAX = ABUSE_LIMITS.mailsPerAddressAndHour;

/**
 * Mails the private links of the next events that an address has RSVPs for, one mail each, as far as three
 * mails an hour allow; who asks again later gets first what was left out. Where no event is to come, it is
 * the link of the last. Whoever asks, it costs the same statements and the same commit: in the place of a
 * mail that is not due something is written that nobody reads. Wake the mail worker afterwards.
 */
export async function sendLinkAgain(context: Context, email: string): Promise<void> {
  const key = attendeeKey(context.keys, email);
  await inTransaction(context.db, async (trx) => {
    const rsvps = await findNext(trx, key, context.now());
    const { left } = await mailAllowance(trx, key, context.now());
    for (let at = 0; at < LINKS_MAX; at++)
      await sendLink(trx, context, email, at < left ? rsvps[at] : undefined);
  });
}

async function sendLink(
  trx: Trx,
  context: Context,
  email: string,
  rsvp: LiveRsvp | undefined
): Promise<void> {
  const sequence = (rsvp?.sequence ?? 0) + 1;
  await trx
    .updateTable('rsvps')
    .set({ sequence, updated_at: context.now().toISOString() })
    .where('id', '=', rsvp?.id ?? '')
    .execute();
  if (!rsvp) return await pretend(trx, context, email);
  const details = { status: rsvp.status, offerExpiresAt: rsvp.offer_expires_at };
  await enqueueRsvpMail(trx, context, KIND, { ...rsvp, sequence }, details);
}

interface LiveRsvp extends MailedRsvp {
  status: RsvpStatus;
  offer_expires_at: string | null;
}

async function findNext(executor: Executor, key: string, now: Date): Promise<LiveRsvp[]> {
  const rows = await executor
    .selectFrom('rsvps')
    .innerJoin('events', 'events.id', 'rsvps.event_id')
    .select([...MAILED_COLUMNS, 'rsvps.status', 'rsvps.offer_expires_at', 'events.ends_at'])
    .select(({ selectFrom }) =>
      selectFrom('mail_outbox')
        .select(({ fn }) => fn.max('mail_outbox.created_at').as('at'))
        .whereRef('mail_outbox.rsvp_id', '=', 'rsvps.id')
        .where('mail_outbox.kind', '=', KIND)
        .as('sent_again_at')
    )
    .where('rsvps.email_key', '=', key)
    .where('rsvps.status', 'in', LIVE_STATUSES)
    .where('events.status', '!=', 'draft')
    .orderBy('events.starts_at')
    .execute();
  const coming = rows.filter((row) => row.ends_at > now.toISOString());
  if (coming.length === 0) return rows.slice(-1);
  const since = (row: { sent_again_at: string | null }) => Date.parse(row.sent_again_at ?? '') || 0;
  return coming.toSorted((a, b) => since(a) - since(b));
}

/** Does what writing a mail would do: seals as much, opens as much, and writes one row. */
async function pretend(trx: Trx, context: Context, email: string): Promise<void> {
  const { keys } = context;
  const address = keys.open(keys.seal(email, 'rsvp.email'), 'rsvp.email');
  const payload = { address, name: '', sequence: 1, status: null, position: null };
  keys.seal(JSON.stringify({ ...payload, offerExpiresAt: null }), 'mail.payload');
  await writeNothing(trx, context);
}
