import type { Context } from '../context.ts';
import type { Executor, RsvpStatus } from '../db/schema.ts';
import type { Locale } from '../../i18n/locales.ts';
import { enqueueMails, type OutboxEntry } from '../mail/outbox.ts';
import type { EventBefore, RsvpMailKind } from '../mail/message.ts';

/** The columns of an RSVP that a mail to this person needs. */
export interface MailedRsvp {
  id: string;
  event_id: string;
  lang: Locale;
  email_sealed: string;
  name_sealed: string | null;
  /** Of this mail: the caller has raised it. */
  sequence: number;
}

export const MAILED_COLUMNS = [
  'rsvps.id',
  'rsvps.event_id',
  'rsvps.lang',
  'rsvps.email_sealed',
  'rsvps.name_sealed',
  'rsvps.sequence'
] as const;

export interface MailDetails {
  /** What the person has, for `already`, `changed` and `link_again`. */
  status?: RsvpStatus;
  position?: number | null;
  offerExpiresAt?: string | null;
  /** For `changed` and `event_cancelled`. */
  before?: EventBefore;
  /** For reminders. */
  startsAt?: string;
  /** Not before this time. */
  sendAt?: Date;
}

/** Puts a mail to one attendee into the outbox, in the transaction that made it necessary. */
export async function enqueueRsvpMail(
  trx: Executor,
  context: Context,
  kind: RsvpMailKind,
  rsvp: MailedRsvp,
  details: MailDetails = {}
): Promise<void> {
  const version = kind === 'link_again' ? minuteOf(context.now()) : rsvp.sequence;
  await enqueueRsvpMails(trx, context, kind, [{ rsvp, version, details }]);
}

/** The same for a page of attendees, at most 500; `version` tells one such mail from the next. */
export async function enqueueRsvpMails(
  trx: Executor,
  context: Context,
  kind: RsvpMailKind,
  mails: { rsvp: MailedRsvp; version: number | string; details: MailDetails }[]
): Promise<void> {
  const entries = mails.map(({ rsvp, version, details }): OutboxEntry => {
    const { sendAt = context.now(), ...known } = details;
    return {
      kind,
      lang: rsvp.lang,
      rsvpId: rsvp.id,
      eventId: rsvp.event_id,
      version,
      sendAt,
      payload: {
        address: context.keys.open(rsvp.email_sealed, 'rsvp.email'),
        name: rsvp.name_sealed === null ? '' : context.keys.open(rsvp.name_sealed, 'rsvp.name'),
        sequence: rsvp.sequence,
        status: known.status ?? null,
        position: known.position ?? null,
        offerExpiresAt: known.offerExpiresAt ?? null,
        before: known.before ?? null,
        startsAt: known.startsAt ?? null
      }
    };
  });
  await enqueueMails(trx, context, entries);
}

/** Asking twice for a link within a minute is one mail. */
function minuteOf(now: Date): string {
  return now.toISOString().slice(0, 16);
}
