import type { Seats } from '$lib/server/events/public-event.ts';

/** Whether it is time to hurry. */
export function hasFewSeats({ left }: Seats): boolean {
  return left <= 1;
}

/** The key that says how many places are left, of `Seats.left`. */
export function leftKey(left: number) {
  return left === 1 ? 'events:chip.fewLeft' : 'events:chip.seatsLeft';
}

/** The same of the places online. */
export function streamLeftKey(left: number) {
  return left === 1 ? 'events:chip.streamFewLeft' : 'events:chip.streamLeft';
}
