import type { Context } from '../context.ts';
import type { Executor, RsvpStatus } from '../db/schema.ts';
import { inTransaction } from '../db/transaction.ts';
import { audit } from '../staff/audit.ts';
import { placeAttendee, type RegistrationRefusal } from './register-attendee.ts';
import { sealAttendee, type Registration } from './sealed-attendee.ts';
import { lockSeats } from './seats.ts';
import { LIVE_STATUSES } from './states.ts';

export type RegisteredByHand =
  /** `known`: the address had this RSVP before, and nothing was changed. */
  { ok: true; status: RsvpStatus; known: boolean } | { ok: false; code: RegistrationRefusal };

/**
 * Writes somebody down whom an organizer names, by the rules of the public form: a seat while there is one,
 * else the end of the line. Unlike a stranger, the organizer is told when the address is known, and may
 * leave the mail out. Wake the mail worker afterwards.
 */
export async function registerByHand(
  context: Context,
  staffId: string,
  registration: Registration,
  { mail }: { mail: boolean }
): Promise<RegisteredByHand> {
  const attendee = sealAttendee(context, registration);
  const { eventId } = registration;
  return await inTransaction(context.db, async (trx) => {
    await lockSeats(trx, eventId);
    const known = await findStatus(trx, eventId, attendee.key);
    if (known) return { ok: true, status: known, known: true };
    const by = `staff:${staffId}` as const;
    const placed = await placeAttendee(trx, context, attendee, { by, mail });
    if (!placed.ok) return placed;
    await audit(trx, context, {
      actor: staffId,
      what: 'attendee_added',
      eventId,
      detail: { count: attendee.seats, mails: Number(mail) }
    });
    const status = await findStatus(trx, eventId, attendee.key);
    return { ok: true, status: status ?? 'waitlisted', known: false };
  });
}

async function findStatus(trx: Executor, eventId: string, key: string): Promise<RsvpStatus | null> {
  const row = await trx
    .selectFrom('rsvps')
    .select('status')
    .where('event_id', '=', eventId)
    .where('email_key', '=', key)
    .where('status', 'in', LIVE_STATUSES)
    .executeTakeFirst();
  return row?.status ?? null;
}
