import type { Context } from '../context.ts';
import type { Executor, Pool } from '../db/schema.ts';
import type { SeatActor, SeatMove } from '../db/seat-log-table.ts';
import { seatsTaken, type SeatedEvent } from './seats.ts';

export interface SeatMovement {
  /** Null when the seats of the event itself changed. */
  rsvpId: string | null;
  what: SeatMove;
  pool: Pool;
  /** Of the party; for `capacity` how many there are now, null for as many as come. */
  seats: number | null;
  by: SeatActor;
}

/**
 * Writes down what became of a seat and how many are taken now, in the transaction that did it and after it
 * was done. The only writer of the log; nothing in it is personal. Two transactions that counted the same seats get the same number here, and the database
 * refuses the second one.
 */
export async function logSeats(
  trx: Executor,
  context: Context,
  event: SeatedEvent,
  { rsvpId, ...movement }: SeatMovement
): Promise<void> {
  await trx
    .insertInto('seat_log')
    .values(({ selectFrom }) => ({
      event_id: event.id,
      number: selectFrom('seat_log as before')
        .select(({ eb, fn, lit }) =>
          eb(fn.coalesce(fn.max('before.number'), lit(0)), '+', 1).as('next')
        )
        .where('before.event_id', '=', event.id),
      at: context.now().toISOString(),
      rsvp_id: rsvpId,
      taken_after: seatsTaken(event, movement.pool),
      ...movement
    }))
    .execute();
}
