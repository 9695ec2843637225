import { randomUUID } from 'node:crypto';
import type { Locale } from '../../i18n/locales.ts';
import type { Context } from '../context.ts';
import type { Executor } from '../db/schema.ts';
import type { RsvpMailKind, RsvpMailPayload } from './message.ts';

export interface OutboxEntry {
  kind: RsvpMailKind;
  lang: Locale;
  rsvpId: string;
  eventId: string;
  /** A second mail of this kind for this RSVP needs a higher one. */
  version: number;
  /** Not before this time. */
  sendAt: Date;
  payload: RsvpMailPayload;
}

/**
 * Writes a mail into the outbox, in the transaction that made it necessary. The same RSVP, kind and version
 * again is ignored. What is personal in it is sealed, and gone once it was sent.
 */
export async function enqueueMail(
  trx: Executor,
  context: Context,
  entry: OutboxEntry
): Promise<void> {
  const { kind, lang, rsvpId, eventId, version, sendAt, payload } = entry;
  await trx
    .insertInto('mail_outbox')
    .values({
      id: randomUUID(),
      dedupe_key: `${rsvpId}:${kind}:${version}`,
      rsvp_id: rsvpId,
      event_id: eventId,
      kind,
      lang,
      payload_sealed: context.keys.seal(JSON.stringify(payload), 'mail.payload'),
      status: 'pending',
      next_at: sendAt.toISOString(),
      locked_until: null,
      error: null,
      created_at: context.now().toISOString(),
      sent_at: null
    })
    .onConflict((conflict) => conflict.column('dedupe_key').doNothing())
    .execute();
}
