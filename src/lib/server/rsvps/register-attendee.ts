import { detectLanguage } from '../../i18n/detect-language.ts';
import type { Locale } from '../../i18n/locales.ts';
import type { Context } from '../context.ts';
import type { Executor, Pool, RsvpStatus, Trx } from '../db/schema.ts';
import type { SeatActor } from '../db/seat-log-table.ts';
import { inTransaction } from '../db/transaction.ts';
import { findSource } from '../partners/find-source.ts';
import { writeNothing } from './equal-work.ts';
import { mailAllowance, type MailAllowance } from './mail-allowance.ts';
import { enqueueRsvpMail, type MailedRsvp } from './rsvp-mail.ts';
import { sealAttendee, type Registration, type SealedAttendee } from './sealed-attendee.ts';
import { logSeats } from './seat-log.ts';
import { countSeatsTaken, lockSeats, poolFor, seatLimit, type SeatedEvent } from './seats.ts';
import { LIVE_STATUSES } from './states.ts';
import { endOfLine, positionInLine, type EndOfLine, type QueuedRsvp } from './waitlist.ts';

/** Why an event takes no RSVPs. */
export type EventRefusal = 'not_open' | 'ended' | 'cancelled_event';

export type RegistrationRefusal = EventRefusal | 'party_too_large';

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
  return await inTransaction(context.db, (trx) =>
    registerAttendeeIn(trx, context, registration, onQuestion, attendee)
  );
}

/** The same in the transaction of the caller. */
export async function registerAttendeeIn<T>(
  trx: Trx,
  context: Context,
  registration: Registration,
  onQuestion?: QuestionHook<T>,
  attendee: SealedAttendee = sealAttendee(context, registration)
): Promise<Registered<T>> {
  const { question, questionLang, eventId, lang } = registration;
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
}

type Placed = { ok: true; rsvpId: string } | { ok: false; code: RegistrationRefusal };

/** Who writes somebody down, and whether they are told by mail. */
export interface Placing {
  by: SeatActor;
  mail: boolean;
}

/** The row and the mail of `registerAttendee`. The seats are counted safely only inside a transaction. */
export async function placeAttendee(
  trx: Executor,
  context: Context,
  attendee: SealedAttendee,
  placing: Placing = { by: 'attendee', mail: true }
): Promise<Placed> {
  const now = context.now();
  const event = await lockSeats(trx, attendee.eventId);
  const refusal = refusalOf(event, now);
  if (!event || refusal) return { ok: false, code: refusal ?? 'not_open' };
  const pool = poolFor(event, attendee.pool);
  if (attendee.seats > 1 && attendee.seats > seatLimit(event, pool))
    return { ok: false, code: 'party_too_large' };
  const source = await findSource(trx, attendee.eventId, attendee.via);
  const known = await findLive(trx, attendee);
  const taken = await countSeatsTaken(trx, event, pool);
  const line = await endOfLine(trx, event, pool, now);
  const allowance = await mailAllowance(trx, attendee.key, now);
  if (known) return await remind(trx, context, known, allowance);
  const place = { ...placeOf(event, pool, attendee.seats, taken, line), source };
  return await insertAttendee(trx, context, attendee, place, allowance, placing);
}

/** Seats while there are enough and nobody waits for them, else the end of the line. */
function placeOf(
  event: SeatedEvent,
  pool: Pool,
  seats: number,
  taken: number,
  line: EndOfLine
): Omit<Place, 'source'> {
  const fits = taken + seats <= seatLimit(event, pool) && !line.blocked;
  return {
    event,
    pool,
    status: fits ? 'confirmed' : 'waitlisted',
    queuedAt: line.queuedAt,
    position: fits ? null : line.waiting + 1
  };
}

/** Why an event takes no RSVPs now; null when it does. */
export function refusalOf(event: SeatedEvent | undefined, now: Date): EventRefusal | null {
  if (!event || event.status === 'draft') return 'not_open';
  if (event.status === 'cancelled') return 'cancelled_event';
  return event.status === 'ended' || Date.parse(event.ends_at) <= now.getTime() ? 'ended' : null;
}

interface KnownRsvp extends MailedRsvp, QueuedRsvp {
  status: RsvpStatus;
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
      'pool',
      'offer_expires_at'
    ])
    .where('event_id', '=', attendee.eventId)
    .where('email_key', '=', attendee.key)
    .where('status', 'in', LIVE_STATUSES)
    .executeTakeFirst();
}

/** Changes nothing a stranger could want changed; a known address costs as many writes as a new one. */
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
  await writeNothing(trx, context);
  if (allowance.left === 0) await writeNothing(trx, context);
  else {
    const position = known.status === 'waitlisted' ? await positionInLine(trx, known) : null;
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
  event: SeatedEvent;
  pool: Pool;
  status: 'confirmed' | 'waitlisted';
  queuedAt: string;
  position: number | null;
  source: string | null;
}

async function insertAttendee(
  trx: Executor,
  context: Context,
  attendee: SealedAttendee,
  place: Place,
  allowance: MailAllowance,
  { by, mail }: Placing
): Promise<Placed> {
  const mailed = mailedRsvp(attendee);
  await trx
    .insertInto('rsvps')
    .values({ ...mailed, ...columnsOf(attendee, place, context.now()) })
    .execute();
  const { event, pool, status: what } = place;
  const { id: rsvpId, seats } = attendee;
  await logSeats(trx, context, event, { rsvpId, what, pool, seats, by });
  if (mail)
    await enqueueRsvpMail(trx, context, place.status, mailed, {
      position: place.position,
      sendAt: allowance.sendAt
    });
  return { ok: true, rsvpId };
}

function mailedRsvp({ id, eventId, lang, email, name }: SealedAttendee): MailedRsvp {
  return {
    id,
    event_id: eventId,
    lang,
    email_sealed: email,
    name_sealed: name,
    sequence: 0
  };
}

function columnsOf(attendee: SealedAttendee, place: Place, at: Date) {
  const now = at.toISOString();
  const { listen, news, key, needs, zone, seats, tokenHash } = attendee;
  return {
    listen,
    news,
    seats,
    status: place.status,
    pool: place.pool,
    source: place.source,
    email_key: key,
    needs_sealed: needs,
    zone_sealed: zone,
    token_hash: tokenHash,
    queued_at: place.queuedAt,
    offer_expires_at: null,
    created_at: now,
    updated_at: now
  };
}
