import { expressionBuilder } from 'kysely';
import { isPostgres } from '../db/migrate.ts';
import type { Database, EventStatus, Executor, Pool, WaitlistMode } from '../db/schema.ts';
import { poolsOf, POOLS } from './pools.ts';
import { SEAT_HOLDERS } from './states.ts';

/** What the rules about seats need to know of an event. */
export interface SeatedEvent {
  id: string;
  status: EventStatus;
  capacity: number | null;
  stream_capacity: number | null;
  waitlist: WaitlistMode;
  starts_at: string;
  ends_at: string;
  pools: readonly Pool[];
}

/**
 * Reads the event and keeps every other change of its seats waiting until the transaction ends: a row lock
 * in PostgreSQL; in SQLite a transaction is the only writer from its start.
 */
export async function lockSeats(trx: Executor, eventId: string): Promise<SeatedEvent | undefined> {
  return await readSeats(trx, eventId, isPostgres(trx));
}

/** The same without keeping anybody waiting: for showing, never for giving a seat. */
export async function readSeats(
  executor: Executor,
  eventId: string,
  lock = false
): Promise<SeatedEvent | undefined> {
  const row = await executor
    .selectFrom('events')
    .select([
      'id',
      'status',
      'capacity',
      'stream_capacity',
      'stream_url',
      'waitlist',
      'starts_at',
      'ends_at'
    ])
    .select(({ exists, selectFrom }) =>
      exists(
        selectFrom('event_texts')
          .select('event_texts.lang')
          .whereRef('event_texts.event_id', '=', 'events.id')
          .where('event_texts.place', 'is not', null)
      ).as('has_place')
    )
    .where('id', '=', eventId)
    .$if(lock, (query) => query.forUpdate())
    .executeTakeFirst();
  if (!row) return undefined;
  const { stream_url, has_place, ...event } = row;
  return { ...event, pools: poolsOf({ ...event, stream_url, hasPlace: Boolean(has_place) }) };
}

/** The pool somebody gets who asked for one, or for none: without a word nobody takes a chair in the room. */
export function poolFor(event: SeatedEvent, asked: Pool | null): Pool {
  if (asked && event.pools.includes(asked)) return asked;
  return event.pools.includes('stream') ? 'stream' : 'room';
}

/** The pools that count together with this one: each alone where an event has both, else all of its RSVPs. */
export function countedWith(event: SeatedEvent, pool: Pool): readonly Pool[] {
  return event.pools.length > 1 ? [pool] : POOLS;
}

/** How many seats there are, or infinitely many. */
export function seatLimit(event: SeatedEvent, pool: Pool): number {
  const apart = event.pools.length > 1 && pool === 'stream';
  return (apart ? event.stream_capacity : event.capacity) ?? Infinity;
}

/** Seats held by confirmed and offered RSVPs, companions included. */
export async function countSeatsTaken(
  executor: Executor,
  event: SeatedEvent,
  pool: Pool
): Promise<number> {
  const { taken } = await executor
    .selectNoFrom(seatsTaken(event, pool).as('taken'))
    .executeTakeFirstOrThrow();
  return Number(taken);
}

/** The same as a part of another statement. */
export function seatsTaken(event: SeatedEvent, pool: Pool) {
  return expressionBuilder<Database, never>()
    .selectFrom('rsvps')
    .select(({ fn, lit }) => fn.coalesce(fn.sum<number>('rsvps.seats'), lit(0)).as('taken'))
    .where('rsvps.event_id', '=', event.id)
    .where('rsvps.status', 'in', SEAT_HOLDERS)
    .where('rsvps.pool', 'in', countedWith(event, pool));
}

/** Seats still free, or infinitely many. May be negative after a capacity was lowered. */
export async function countSeatsLeft(
  executor: Executor,
  event: SeatedEvent,
  pool: Pool
): Promise<number> {
  return seatLimit(event, pool) - (await countSeatsTaken(executor, event, pool));
}
