import type { Context } from '../context.ts';
import type { Trx } from '../db/schema.ts';
import type { EventBefore } from '../mail/message.ts';
import { openPayload } from '../mail/payload.ts';

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
    .where('kind', 'in', ['changed', 'event_cancelled'])
    .where('status', '=', 'pending')
    .where('locked_until', 'is', null)
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

/** A mail that cannot be opened any more must not keep the event from being moved. */
function beforeOf(context: Context, sealed: string): EventBefore | null {
  try {
    return openPayload(context, sealed).before;
  } catch {
    return null;
  }
}
