import type { Seats } from '$lib/server/events/public-event.ts';

/** Whether it is time to hurry: a tenth of the places, and never more than twenty. */
export function hasFewSeats({ capacity, left }: Seats): boolean {
  return left <= Math.min(20, Math.max(5, capacity / 10));
}
