import type { Executor, Pool } from '../db/schema.ts';
import { hashToken } from '../privacy/keys.ts';
import type { LeavingRsvp } from './leave.ts';
import { lockSeats } from './seats.ts';

export interface LockedRsvp extends LeavingRsvp {
  offer_expires_at: string | null;
  seats: number;
  pool: Pool;
}

/** The RSVP of a private link as it is once every other change of its event's seats is over. */
export async function lockRsvpByToken(
  trx: Executor,
  token: string
): Promise<LockedRsvp | undefined> {
  const found = await trx
    .selectFrom('rsvps')
    .select(['id', 'event_id'])
    .where('token_hash', '=', hashToken(token))
    .executeTakeFirst();
  if (!found) return undefined;
  await lockSeats(trx, found.event_id);
  return await trx
    .selectFrom('rsvps')
    .select([
      'id',
      'event_id',
      'status',
      'lang',
      'email_sealed',
      'name_sealed',
      'sequence',
      'offer_expires_at',
      'seats',
      'pool'
    ])
    .where('id', '=', found.id)
    .executeTakeFirst();
}
