import type { Pool } from './schema.ts';

/** What happened to seats. `switched_in` and `switched_out` are the two sides of one change of pool. */
export type SeatMove =
  | 'confirmed'
  | 'waitlisted'
  | 'offered'
  | 'promoted'
  | 'accepted'
  | 'declined'
  | 'expired'
  | 'cancelled'
  | 'party'
  | 'switched_out'
  | 'switched_in'
  | 'capacity';
export type SeatActor = 'attendee' | 'clock' | 'import' | `staff:${string}`;

/** What became of each seat; nothing personal, and no RSVP any more once that is deleted. */
export interface SeatLogTable {
  event_id: string;
  /** Counts up in each event without gaps. */
  number: number;
  at: string;
  rsvp_id: string | null;
  what: SeatMove;
  pool: Pool;
  /** Of the party; for `capacity` the new number of seats, null for as many as come. */
  seats: number | null;
  /** Seats held in the pool after this. */
  taken_after: number;
  by: SeatActor;
}
