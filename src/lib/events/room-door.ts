import type { EventCard } from '$lib/server/events/public-event.ts';

type Door = Pick<EventCard, 'status' | 'phase' | 'when' | 'attendance' | 'qa'>;

const HOUR = 60 * 60 * 1000;

/** Whether there is something to enter: not for a trip of several days, nor for a walk nobody asks questions at. */
export function hasRoom({ status, phase, when, attendance, qa }: Door): boolean {
  if (status === 'cancelled' || phase === 'past' || when.type === 'dates') return false;
  return attendance !== 'in_person' || qa !== 'closed';
}

/** Whether entering is what a visitor most likely came for: it is live or begins within the hour. */
export function isRoomNear(event: Door, now: Date): boolean {
  return (
    hasRoom(event) &&
    (event.phase !== 'upcoming' || Date.parse(event.when.startsAt) - now.getTime() <= HOUR)
  );
}

/** Whether the event's page itself takes questions: while the room is still ahead, and where it is open to all. */
export function takesEarlyQuestions(event: Door & Pick<EventCard, 'access'>): boolean {
  return (
    hasRoom(event) && event.phase === 'upcoming' && event.qa === 'open' && event.access === 'open'
  );
}
