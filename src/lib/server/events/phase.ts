import type { EventStatus } from '../db/schema.ts';

/** Where an event is in time: `soon` is when its room is open before the start. */
export type EventPhase = 'live' | 'soon' | 'upcoming' | 'past';

/** How long before the start the room opens, in minutes. */
export const ROOM_OPENS_MINUTES = 10;

export interface PhaseRow {
  status: EventStatus;
  starts_at: string;
  ends_at: string;
  /** Null for an event of whole days, which has no room that opens minutes before. */
  start_local: string | null;
}

/** The phase of an event at `now`; a cancelled one is never live, an ended one is past. */
export function eventPhase(event: PhaseRow, now: Date): EventPhase {
  const time = now.getTime();
  const starts = Date.parse(event.starts_at);
  if (event.status === 'ended' || time >= Date.parse(event.ends_at)) return 'past';
  if (event.status === 'cancelled') return 'upcoming';
  if (time >= starts) return 'live';
  const opens = starts - ROOM_OPENS_MINUTES * 60_000;
  return event.start_local !== null && time >= opens ? 'soon' : 'upcoming';
}
