import type { Executor } from '../db/schema.ts';
import { ABUSE_LIMITS } from './abuse-limits.ts';

const HOUR = 60 * 60 * 1000;
/** Mails that strangers can cause to one address in an hour, over all events. */
const MAILS_PER_HOUR = ABUSE_LIMITS.mailsPerAddressAndHour;
/** The kinds that a form anyone can send causes. */
const PROVOKED = ['confirmed', 'waitlisted', 'already', 'link_again'];

export interface MailAllowance {
  /** How many may go now. */
  left: number;
  /** The soonest time for a mail that must not be dropped. */
  sendAt: Date;
}

/** How many mails an address may still be sent: nobody can be bombed through the RSVP form. */
export async function mailAllowance(
  trx: Executor,
  attendeeKey: string,
  now: Date
): Promise<MailAllowance> {
  const since = new Date(now.getTime() - HOUR).toISOString();
  const mails = await trx
    .selectFrom('mail_outbox')
    .innerJoin('rsvps', 'rsvps.id', 'mail_outbox.rsvp_id')
    .select('mail_outbox.next_at')
    .where('rsvps.email_key', '=', attendeeKey)
    .where('mail_outbox.kind', 'in', PROVOKED)
    .where('mail_outbox.next_at', '>', since)
    .orderBy('mail_outbox.next_at', 'desc')
    .limit(MAILS_PER_HOUR)
    .execute();
  const drafts = await trx
    .selectFrom('rsvp_drafts')
    .select('created_at')
    .where('email_key', '=', attendeeKey)
    .where('created_at', '>', since)
    .orderBy('created_at', 'desc')
    .limit(MAILS_PER_HOUR)
    .execute();
  const times = [...mails.map((mail) => mail.next_at), ...drafts.map((draft) => draft.created_at)];
  const third = times.sort().at(-MAILS_PER_HOUR);
  return {
    left: Math.max(0, MAILS_PER_HOUR - times.length),
    sendAt: third ? new Date(Date.parse(third) + HOUR) : now
  };
}
