import type { Locale, LocalText } from '../../i18n/locales.ts';
import type { EventWhen } from '../../i18n/when.ts';
import type { RsvpStatus } from '../db/schema.ts';

export const RSVP_MAIL_KINDS = [
  'confirmed',
  'waitlisted',
  'offered',
  'promoted',
  'already',
  'cancelled',
  'expired',
  'changed',
  'event_cancelled',
  'reminder_day',
  'reminder_hour',
  'followup',
  'link_again'
] as const;
export type RsvpMailKind = (typeof RSVP_MAIL_KINDS)[number];
export type ReminderKind = 'reminder_day' | 'reminder_hour';

/** What is sent only to who asked for it; it carries a way out (RFC 8058). */
export const NEWS_KINDS: readonly string[] = ['followup'] satisfies RsvpMailKind[];

/** An event as the person last knew it. */
export interface EventBefore {
  when: EventWhen;
  place: LocalText;
  /** It had been called off, and takes place after all. */
  cancelled: boolean;
}

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
  /** Of `changed` and `event_cancelled`: what is no longer true. */
  before: EventBefore | null;
  /** Of a reminder: the start that it reminds of. */
  startsAt: string | null;
}

/** The same of a draft's mail. */
export type DraftMailPayload = Pick<RsvpMailPayload, 'address' | 'name'>;

/** The kind of the mail with a one-time link for staff. */
export const STAFF_LINK = 'staff_link';

/** What it is written from, besides what the link is for. */
export interface StaffLinkPayload {
  address: string;
  name: string;
  /** The secret of the link. */
  token: string;
}

/** Whatever a row of the outbox holds sealed. */
export type SealedPayload = RsvpMailPayload | DraftMailPayload | StaffLinkPayload;

export interface CalendarAttachment {
  method: 'PUBLISH' | 'REQUEST' | 'CANCEL';
  content: string;
}

/** What organizers write to many people: of their event, or of a new edition of it. */
export const MESSAGE_KINDS = { attendees: 'message', edition: 'edition_news' } as const;
/** The same to whoever wrote it, before anybody gets it. */
export const MESSAGE_TEST = 'message_test';

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
  /** Where one POST ends what this mail belongs to; null for what a person needs to know anyway. */
  unsubscribe: string | null;
}

/** Where finished mails go. `send` rejects when the mail was not taken over. */
export interface Transport {
  send(mail: Mail): Promise<void>;
  close(): Promise<void>;
}
