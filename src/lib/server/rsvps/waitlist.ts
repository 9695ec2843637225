import type { Context } from '../context.ts';
import type { Executor } from '../db/schema.ts';
import { enqueueRsvpMail, type MailedRsvp } from './rsvp-mail.ts';
import { countSeatsLeft, lockSeats, type SeatedEvent } from './seats.ts';

const DAY = 24 * 60 * 60 * 1000;

/**
 * Gives every free seat of a running or coming event to those who wait, first come first served, and
 * mails them: a seat at once, or an offer with a deadline where the event says so. Returns how many moved.
 * Called in the transaction that frees or adds seats.
 */
export async function promoteWaitlist(
  trx: Executor,
  context: Context,
  eventId: string
): Promise<number> {
  const event = await lockSeats(trx, eventId);
  if (
    !event ||
    event.status !== 'published' ||
    Date.parse(event.ends_at) <= context.now().getTime()
  )
    return 0;
  const free = await countSeatsLeft(trx, event);
  if (free <= 0) return 0;
  const waiting = await firstInLine(trx, eventId, free);
  for (const rsvp of waiting) await giveSeat(trx, context, event, rsvp);
  return waiting.length;
}

/** The place in the line, from 1. */
export async function positionInLine(
  executor: Executor,
  eventId: string,
  queuedAt: string
): Promise<number> {
  const { before } = await executor
    .selectFrom('rsvps')
    .select((eb) => eb.fn.countAll().as('before'))
    .where('event_id', '=', eventId)
    .where('status', '=', 'waitlisted')
    .where('queued_at', '<', queuedAt)
    .executeTakeFirstOrThrow();
  return Number(before) + 1;
}

/**
 * The time that puts a newcomer behind everyone in the line, even within one millisecond or when the
 * clock was set back; and how many wait.
 */
export async function endOfLine(
  trx: Executor,
  eventId: string,
  now: Date
): Promise<{ queuedAt: string; waiting: number }> {
  const { last, waiting } = await trx
    .selectFrom('rsvps')
    .select((eb) => [eb.fn.max('queued_at').as('last'), eb.fn.countAll().as('waiting')])
    .where('event_id', '=', eventId)
    .where('status', '=', 'waitlisted')
    .executeTakeFirstOrThrow();
  const earliest = last === null ? 0 : Date.parse(last) + 1;
  return {
    queuedAt: new Date(Math.max(now.getTime(), earliest)).toISOString(),
    waiting: Number(waiting)
  };
}

async function firstInLine(trx: Executor, eventId: string, count: number): Promise<MailedRsvp[]> {
  return await trx
    .selectFrom('rsvps')
    .select(['id', 'event_id', 'lang', 'email_sealed', 'name_sealed', 'sequence'])
    .where('event_id', '=', eventId)
    .where('status', '=', 'waitlisted')
    .orderBy('queued_at')
    .orderBy('id')
    .$if(Number.isFinite(count), (query) => query.limit(count))
    .execute();
}

async function giveSeat(
  trx: Executor,
  context: Context,
  event: SeatedEvent,
  rsvp: MailedRsvp
): Promise<void> {
  const deadline =
    event.waitlist === 'offer' ? offerDeadline(event.starts_at, context.now()) : null;
  const sequence = rsvp.sequence + 1;
  await trx
    .updateTable('rsvps')
    .set({
      status: deadline ? 'offered' : 'confirmed',
      offer_expires_at: deadline,
      sequence,
      updated_at: context.now().toISOString()
    })
    .where('id', '=', rsvp.id)
    .execute();
  await enqueueRsvpMail(
    trx,
    context,
    deadline ? 'offered' : 'promoted',
    { ...rsvp, sequence },
    { offerExpiresAt: deadline }
  );
}

/** A day, or half of the time to the start when that is sooner; none once the event runs: then a seat is simply given. */
export function offerDeadline(startsAt: string, now: Date): string | null {
  const toStart = Date.parse(startsAt) - now.getTime();
  return toStart > 0 ? new Date(now.getTime() + Math.min(DAY, toStart / 2)).toISOString() : null;
}
