import type { Locale } from '../../i18n/locales.ts';
import type { RsvpStatus } from '../db/schema.ts';

export const RSVP_MAIL_KINDS = [
  'confirmed',
  'waitlisted',
  'offered',
  'promoted',
  'already',
  'cancelled',
  'expired'
] as const;
export type RsvpMailKind = (typeof RSVP_MAIL_KINDS)[number];

/** What only the moment knew; everything else is read when the mail is written. */
export interface RsvpMailPayload {
  address: string;
  /** Empty when the person gave none. */
  name: string;
  /** Of the RSVP; the calendar entry's SEQUENCE is this plus the event's revision. */
  sequence: number;
  status: RsvpStatus | null;
  position: number | null;
  offerExpiresAt: string | null;
}

export interface CalendarAttachment {
  method: 'PUBLISH' | 'REQUEST' | 'CANCEL';
  content: string;
}

/** A finished mail. */
export interface Mail {
  /** The outbox row; names the file and the Message-ID, so that sending again is the same mail. */
  id: string;
  kind: string;
  lang: Locale;
  createdAt: string;
  messageId: string;
  to: { name: string; address: string };
  subject: string;
  text: string;
  html: string;
  calendar: CalendarAttachment | null;
}

/** Where finished mails go. `send` rejects when the mail was not taken over. */
export interface Transport {
  send(mail: Mail): Promise<void>;
  close(): Promise<void>;
}
