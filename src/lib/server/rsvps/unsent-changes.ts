import { expressionBuilder } from 'kysely';
import type { Locale } from '../../i18n/locales.ts';
import type { Context } from '../context.ts';
import type { Database, Trx } from '../db/schema.ts';
import type { EventBefore } from '../mail/message.ts';
import { openPayload } from '../mail/payload.ts';
import { LIVE_STATUSES } from './states.ts';

/**
 * Takes back the news of changes and cancellations that these people have not been sent yet, because a newer
 * one follows. What they last knew is returned, by RSVP: who is moved twice in a minute is told once, from
 * what they knew.
 */
export async function takeUnsentChanges(
  trx: Trx,
  context: Context,
  rsvps: readonly { id: string }[]
): Promise<Map<string, EventBefore>> {
  const known = new Map<string, EventBefore>();
  if (rsvps.length === 0) return known;
  const rows = await trx
    .deleteFrom('mail_outbox')
    .where(isUnsentChange())
    .where(
      'rsvp_id',
      'in',
      rsvps.map(({ id }) => id)
    )
    .returning(['rsvp_id', 'payload_sealed'])
    .execute();
  for (const { rsvp_id: rsvpId, payload_sealed: sealed } of rows) {
    const before = beforeOf(context, sealed);
    if (rsvpId !== null && before) known.set(rsvpId, before);
  }
  return known;
}

/** What live RSVPs of an event were not sent yet, with what each person last knew; nothing is taken back. */
export async function readUnsentChanges(
  trx: Trx,
  context: Context,
  eventId: string
): Promise<{ lang: Locale; known: EventBefore | null }[]> {
  const rows = await trx
    .selectFrom('mail_outbox')
    .innerJoin('rsvps', 'rsvps.id', 'mail_outbox.rsvp_id')
    .select(['rsvps.lang', 'mail_outbox.payload_sealed'])
    .where('rsvps.event_id', '=', eventId)
    .where('rsvps.status', 'in', LIVE_STATUSES)
    .where(isUnsentChange())
    .execute();
  return rows.map(({ lang, payload_sealed: sealed }) => ({
    lang,
    known: beforeOf(context, sealed)
  }));
}

function isUnsentChange() {
  const eb = expressionBuilder<Database, 'mail_outbox'>();
  return eb.and([
    eb('mail_outbox.kind', 'in', ['changed', 'event_cancelled']),
    eb('mail_outbox.status', '=', 'pending'),
    eb('mail_outbox.locked_until', 'is', null)
  ]);
}

/** A mail that cannot be opened any more must not keep the event from being moved. */
function beforeOf(context: Context, sealed: string): EventBefore | null {
  try {
    return openPayload(context, sealed).before;
  } catch {
    return null;
  }
}
