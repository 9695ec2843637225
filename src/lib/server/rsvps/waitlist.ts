import type { Context } from '../context.ts';
import type { Executor, Pool } from '../db/schema.ts';
import type { SeatActor } from '../db/seat-log-table.ts';
import { enqueueRsvpMail, type MailedRsvp } from './rsvp-mail.ts';
import { logSeats } from './seat-log.ts';
import {
  countedWith,
  countSeatsTaken,
  lockSeats,
  readSeats,
  seatLimit,
  type SeatedEvent
} from './seats.ts';

const DAY = 24 * 60 * 60 * 1000;

/**
 * Gives the free seats of a running or coming event to those who wait, and mails them: a seat at once, or an
 * offer with a deadline where the event says so. Strictly first come first served: the first party waits until
 * all of it fits, and everybody behind it waits too; only a party larger than the whole event is passed over.
 * Returns how many RSVPs moved. Called in the transaction that frees or adds seats.
 */
export async function promoteWaitlist(
  trx: Executor,
  context: Context,
  eventId: string,
  by: SeatActor = 'attendee'
): Promise<number> {
  const event = await lockSeats(trx, eventId);
  if (
    !event ||
    event.status !== 'published' ||
    Date.parse(event.ends_at) <= context.now().getTime()
  )
    return 0;
  let moved = 0;
  for (const pool of event.pools) moved += await promotePool(trx, context, { event, pool, by });
  return moved;
}

/** The place in the line of one's pool, from 1. */
export async function positionInLine(
  executor: Executor,
  { event_id: eventId, pool, queued_at: queuedAt }: QueuedRsvp
): Promise<number> {
  const event = await readSeats(executor, eventId);
  if (!event) throw new Error('a line without an event');
  const { before } = await executor
    .selectFrom('rsvps')
    .select((eb) => eb.fn.countAll().as('before'))
    .where('event_id', '=', eventId)
    .where('status', '=', 'waitlisted')
    .where('pool', 'in', countedWith(event, pool))
    .where('queued_at', '<', queuedAt)
    .executeTakeFirstOrThrow();
  return Number(before) + 1;
}

export interface QueuedRsvp {
  event_id: string;
  pool: Pool;
  queued_at: string;
}

export interface EndOfLine {
  /** Behind everyone in the line, even within one millisecond or when the clock was set back. */
  queuedAt: string;
  waiting: number;
  /** Whether somebody waits whom the event can ever seat: then nobody goes past them. */
  blocked: boolean;
}

/** Where a newcomer would stand in the line of a pool. */
export async function endOfLine(
  trx: Executor,
  event: SeatedEvent,
  pool: Pool,
  now: Date
): Promise<EndOfLine> {
  const pools = countedWith(event, pool);
  const { last, waiting, smallest } = await trx
    .selectFrom('rsvps')
    .select(({ fn }) => [
      fn.max('queued_at').as('last'),
      fn.countAll().filterWhere('pool', 'in', pools).as('waiting'),
      fn.min('seats').filterWhere('pool', 'in', pools).as('smallest')
    ])
    .where('event_id', '=', event.id)
    .where('status', '=', 'waitlisted')
    .executeTakeFirstOrThrow();
  const earliest = last === null ? 0 : Date.parse(last) + 1;
  return {
    queuedAt: new Date(Math.max(now.getTime(), earliest)).toISOString(),
    waiting: Number(waiting),
    blocked: smallest !== null && Number(smallest) <= seatLimit(event, pool)
  };
}

interface Promotion {
  event: SeatedEvent;
  pool: Pool;
  by: SeatActor;
}

async function promotePool(trx: Executor, context: Context, promotion: Promotion): Promise<number> {
  const { event, pool } = promotion;
  const limit = seatLimit(event, pool);
  let taken = await countSeatsTaken(trx, event, pool);
  if (taken >= limit) return 0;
  let moved = 0;
  for (const rsvp of await firstInLine(trx, event, pool, limit - taken)) {
    if (taken + rsvp.seats > limit) break;
    taken += rsvp.seats;
    if (context.tally) context.tally.line[rsvp.lang] += 1;
    else await giveSeats(trx, context, promotion, rsvp);
    moved += 1;
  }
  return moved;
}

interface WaitingRsvp extends MailedRsvp {
  seats: number;
  pool: Pool;
}

async function firstInLine(
  trx: Executor,
  event: SeatedEvent,
  pool: Pool,
  free: number
): Promise<WaitingRsvp[]> {
  return await trx
    .selectFrom('rsvps')
    .select(['id', 'event_id', 'lang', 'email_sealed', 'name_sealed', 'sequence', 'seats', 'pool'])
    .where('event_id', '=', event.id)
    .where('status', '=', 'waitlisted')
    .where('pool', 'in', countedWith(event, pool))
    .$if(Number.isFinite(free), (query) =>
      query.where('seats', '<=', seatLimit(event, pool)).limit(free)
    )
    .orderBy('queued_at')
    .orderBy('id')
    .execute();
}

async function giveSeats(
  trx: Executor,
  context: Context,
  { event, by }: Promotion,
  rsvp: WaitingRsvp
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
  const what = deadline ? 'offered' : 'promoted';
  const { pool, seats } = rsvp;
  await logSeats(trx, context, event, { rsvpId: rsvp.id, what, pool, seats, by });
  await enqueueRsvpMail(trx, context, what, { ...rsvp, sequence }, { offerExpiresAt: deadline });
}

/** A day, or half of the time to the start when that is sooner; none once the event runs: then a seat is simply given. */
export function offerDeadline(startsAt: string, now: Date): string | null {
  const toStart = Date.parse(startsAt) - now.getTime();
  return toStart > 0 ? new Date(now.getTime() + Math.min(DAY, toStart / 2)).toISOString() : null;
}
