import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import type { Context } from '../context.ts';
import type { Executor } from '../db/schema.ts';
import { inTransaction } from '../db/transaction.ts';
import { enqueueDraftMail } from '../mail/outbox.ts';
import { hashToken } from '../privacy/keys.ts';
import { ABUSE_LIMITS } from './abuse-limits.ts';
import { mailAllowance } from './mail-allowance.ts';
import {
  registerAttendee,
  type QuestionHook,
  type Registered,
  type RegistrationRefusal
} from './register-attendee.ts';
import { attendeeKey, type Registration } from './sealed-attendee.ts';

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
  zone: v.optional(v.nullable(v.string()), null)
});

/** What its event has against a draft. */
type DraftRefusal = Exclude<RegistrationRefusal, 'party_too_large'>;

export type Drafted = { ok: true } | { ok: false; code: DraftRefusal };

/**
 * Keeps an RSVP apart until the link in its one mail is followed and confirmed; it holds no seat. For
 * forms that came in a flood without any work. An address that was mailed three times within the hour
 * hears nothing, and nothing is kept. Wake the mail worker afterwards.
 */
export async function draftRsvp(context: Context, registration: Registration): Promise<Drafted> {
  const { keys } = context;
  const now = context.now();
  const id = randomUUID();
  const { eventId, lang, email, name } = registration;
  const key = attendeeKey(keys, email);
  const payload = JSON.stringify(v.parse(registrationSchema, { question: null, ...registration }));
  return inTransaction(context.db, async (trx) => {
    const refusal = await refusalOf(trx, eventId, now);
    if (refusal) return { ok: false, code: refusal };
    if ((await mailAllowance(trx, key, now)).left === 0) return { ok: true };
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
  const row = await freshDrafts(context)
    .select(['id', 'event_id'])
    .where('token_hash', '=', hashToken(token))
    .executeTakeFirst();
  return row ? { id: row.id, eventId: row.event_id } : null;
}

/** Why the link of a draft leads to no place now; null when it does. */
export async function whyDraftEnded(
  context: Context,
  draftId: string
): Promise<DraftRefusal | 'not_found' | null> {
  const row = await freshDrafts(context)
    .select('event_id')
    .where('id', '=', draftId)
    .executeTakeFirst();
  return row ? refusalOf(context.db, row.event_id, context.now()) : 'not_found';
}

function freshDrafts({ db, now }: Context) {
  const since = new Date(now().getTime() - ABUSE_LIMITS.draftDays * 86_400_000);
  return db.selectFrom('rsvp_drafts').where('created_at', '>', since.toISOString());
}

/** Makes a draft an RSVP like any other: a seat while there is one, else the end of the line. */
export async function confirmDraft<T>(
  context: Context,
  token: string,
  onQuestion: QuestionHook<T>
): Promise<Registered<T> | { ok: false; code: 'not_found' }> {
  const draft = await findDraft(context, token);
  if (!draft) return { ok: false, code: 'not_found' };
  const { payload_sealed } = await context.db
    .selectFrom('rsvp_drafts')
    .select('payload_sealed')
    .where('id', '=', draft.id)
    .executeTakeFirstOrThrow();
  const payload: unknown = JSON.parse(context.keys.open(payload_sealed, 'rsvp.draft'));
  const outcome = await registerAttendee(context, v.parse(registrationSchema, payload), onQuestion);
  // Pressed twice at once, the second finds an RSVP and is told by mail that there is one.
  await inTransaction(context.db, async (trx) => {
    await trx.deleteFrom('rsvp_drafts').where('id', '=', draft.id).execute();
  });
  return outcome;
}

async function refusalOf(
  executor: Executor,
  eventId: string,
  now: Date
): Promise<DraftRefusal | null> {
  const event = await executor
    .selectFrom('events')
    .select(['status', 'ends_at'])
    .where('id', '=', eventId)
    .executeTakeFirst();
  if (!event || event.status === 'draft') return 'not_open';
  if (event.status === 'cancelled') return 'cancelled_event';
  return event.status === 'ended' || event.ends_at <= now.toISOString() ? 'ended' : null;
}
