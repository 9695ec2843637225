import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import type { Context } from '../context.ts';
import type { Executor } from '../db/schema.ts';
import { inTransaction } from '../db/transaction.ts';
import { removeMailFiles } from '../mail/mail-folder.ts';
import { enqueueDraftMail } from '../mail/outbox.ts';
import { hashToken } from '../privacy/keys.ts';
import { ABUSE_LIMITS } from './abuse-limits.ts';
import { writeNothing } from './equal-work.ts';
import { mailAllowance } from './mail-allowance.ts';
import {
  refusalOf,
  registerAttendeeIn,
  type EventRefusal,
  type QuestionHook,
  type Registered
} from './register-attendee.ts';
import { attendeeKey, type Registration } from './sealed-attendee.ts';
import { readSeats } from './seats.ts';

const registrationSchema = v.object({
  eventId: v.string(),
  lang: v.picklist(['es', 'en']),
  name: v.nullable(v.string()),
  email: v.string(),
  listen: v.picklist(['es', 'en']),
  needs: v.nullable(v.string()),
  news: v.boolean(),
  question: v.nullable(v.string()),
  questionLang: v.optional(v.picklist(['es', 'en'])),
  companions: v.optional(v.number(), 0),
  pool: v.optional(v.picklist(['room', 'stream'])),
  via: v.optional(v.nullable(v.string()), null),
  zone: v.optional(v.nullable(v.string()), null)
});

export type Drafted = { ok: true } | { ok: false; code: EventRefusal };

/**
 * Keeps an RSVP apart until the link in its one mail is followed and confirmed; it holds no seat. For
 * forms that came in a flood without any work. An address that was mailed three times within the hour
 * hears nothing, and nothing is kept; it costs the same writes. Wake the mail worker afterwards.
 */
export async function draftRsvp(context: Context, registration: Registration): Promise<Drafted> {
  const { keys } = context;
  const now = context.now();
  const id = randomUUID();
  const { eventId, lang, email, name } = registration;
  const key = attendeeKey(keys, email);
  const payload = JSON.stringify(v.parse(registrationSchema, { question: null, ...registration }));
  return inTransaction(context.db, async (trx) => {
    const refusal = refusalOf(await readSeats(trx, eventId), now);
    if (refusal) return { ok: false, code: refusal };
    if ((await mailAllowance(trx, key, now)).left === 0) {
      for (const _row of ['draft', 'mail']) await writeNothing(trx, context);
      return { ok: true };
    }
    await trx
      .insertInto('rsvp_drafts')
      .values({
        id,
        event_id: eventId,
        email_key: key,
        payload_sealed: keys.seal(payload, 'rsvp.draft'),
        token_hash: hashToken(draftToken(context, id)),
        created_at: now.toISOString()
      })
      .execute();
    const recipient = { address: email, name: name ?? '' };
    await enqueueDraftMail(trx, context, { id, lang, eventId, payload: recipient });
    return { ok: true };
  });
}

/** The secret of a draft's link, derived so that its mail can be written again. */
export function draftToken({ keys }: Pick<Context, 'keys'>, draftId: string): string {
  return keys.blind(draftId, 'draft-token');
}

/** Which event the draft of a link is for. Changes nothing: link scanners may call it. */
export async function findDraft(
  context: Context,
  token: string
): Promise<{ id: string; eventId: string } | null> {
  const row = await loadDraft(context.db, context.now(), token);
  return row ? { id: row.id, eventId: row.event_id } : null;
}

/** Why the link of a draft leads to no place now; null when it does. */
export async function whyDraftEnded(
  { db, now }: Context,
  draftId: string
): Promise<EventRefusal | 'not_found' | null> {
  const row = await freshDrafts(db, now())
    .select('event_id')
    .where('id', '=', draftId)
    .executeTakeFirst();
  return row ? refusalOf(await readSeats(db, row.event_id), now()) : 'not_found';
}

/**
 * Makes a draft an RSVP like any other: a seat while there is one, else the end of the line. The draft and
 * its mail go with it; when the event refuses, both stay until their week is over.
 */
export async function confirmDraft<T>(
  context: Context,
  token: string,
  onQuestion: QuestionHook<T>
): Promise<Registered<T> | { ok: false; code: 'not_found' }> {
  const { outcome, gone } = await inTransaction(context.db, async (trx) => {
    const draft = await loadDraft(trx, context.now(), token);
    if (!draft) return { outcome: { ok: false as const, code: 'not_found' as const }, gone: [] };
    const payload: unknown = JSON.parse(context.keys.open(draft.payload_sealed, 'rsvp.draft'));
    const registration = v.parse(registrationSchema, payload);
    // Pressed twice at once, the second finds an RSVP and is told by mail that there is one.
    const outcome = await registerAttendeeIn(trx, context, registration, onQuestion);
    if (!outcome.ok) return { outcome, gone: [] };
    await trx.deleteFrom('mail_outbox').where('id', '=', draft.id).execute();
    await trx.deleteFrom('rsvp_drafts').where('id', '=', draft.id).execute();
    return { outcome, gone: [draft.id] };
  });
  await removeMailFiles(context.config.dataDir, gone);
  return outcome;
}

function freshDrafts(executor: Executor, now: Date) {
  const since = new Date(now.getTime() - ABUSE_LIMITS.draftDays * 86_400_000);
  return executor.selectFrom('rsvp_drafts').where('created_at', '>', since.toISOString());
}

async function loadDraft(executor: Executor, now: Date, token: string) {
  return freshDrafts(executor, now)
    .select(['id', 'event_id', 'payload_sealed'])
    .where('token_hash', '=', hashToken(token))
    .executeTakeFirst();
}
