import { expressionBuilder } from 'kysely';
import type { Database } from '../db/schema.ts';

/** The ids of the editions of an event's series that were before it, for `in (…)`. */
export function earlierEditions(eventId: string) {
  const eb = expressionBuilder<Database, 'rsvps'>();
  return eb
    .selectFrom('events as earlier')
    .innerJoin('events as this', 'this.series_id', 'earlier.series_id')
    .select('earlier.id')
    .where('this.id', '=', eventId)
    .where('earlier.rehearsal_of', 'is', null)
    .whereRef('earlier.starts_at', '<', 'this.starts_at');
}
