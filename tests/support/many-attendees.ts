import type { Context } from '../../src/lib/server/context.ts';
import type { RsvpStatus } from '../../src/lib/server/db/schema.ts';
import { sealAttendee } from '../../src/lib/server/rsvps/sealed-attendee.ts';
import { registration } from './attendees.ts';

const FIRST = ['María', 'José', 'Ana', 'Luis', 'Carmen', 'Ruth', 'Ángel', 'Emily', 'Itzel', 'Noé'];
const LAST = ['García', 'Hernández', 'López', 'Smith', 'Muñoz', 'Brown', 'Pérez', 'Xool', 'Nguyen'];
const BATCH = 500;
const MINUTE = 60_000;

/**
 * Fills an event with people at once, past the form and without mails: every tenth waits, every
 * fifteenth cancelled, every third listens in English, every twentieth asks for something.
 */
export async function seedAttendees(
  context: Context,
  eventId: string,
  count: number
): Promise<void> {
  for (let from = 0; from < count; from += BATCH) {
    const rows = Array.from({ length: Math.min(BATCH, count - from) }, (_, index) =>
      rowOf(context, eventId, from + index)
    );
    await context.db.insertInto('rsvps').values(rows).execute();
    await context.db
      .insertInto('seat_log')
      .values(
        rows.map(({ id, created_at: at }, index) => ({
          event_id: eventId,
          // The oldest moved first; past those of whoever had an RSVP before.
          number: 1_000_000 + count - from - index,
          at,
          rsvp_id: id,
          what: 'confirmed' as const,
          pool: 'stream' as const,
          seats: 1,
          taken_after: count - from - index,
          by: 'attendee' as const
        }))
      )
      .execute();
  }
}

function rowOf(context: Context, eventId: string, index: number) {
  const name = index % 25 === 24 ? null : nameOf(index);
  const { id, listen, key, email, tokenHash, ...sealed } = sealAttendee(
    context,
    registration(eventId, {
      name,
      email: `person-${index}@example.org`,
      listen: index % 3 === 2 ? 'en' : 'es',
      needs: index % 20 === 19 ? 'Una rampa' : null,
      news: index % 4 === 0
    })
  );
  const at = new Date(context.now().getTime() - (index + 1) * MINUTE).toISOString();
  return {
    id,
    event_id: eventId,
    status: statusOf(index),
    email_key: key,
    email_sealed: email,
    name_sealed: sealed.name,
    needs_sealed: sealed.needs,
    listen,
    lang: sealed.lang,
    news: sealed.news,
    token_hash: tokenHash,
    queued_at: at,
    offer_expires_at: null,
    created_at: at,
    updated_at: at
  };
}

function nameOf(index: number): string {
  return `${FIRST[index % FIRST.length]} ${LAST[index % LAST.length]} ${index}`;
}

function statusOf(index: number): RsvpStatus {
  if (index % 15 === 14) return 'cancelled';
  return index % 10 === 9 ? 'waitlisted' : 'confirmed';
}
