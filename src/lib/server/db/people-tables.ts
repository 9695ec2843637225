import type { Generated } from 'kysely';
import type { Locale } from '../../i18n/locales.ts';

/** Who speaks, moderates, interprets or receives; the same record at every event. */
export interface PeopleTable {
  id: string;
  slug: string;
  name: string;
  /** The name and what the person does in both languages, folded: for the search box and the order of the list. */
  search: Generated<string>;
  /** What the files of the picture are called; see `people/photo-files.ts`. */
  photo: Generated<string | null>;
  /** Rises with every change; an editor says on which version a change was made. */
  version: Generated<number>;
  updated_at: Generated<string | null>;
  /** The staff user of the last change; null for an import. */
  updated_by: Generated<string | null>;
}

/** What is said of a person in one language; empty where nothing is. */
export interface PersonTextsTable {
  person_id: string;
  lang: Locale;
  /** What the person does: “Journalist, …”. */
  role: string;
  pronouns: Generated<string>;
  bio: Generated<string>;
  /** What is to be seen on the picture. */
  photo_alt: Generated<string>;
}

/** An organisation that spreads the word of events. */
export interface PartnersTable {
  id: string;
  slug: string;
  name: string;
  url: string | null;
  created_at: string;
}

/** Which organisations take part in an event; each has a link of its own there. */
export interface EventPartnersTable {
  event_id: string;
  partner_id: string;
  position: number;
  /** Named on the event's page; a link works without. */
  listed: 0 | 1;
}

/** How many RSVPs came by which link, cancelled ones left out, once they themselves are deleted. */
export interface SourceCountsTable {
  event_id: string;
  /** The slug of a partner; empty for who came by no partner's link. */
  source: string;
  rsvps: number;
}
