import type { Context } from '../context.ts';
import type { Pool } from '../db/schema.ts';
import { openZone } from './sealed-attendee.ts';

/** How many come with one RSVP, where, and the zone of their clock when it is known. */
export interface Party {
  seats: number;
  pool: Pool;
  zone: string | null;
}

/** The party of an RSVP as it is now. Throws for one that is gone. */
export async function loadParty(context: Context, rsvpId: string): Promise<Party> {
  const { zone_sealed: zone, ...party } = await context.db
    .selectFrom('rsvps')
    .select(['seats', 'pool', 'zone_sealed'])
    .where('id', '=', rsvpId)
    .executeTakeFirstOrThrow();
  return { ...party, zone: openZone(context, zone) };
}
