import type { Context } from '../context.ts';
import type { Executor, RsvpStatus } from '../db/schema.ts';
import type { Locale } from '../../i18n/locales.ts';
import { enqueueMail } from '../mail/outbox.ts';
import type { RsvpMailKind } from '../mail/message.ts';

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

interface MailDetails {
  /** For `already`: what the person has. */
  status?: RsvpStatus;
  position?: number | null;
  offerExpiresAt?: string | null;
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
  await enqueueMail(trx, context, {
    kind,
    lang: rsvp.lang,
    rsvpId: rsvp.id,
    eventId: rsvp.event_id,
    version: rsvp.sequence,
    sendAt: details.sendAt ?? context.now(),
    payload: {
      address: context.keys.open(rsvp.email_sealed, 'rsvp.email'),
      name: rsvp.name_sealed === null ? '' : context.keys.open(rsvp.name_sealed, 'rsvp.name'),
      sequence: rsvp.sequence,
      status: details.status ?? null,
      position: details.position ?? null,
      offerExpiresAt: details.offerExpiresAt ?? null
    }
  });
}
