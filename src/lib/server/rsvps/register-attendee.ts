import { detectLanguage } from '../../i18n/detect-language.ts';
import type { Locale } from '../../i18n/locales.ts';
import type { Context } from '../context.ts';
import type { Executor, RsvpStatus, Trx } from '../db/schema.ts';
import { inTransaction } from '../db/transaction.ts';
import { mailAllowance, type MailAllowance } from './mail-allowance.ts';
import { enqueueRsvpMail, type MailedRsvp } from './rsvp-mail.ts';
import { sealAttendee, type Registration, type SealedAttendee } from './sealed-attendee.ts';
import { countSeatsLeft, lockSeats, type SeatedEvent } from './seats.ts';
import { LIVE_STATUSES } from './states.ts';
import { endOfLine, positionInLine } from './waitlist.ts';

export type RegistrationRefusal = 'not_open' | 'ended' | 'cancelled_event';

/** A question of the RSVP form on its way to the desk. The person's name stays with the organisers. */
export interface AskedQuestion {
  eventId: string;
  rsvpId: string;
  lang: Locale;
  text: string;
  name: null;
}
export type QuestionHook<T> = (trx: Trx, context: Context, question: AskedQuestion) => Promise<T>;

export type Registered<T> =
  { ok: true; asked: T | null } | { ok: false; code: RegistrationRefusal };

/**
 * Registers one address for an event: a seat while there is one, else the end of the line. The answer and
 * the work are the same for a new and a known address; the mailbox tells the truth. Row, mail and question
 * (by `onQuestion`; its result is `asked`) are written together or not at all. Wake the mail worker afterwards.
 */
export async function registerAttendee<T = never>(
  context: Context,
  registration: Registration,
  onQuestion?: QuestionHook<T>
): Promise<Registered<T>> {
  const attendee = sealAttendee(context, registration);
  const { question, questionLang, eventId, lang } = registration;
  return await inTransaction(context.db, async (trx) => {
    const placed = await placeAttendee(trx, context, attendee);
    if (!placed.ok) return placed;
    if (!question) return { ok: true, asked: null };
    if (!onQuestion) throw new Error('a question was asked, but nobody takes it');
    return {
      ok: true,
      asked: await onQuestion(trx, context, {
        eventId,
        rsvpId: placed.rsvpId,
        lang: questionLang ?? detectLanguage(question) ?? lang,
        text: question,
        name: null
      })
    };
  });
}

type Placed = { ok: true; rsvpId: string } | { ok: false; code: RegistrationRefusal };

/** The row and the mail of `registerAttendee`. The seats are counted safely only inside a transaction. */
export async function placeAttendee(
  trx: Executor,
  context: Context,
  attendee: SealedAttendee
): Promise<Placed> {
  const now = context.now();
  const event = await lockSeats(trx, attendee.eventId);
  if (!event || event.status === 'draft') return { ok: false, code: 'not_open' };
  const refusal = refuse(event, now);
  if (refusal) return { ok: false, code: refusal };
  const known = await findLive(trx, attendee);
  const left = await countSeatsLeft(trx, event);
  const line = await endOfLine(trx, event.id, now);
  const allowance = await mailAllowance(trx, attendee.key, now);
  if (known) return await remind(trx, context, known, allowance);
  const hasSeat = left > 0 && line.waiting === 0;
  const place: Place = hasSeat
    ? { status: 'confirmed', queuedAt: now.toISOString(), position: null }
    : { status: 'waitlisted', queuedAt: line.queuedAt, position: line.waiting + 1 };
  return await insertAttendee(trx, context, attendee, place, allowance);
}

function refuse(event: SeatedEvent, now: Date): RegistrationRefusal | null {
  if (event.status === 'cancelled') return 'cancelled_event';
  return event.status === 'ended' || Date.parse(event.ends_at) <= now.getTime() ? 'ended' : null;
}

interface KnownRsvp extends MailedRsvp {
  status: RsvpStatus;
  queued_at: string;
  offer_expires_at: string | null;
}

async function findLive(trx: Executor, attendee: SealedAttendee): Promise<KnownRsvp | undefined> {
  return await trx
    .selectFrom('rsvps')
    .select([
      'id',
      'event_id',
      'lang',
      'email_sealed',
      'name_sealed',
      'sequence',
      'status',
      'queued_at',
      'offer_expires_at'
    ])
    .where('event_id', '=', attendee.eventId)
    .where('email_key', '=', attendee.key)
    .where('status', 'in', LIVE_STATUSES)
    .executeTakeFirst();
}

/** Changes nothing a stranger could want changed; the write makes a known address cost a commit like a new one. */
async function remind(
  trx: Executor,
  context: Context,
  known: KnownRsvp,
  allowance: MailAllowance
): Promise<Placed> {
  const sequence = known.sequence + 1;
  await trx
    .updateTable('rsvps')
    .set({ sequence, updated_at: context.now().toISOString() })
    .where('id', '=', known.id)
    .execute();
  if (allowance.free) {
    const position =
      known.status === 'waitlisted'
        ? await positionInLine(trx, known.event_id, known.queued_at)
        : null;
    await enqueueRsvpMail(
      trx,
      context,
      'already',
      { ...known, sequence },
      {
        status: known.status,
        position,
        offerExpiresAt: known.offer_expires_at
      }
    );
  }
  return { ok: true, rsvpId: known.id };
}

interface Place {
  status: 'confirmed' | 'waitlisted';
  queuedAt: string;
  position: number | null;
}

async function insertAttendee(
  trx: Executor,
  context: Context,
  attendee: SealedAttendee,
  place: Place,
  allowance: MailAllowance
): Promise<Placed> {
  const now = context.now().toISOString();
  const { id, eventId, lang, listen, news, key, email, name, needs, tokenHash } = attendee;
  const mailed = {
    id,
    event_id: eventId,
    lang,
    email_sealed: email,
    name_sealed: name,
    sequence: 0
  };
  await trx
    .insertInto('rsvps')
    .values({
      ...mailed,
      listen,
      news,
      status: place.status,
      email_key: key,
      needs_sealed: needs,
      token_hash: tokenHash,
      queued_at: place.queuedAt,
      offer_expires_at: null,
      created_at: now,
      updated_at: now
    })
    .execute();
  await enqueueRsvpMail(trx, context, place.status, mailed, {
    position: place.position,
    sendAt: allowance.sendAt
  });
  return { ok: true, rsvpId: id };
}
