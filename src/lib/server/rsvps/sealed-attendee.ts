import { randomUUID } from 'node:crypto';
import type { Locale } from '../../i18n/locales.ts';
import { emailKey } from '../../schema/email.ts';
import type { Context } from '../context.ts';
import type { Pool } from '../db/schema.ts';
import type { Keys } from '../privacy/keys.ts';
import { manageTokenHash } from './manage-token.ts';

export interface Registration {
  eventId: string;
  /** The language of the page the person used, and of their mails. */
  lang: Locale;
  /** Name or alias, for the organisers only. */
  name: string | null;
  email: string;
  /** The language the person will listen in. */
  listen: Locale;
  needs: string | null;
  news: boolean;
  question?: string | null;
  /** The language of the question, where the person said it. */
  questionLang?: Locale | undefined;
  /** Up to four more people, of whom nothing is kept but their number. */
  companions?: number;
  /** Where the person wants to take part, at an event that has both. */
  pool?: Pool | undefined;
  /** The word of the partner's link by which the person came. */
  via?: string | null;
  /** The IANA zone of the person's browser. */
  zone?: string | null;
}

/** An attendee as the table holds them: nothing in it can be read without the key. */
export interface SealedAttendee {
  id: string;
  eventId: string;
  lang: Locale;
  listen: Locale;
  news: 0 | 1;
  key: string;
  email: string;
  name: string | null;
  needs: string | null;
  zone: string | null;
  seats: number;
  pool: Pool | null;
  via: string | null;
  tokenHash: string;
}

/** Encrypted before the transaction begins, so that nobody waits for it and a known address costs the same. */
export function sealAttendee(context: Context, registration: Registration): SealedAttendee {
  const { keys } = context;
  const { eventId, lang, listen, news, email, name, needs, zone } = registration;
  const id = randomUUID();
  return {
    id,
    eventId,
    lang,
    listen,
    news: news ? 1 : 0,
    key: attendeeKey(keys, email),
    email: keys.seal(email, 'rsvp.email'),
    name: name === null ? null : keys.seal(name, 'rsvp.name'),
    needs: needs === null ? null : keys.seal(needs, 'rsvp.needs'),
    zone: zone ? keys.seal(zone, 'rsvp.zone') : null,
    seats: 1 + (registration.companions ?? 0),
    pool: registration.pool ?? null,
    via: registration.via ?? null,
    tokenHash: manageTokenHash(keys, id)
  };
}

/** The keyed hash by which an address is found again without being stored readable. */
export function attendeeKey(keys: Keys, email: string): string {
  return keys.blind(emailKey(email), 'rsvp.email');
}

/** The zone of the person's browser, for deadlines; null when it was never told. */
export function openZone({ keys }: Context, sealed: string | null): string | null {
  return sealed === null ? null : keys.open(sealed, 'rsvp.zone');
}

export interface OpenedAttendee {
  email: string;
  name: string | null;
  needs: string | null;
}

/** Decrypts what `sealAttendee` encrypted. */
export function openAttendee(
  { keys }: Context,
  row: { email_sealed: string; name_sealed: string | null; needs_sealed: string | null }
): OpenedAttendee {
  return {
    email: keys.open(row.email_sealed, 'rsvp.email'),
    name: row.name_sealed === null ? null : keys.open(row.name_sealed, 'rsvp.name'),
    needs: row.needs_sealed === null ? null : keys.open(row.needs_sealed, 'rsvp.needs')
  };
}
