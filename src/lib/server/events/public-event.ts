import {
  LOCALES,
  pickText,
  type FoundText,
  type Locale,
  type LocalText
} from '../../i18n/locales.ts';
import type { EventWhen } from '../../i18n/when.ts';
import type {
  EventAccess,
  EventKind,
  EventStatus,
  PersonRole,
  Pool,
  QaState,
  ResourceKind,
  WaitlistMode
} from '../db/schema.ts';
import { readLanguages, readLocalText, readSignLanguages, type SignLanguage } from './columns.ts';
import type {
  CardTextRow,
  EventParts,
  EventRow,
  PersonRow,
  PoolCount,
  ResourceRow
} from './event-parts.ts';
import { poolsOf } from '../rsvps/pools.ts';
import type { EditionRow } from './editions.ts';
import { eventPhase, type EventPhase } from './phase.ts';
import { eventWhen } from './clock.ts';

/*
 * What the public may read of an event, field by field. Nothing gets out by being added to a table: the
 * stream address and the row's id are not here.
 */

/** One event in a list. */
export interface EventCard {
  slug: Record<Locale, string>;
  kind: EventKind;
  status: Exclude<EventStatus, 'draft'>;
  phase: EventPhase;
  when: EventWhen;
  /** Texts carry the language they are really in. */
  title: FoundText;
  summary: FoundText | null;
  place: FoundText | null;
  attendance: Attendance;
  spoken: Locale[];
  interpretation: Locale[];
  captions: Locale[];
  sign: SignLanguage[];
  access: EventAccess;
  /** Of the event, or of its room where it has both; null for as many as come. */
  seats: Seats | null;
  /** Of the stream, where an event has both. */
  streamSeats: Seats | null;
  pools: readonly Pool[];
  /** Every seat is taken or spoken for: the next RSVP goes to the waitlist. */
  waitlist: boolean;
  /** What happens to a seat that comes free. */
  promotion: WaitlistMode;
  qa: QaState;
  revision: number;
}

/** Everything the page of one event shows. */
export interface EventPage extends EventCard {
  /** Markdown; see `renderMarkdown`. */
  description: FoundText | null;
  notes: FoundText | null;
  recap: FoundText | null;
  people: PublicPerson[];
  resources: PublicResource[];
  /** Organisations that the event is made with. */
  partners: PublicPartner[];
  /** The edition before, and the one that follows; null where there is none that the public knows. */
  previous: PublicEdition | null;
  following: PublicEdition | null;
  /** “Can't come? Do this”: the first resource that one can act on. */
  action: PublicResource | null;
}

export type Attendance = 'online' | 'in_person' | 'both';

export interface Seats {
  capacity: number;
  /**
   * Free for whoever comes now, without what the line waits for. Only roughly, lest each RSVP be seen to take
   * a place, or not, by whoever typed somebody's address: 0, 1 for a few (up to ten), else tens that are less.
   */
  left: number;
}

export interface PublicPerson {
  slug: string;
  name: string;
  role: PersonRole;
  /** What the person does: “Journalist, …”. */
  roleText: FoundText | null;
  topic: FoundText | null;
  pronouns: FoundText | null;
  bio: FoundText | null;
  photo: PublicPhoto | null;
}

/** A picture of a person: what its files are called, and what is on it. */
export interface PublicPhoto {
  name: string;
  alt: FoundText | null;
}

export interface PublicEdition {
  slug: Record<Locale, string>;
  title: FoundText;
  when: EventWhen;
}

export interface PublicPartner {
  name: string;
  url: string | null;
}

export interface PublicResource {
  kind: ResourceKind;
  /** The language of what the link leads to. */
  language: Locale;
  url: string;
  label: FoundText;
}

const ACTIONS: readonly ResourceKind[] = ['letter', 'petition', 'call', 'donation'];

/** The card of an event in the reader's language. `counts` is what is held and who waits. */
export function eventCard(
  event: EventRow,
  texts: CardTextRow[],
  counts: PoolCount[],
  lang: Locale,
  now: Date
): EventCard {
  if (event.status === 'draft') throw new Error('a draft has no public card');
  const place = textOf(texts, 'place', lang);
  const pools = poolsOf({ ...event, hasPlace: place !== null });
  const both = pools.length > 1;
  const seats = seatsOf(event.capacity, both ? countsOf(counts, 'room') : counts);
  const streamSeats = both ? seatsOf(event.stream_capacity, countsOf(counts, 'stream')) : null;
  return {
    slug: slugsOf(texts),
    kind: event.kind,
    status: event.status,
    phase: eventPhase(event, now),
    when: eventWhen(event),
    title: textOf(texts, 'title', lang) ?? { text: texts[0]?.slug ?? '', lang },
    summary: textOf(texts, 'summary', lang),
    place,
    attendance: both ? 'both' : place === null ? 'online' : 'in_person',
    spoken: readLanguages(event.spoken),
    interpretation: readLanguages(event.interpretation),
    captions: readLanguages(event.captions),
    sign: readSignLanguages(event.sign),
    access: event.access,
    seats,
    streamSeats,
    pools,
    waitlist: seats?.left === 0 && (!both || streamSeats?.left === 0),
    promotion: event.waitlist,
    qa: event.qa,
    revision: event.revision
  };
}

/** The page of an event in the reader's language. */
export function eventPage(parts: EventParts, lang: Locale, now: Date): EventPage {
  const resources = parts.resources.map((row) => publicResource(row, lang));
  return {
    ...eventCard(parts.event, parts.texts, parts.taken, lang, now),
    description: textOf(parts.texts, 'description', lang),
    notes: textOf(parts.texts, 'notes', lang),
    recap: textOf(parts.texts, 'recap', lang),
    people: parts.people.map((row) => publicPerson(row, lang)),
    resources,
    partners: parts.partners,
    ...neighbours(parts, lang),
    action: actionOf(resources)
  };
}

/** The public editions beside this one; those that were called off are passed over. */
function neighbours(
  { event, editions }: EventParts,
  lang: Locale
): Pick<EventPage, 'previous' | 'following'> {
  const shown = editions.filter(({ status }) => status === 'published' || status === 'ended');
  const previous = shown.find((edition) => edition.starts_at < event.starts_at);
  const following = shown.findLast((edition) => edition.starts_at > event.starts_at);
  return {
    previous: previous ? publicEdition(previous, lang) : null,
    following: following ? publicEdition(following, lang) : null
  };
}

function publicEdition({ texts, when }: EditionRow, lang: Locale): PublicEdition {
  const slug = slugsOf(texts);
  return { slug, when, title: textOf(texts, 'title', lang) ?? { text: slug[lang], lang } };
}

/** The text of one field in the wanted language, else in the other, with its true language. */
export function textOf<Field extends string>(
  texts: ({ lang: Locale } & Record<Field, string | null>)[],
  field: Field,
  lang: Locale
): FoundText | null {
  const found: LocalText = {};
  for (const row of texts) {
    const text = row[field];
    if (text) found[row.lang] = text;
  }
  return pickText(found, lang);
}

/** The address words of an event; a language without a row of its own borrows the other's. */
export function slugsOf(texts: { lang: Locale; slug: string }[]): Record<Locale, string> {
  const [es = '', en = ''] = LOCALES.map(
    (lang) => (texts.find((row) => row.lang === lang) ?? texts[0])?.slug
  );
  return { es, en };
}

function countsOf(counts: PoolCount[], pool: Pool): PoolCount[] {
  return counts.filter((count) => count.pool === pool);
}

function seatsOf(capacity: number | null, counts: PoolCount[]): Seats | null {
  if (capacity === null) return null;
  const taken = counts.reduce((sum, count) => sum + count.taken, 0);
  const lined = counts.some(
    ({ smallestWaiting }) => smallestWaiting !== null && smallestWaiting <= capacity
  );
  return { capacity, left: lined ? 0 : roughly(capacity - taken) };
}

function roughly(left: number): number {
  if (left <= 0) return 0;
  return left <= 10 ? 1 : Math.floor((left - 1) / 10) * 10;
}

function publicPerson(row: PersonRow, lang: Locale): PublicPerson {
  return {
    slug: row.slug,
    name: row.name,
    role: row.role,
    roleText: pickText(row.roleTexts, lang),
    topic: pickText(readLocalText(row.topic), lang),
    pronouns: pickText(row.pronouns, lang),
    bio: pickText(row.bio, lang),
    photo: row.photo === null ? null : { name: row.photo, alt: pickText(row.photoAlt, lang) }
  };
}

function publicResource(row: ResourceRow, lang: Locale): PublicResource {
  return {
    kind: row.kind,
    language: row.language,
    url: row.url,
    label: pickText(readLocalText(row.label), lang) ?? {
      text: new URL(row.url).host,
      lang: row.language
    }
  };
}

function actionOf(resources: PublicResource[]): PublicResource | null {
  return resources.find((resource) => ACTIONS.includes(resource.kind)) ?? null;
}
