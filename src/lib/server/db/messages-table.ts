import type { Generated } from 'kysely';

/** To attendees of an event, or of a new edition to who asked for news at earlier ones. */
export type MessageKind = 'attendees' | 'edition';
/** `sending` lasts until each mail was sent or given up. */
export type MessageStatus = 'draft' | 'sending' | 'stopped' | 'sent';

/** One text in up to two languages for many people. */
export interface MessagesTable {
  id: string;
  event_id: string;
  kind: MessageKind;
  status: MessageStatus;
  /** JSON of an attendee filter, which may name a person; gone with the people themselves. */
  selection_sealed: string | null;
  subject_es: Generated<string>;
  subject_en: Generated<string>;
  body_es: Generated<string>;
  body_en: Generated<string>;
  version: Generated<number>;
  created_by: string | null;
  changed_by: string | null;
  created_at: string;
  changed_at: string;
  started_at: Generated<string | null>;
  /** Who came to the list later is not meant. */
  until: Generated<string | null>;
  finished_at: Generated<string | null>;
  /** `created_at id` of the last RSVP whose mail is in the outbox. */
  cursor: Generated<string | null>;
  /** Everybody who is meant has a row in the outbox. */
  queued: Generated<0 | 1>;
  /** How many were meant when it began. */
  total: Generated<number | null>;
  /** Of mails whose rows are gone with their people; the others are counted in the outbox. */
  sent: Generated<number>;
  failed: Generated<number>;
}
