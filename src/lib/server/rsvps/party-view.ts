import type { Context } from '../context.ts';
import type { Pool, RsvpStatus, WaitlistMode } from '../db/schema.ts';
import { hasSpace, MOST_SEATS } from './change-place.ts';
import { readSeats, seatLimit } from './seats.ts';
import { RSVP_STATES } from './states.ts';

/** Who comes along and where, and what of it can be changed now. */
export interface PartyView {
  /** The person and the companions. */
  seats: number;
  pool: Pool;
  /** The event has a room and a stream, so that where one takes part is worth saying. */
  hasBoth: boolean;
  /** The other pool, while it has space for the whole party. */
  switchTo: Pool | null;
  /** As many seats as this RSVP could ever have. */
  mostSeats: number;
  /** Larger than all of the event: nobody can promote this party as it is. */
  tooLarge: boolean;
  /** What happens when seats come free. */
  waitlist: WaitlistMode;
}

/** What the holder of a link sees of their party. */
export async function viewParty(
  context: Context,
  { event_id: eventId, seats, pool, status }: PartyRow
): Promise<PartyView> {
  const event = await readSeats(context.db, eventId);
  if (!event) throw new Error('an RSVP without an event');
  const other = event.pools.find((candidate) => candidate !== pool);
  const hasBoth = event.pools.length > 1;
  const maySwitch =
    hasBoth &&
    other !== undefined &&
    RSVP_STATES[status].live &&
    (await hasSpace(context.db, context, event, other, seats));
  return {
    seats,
    pool,
    hasBoth,
    switchTo: maySwitch ? other : null,
    mostSeats: Math.max(seats, Math.min(MOST_SEATS, seatLimit(event, pool))),
    tooLarge: seats > 1 && seats > seatLimit(event, pool),
    waitlist: event.waitlist
  };
}

interface PartyRow {
  event_id: string;
  seats: number;
  pool: Pool;
  status: RsvpStatus;
}
