import { expressionBuilder, type Expression, type SqlBool } from 'kysely';
import type { Database } from '../db/schema.ts';
import { LIVE_STATUSES } from './states.ts';

/** The RSVPs whose people asked to hear of the record: each way to ask is one line. */
export function wantsRecord(): Expression<SqlBool> {
  const eb = expressionBuilder<Database, 'rsvps'>();
  return eb.or([
    eb.and([eb('rsvps.news', '=', 1), eb('rsvps.status', 'in', LIVE_STATUSES)]),
    // Holds after a cancellation too: that is when it is asked for.
    eb('rsvps.tell_record', '=', 1)
  ]);
}
