import type { Context } from '../context.ts';
import type { Executor, Pool } from '../db/schema.ts';
import type { SeatActor, SeatMove } from '../db/seat-log-table.ts';

export interface SeatMovement {
  /** Null when the seats of the event itself changed. */
  rsvpId: string | null;
  what: SeatMove;
  pool: Pool;
  /** Of the party; for `capacity` how many there are now, null for as many as come. */
  seats: number | null;
  /** Seats held in the pool afterwards. */
  takenAfter: number;
  by: SeatActor;
}

/**
 * Writes down what became of a seat, in the transaction that did it. The only writer of the log; nothing in
 * it is personal. Two transactions that counted the same seats get the same number here, and the database
 * refuses the second one.
 */
export async function logSeats(
  trx: Executor,
  context: Context,
  eventId: string,
  { rsvpId, takenAfter, ...movement }: SeatMovement
): Promise<void> {
  await trx
    .insertInto('seat_log')
    .values(({ selectFrom }) => ({
      event_id: eventId,
      number: selectFrom('seat_log as before')
        .select(({ eb, fn, lit }) =>
          eb(fn.coalesce(fn.max('before.number'), lit(0)), '+', 1).as('next')
        )
        .where('before.event_id', '=', eventId),
      at: context.now().toISOString(),
      rsvp_id: rsvpId,
      taken_after: takenAfter,
      ...movement
    }))
    .execute();
}
