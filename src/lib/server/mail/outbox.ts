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
  /** Another mail of this kind for this RSVP needs another one: a sequence, a revision, the start reminded of. */
  version: number | string;
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
  await enqueueMails(trx, context, [entry]);
}

/** Several mails in one statement; at most 500, for the number of values a statement may have. */
export async function enqueueMails(
  trx: Executor,
  context: Context,
  entries: OutboxEntry[]
): Promise<void> {
  if (entries.length === 0) return;
  await trx
    .insertInto('mail_outbox')
    .values(entries.map((entry) => outboxRow(context, entry)))
    .onConflict((conflict) => conflict.column('dedupe_key').doNothing())
    .execute();
}

function outboxRow(context: Context, entry: OutboxEntry) {
  const { kind, lang, rsvpId, eventId, version, sendAt, payload } = entry;
  return {
    id: randomUUID(),
    dedupe_key: `${rsvpId}:${kind}:${version}`,
    rsvp_id: rsvpId,
    event_id: eventId,
    kind,
    lang,
    payload_sealed: sealPayload(context, payload),
    status: 'pending' as const,
    next_at: sendAt.toISOString(),
    locked_until: null,
    error: null,
    created_at: context.now().toISOString(),
    sent_at: null
  };
}

function sealPayload({ keys }: Context, payload: RsvpMailPayload): string {
  return keys.seal(JSON.stringify(payload), 'mail.payload');
}
