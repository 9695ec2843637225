import { isPostgres } from '../db/migrate.ts';
import type { Executor, WaitlistMode, EventStatus } from '../db/schema.ts';
import { SEAT_HOLDERS } from './states.ts';

/** What the rules about seats need to know of an event. */
export interface SeatedEvent {
  id: string;
  status: EventStatus;
  capacity: number | null;
  waitlist: WaitlistMode;
  starts_at: string;
  ends_at: string;
}

/**
 * Reads the event and keeps every other change of its seats waiting until the transaction ends: a row lock
 * in PostgreSQL; in SQLite a transaction is the only writer from its start.
 */
export async function lockSeats(trx: Executor, eventId: string): Promise<SeatedEvent | undefined> {
  return await trx
    .selectFrom('events')
    .select(['id', 'status', 'capacity', 'waitlist', 'starts_at', 'ends_at'])
    .where('id', '=', eventId)
    .$if(isPostgres(trx), (query) => query.forUpdate())
    .executeTakeFirst();
}

export async function countSeatsTaken(executor: Executor, eventId: string): Promise<number> {
  const { taken } = await executor
    .selectFrom('rsvps')
    .select((eb) => eb.fn.countAll().as('taken'))
    .where('event_id', '=', eventId)
    .where('status', 'in', SEAT_HOLDERS)
    .executeTakeFirstOrThrow();
  return Number(taken);
}

/** Seats still free, or infinitely many. May be negative after a capacity was lowered. */
export async function countSeatsLeft(executor: Executor, event: SeatedEvent): Promise<number> {
  const taken = await countSeatsTaken(executor, event.id);
  return event.capacity === null ? Infinity : event.capacity - taken;
}
