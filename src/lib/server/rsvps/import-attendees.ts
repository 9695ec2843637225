import type { ImportedAttendee } from '../../schema/attendee-file.ts';
import type { Context } from '../context.ts';
import type { Executor, RsvpStatus } from '../db/schema.ts';
import { inTransaction } from '../db/transaction.ts';
import { audit } from '../staff/audit.ts';
import { placeAttendee, refusalOf, type EventRefusal } from './register-attendee.ts';
import { sealAttendee, type SealedAttendee } from './sealed-attendee.ts';
import { lockSeats, poolFor, seatLimit, type SeatedEvent } from './seats.ts';
import { LIVE_STATUSES } from './states.ts';

export type AttendeesImported =
  /** How many have a seat, wait, and were there before. */
  | { ok: true; confirmed: number; waitlisted: number; known: number }
  | { ok: false; code: EventRefusal }
  /** The line of the file whose party can never have seats together. */
  | { ok: false; code: 'party_too_large'; line: number };

/**
 * Writes down everybody of a list, in its order and by the rules of the public form: all of them or nobody.
 * Who is on the list of the event already stays as they are, so that the same file can come twice. Wake the
 * mail worker afterwards.
 */
export async function importAttendees(
  context: Context,
  staffId: string,
  eventId: string,
  attendees: readonly ImportedAttendee[],
  { mail }: { mail: boolean }
): Promise<AttendeesImported> {
  const sealed = attendees.map((attendee) => ({
    ...{ line: attendee.line, listed: sealAttendee(context, { ...attendee, eventId, news: false }) }
  }));
  return await inTransaction(context.db, async (trx) => {
    const event = await lockSeats(trx, eventId);
    const refusal = refusalOf(event, context.now());
    if (!event || refusal) return { ok: false, code: refusal ?? 'not_open' };
    const large = sealed.find(({ listed }) => !canSit(event, listed));
    if (large) return { ok: false, code: 'party_too_large', line: large.line };
    const before = await statusesOf(trx, eventId);
    const added = sealed.filter(({ listed }) => !before.has(listed.key));
    for (const { listed } of added) {
      const placed = await placeAttendee(trx, context, listed, { by: `staff:${staffId}`, mail });
      if (!placed.ok) throw new Error(`an RSVP of the list was refused: ${placed.code}`);
    }
    await audit(trx, context, {
      actor: staffId,
      what: 'attendees_imported',
      eventId,
      detail: { count: added.length, mails: mail ? added.length : 0 }
    });
    const after = await statusesOf(trx, eventId);
    const confirmed = added.filter(({ listed }) => after.get(listed.key) === 'confirmed').length;
    const known = sealed.length - added.length;
    return { ok: true, confirmed, waitlisted: added.length - confirmed, known };
  });
}

function canSit(event: SeatedEvent, { seats, pool }: SealedAttendee): boolean {
  return seats === 1 || seats <= seatLimit(event, poolFor(event, pool));
}

/** Every address with a live RSVP, by its keyed hash. */
async function statusesOf(trx: Executor, eventId: string): Promise<Map<string, RsvpStatus>> {
  const rows = await trx
    .selectFrom('rsvps')
    .select(['email_key', 'status'])
    .where('event_id', '=', eventId)
    .where('status', 'in', LIVE_STATUSES)
    .execute();
  return new Map(rows.map((row) => [row.email_key, row.status]));
}
