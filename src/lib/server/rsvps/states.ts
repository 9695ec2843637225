import type { RsvpStatus } from '../db/schema.ts';

interface RsvpState {
  /** Counts against the event's capacity. */
  holdsSeat: boolean;
  /** The person has a place or waits for one: no second RSVP of the same address beside it. */
  live: boolean;
  /** Where the next step may lead. */
  next: readonly RsvpStatus[];
}

/** The one table of what an RSVP can be. Who asks again after `cancelled` starts a new RSVP. */
export const RSVP_STATES: Readonly<Record<RsvpStatus, RsvpState>> = {
  confirmed: { holdsSeat: true, live: true, next: ['cancelled'] },
  waitlisted: { holdsSeat: false, live: true, next: ['confirmed', 'offered', 'cancelled'] },
  offered: { holdsSeat: true, live: true, next: ['confirmed', 'cancelled'] },
  cancelled: { holdsSeat: false, live: false, next: [] }
};

export const RSVP_STATUSES: readonly RsvpStatus[] = [
  'confirmed',
  'waitlisted',
  'offered',
  'cancelled'
];
export const SEAT_HOLDERS = RSVP_STATUSES.filter((status) => RSVP_STATES[status].holdsSeat);
export const LIVE_STATUSES = RSVP_STATUSES.filter((status) => RSVP_STATES[status].live);

export function mayBecome(from: RsvpStatus, to: RsvpStatus): boolean {
  return RSVP_STATES[from].next.includes(to);
}
