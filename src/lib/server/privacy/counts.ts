import type { Trx } from '../db/schema.ts';

export interface KeptCount {
  event_id: string;
  status: 'confirmed' | 'waitlisted' | 'offered' | 'cancelled' | 'attended';
  listen: 'es' | 'en';
  /** Companions included; of `attended` the RSVPs that were seen in the room, for a browser tells of nobody beside it. */
  people: number;
}

/** Adds to the numbers that outlive the people: how many there were, by state and language. */
export async function addCounts(trx: Trx, counts: readonly KeptCount[]): Promise<void> {
  if (counts.length === 0) return;
  await trx
    .insertInto('event_counts')
    .values([...counts])
    .onConflict((conflict) =>
      conflict.columns(['event_id', 'status', 'listen']).doUpdateSet((eb) => ({
        people: eb('event_counts.people', '+', eb.ref('excluded.people'))
      }))
    )
    .execute();
}
