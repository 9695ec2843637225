import type { Selectable } from 'kysely';
import type { Locale, LocalText } from '../../i18n/locales.ts';
import type { Database, Executor, PersonRole, Pool, ResourceKind } from '../db/schema.ts';
import { loadEditions, type EditionRow } from './editions.ts';
import { listedPartners } from '../partners/event-partners.ts';
import { loadPersonTexts, noTexts } from '../people/person-texts.ts';
import { LIVE_STATUSES, SEAT_HOLDERS } from '../rsvps/states.ts';

export type EventRow = Selectable<Database['events']>;
export type TextRow = Selectable<Database['event_texts']>;

export type CardTextRow = Pick<TextRow, 'lang' | 'slug' | 'title' | 'summary' | 'place'>;

export interface PersonRow {
  slug: string;
  name: string;
  role: PersonRole;
  /** JSON `{ es?, en? }`. */
  topic: string;
  roleTexts: LocalText;
  pronouns: LocalText;
  bio: LocalText;
  photo: string | null;
  photoAlt: LocalText;
}

export interface ResourceRow {
  kind: ResourceKind;
  language: Locale;
  url: string;
  label: string;
}

/** All rows that make up one event. */
export interface EventParts {
  event: EventRow;
  texts: TextRow[];
  people: PersonRow[];
  resources: ResourceRow[];
  partners: { name: string; url: string | null }[];
  /** Of the same series, newest first, this one among them. */
  editions: EditionRow[];
  taken: PoolCount[];
}

/** What is held and who waits in one pool of an event. */
export interface PoolCount {
  pool: Pool;
  taken: number;
  /** Seats of the smallest party in the line; null when nobody waits. */
  smallestWaiting: number | null;
}

/** The rows of one event, in a constant number of statements; null when there is none. */
export async function loadEventParts(
  executor: Executor,
  eventId: string
): Promise<EventParts | null> {
  const event = await executor
    .selectFrom('events')
    .selectAll()
    .where('id', '=', eventId)
    .executeTakeFirst();
  if (!event) return null;
  const texts = await executor
    .selectFrom('event_texts')
    .selectAll()
    .where('event_id', '=', eventId)
    .execute();
  const taken = await countTakenSeats(executor, [eventId]);
  return {
    event,
    texts,
    people: await loadPeople(executor, eventId),
    resources: await loadResources(executor, eventId),
    partners: await listedPartners(executor, eventId),
    editions: await loadEditions(executor, event.series_id),
    taken: taken.get(eventId) ?? []
  };
}

/** The short texts of several events in one statement. */
export async function loadTexts(
  executor: Executor,
  eventIds: string[]
): Promise<Map<string, CardTextRow[]>> {
  if (eventIds.length === 0) return new Map();
  const rows = await executor
    .selectFrom('event_texts')
    .select(['event_id', 'lang', 'slug', 'title', 'summary', 'place'])
    .where('event_id', 'in', eventIds)
    .execute();
  return Map.groupBy(rows, (row) => row.event_id);
}

/** The seats that confirmed and offered RSVPs hold, and who waits, of several events in one statement. */
export async function countTakenSeats(
  executor: Executor,
  eventIds: string[]
): Promise<Map<string, PoolCount[]>> {
  if (eventIds.length === 0) return new Map();
  const rows = await executor
    .selectFrom('rsvps')
    .select(({ fn }) => [
      'event_id',
      'pool',
      fn.sum('seats').filterWhere('status', 'in', SEAT_HOLDERS).as('taken'),
      fn.min('seats').filterWhere('status', '=', 'waitlisted').as('smallest')
    ])
    .where('event_id', 'in', eventIds)
    .where('status', 'in', LIVE_STATUSES)
    .groupBy(['event_id', 'pool'])
    .execute();
  const counts = rows.map(({ event_id: eventId, pool, taken, smallest }) => ({
    eventId,
    pool,
    taken: Number(taken ?? 0),
    smallestWaiting: smallest === null ? null : Number(smallest)
  }));
  return Map.groupBy(counts, (count) => count.eventId);
}

async function loadPeople(executor: Executor, eventId: string): Promise<PersonRow[]> {
  const rows = await executor
    .selectFrom('event_people')
    .innerJoin('people', 'people.id', 'event_people.person_id')
    .select(['people.id', 'people.slug', 'people.name', 'people.photo'])
    .select(['event_people.role', 'event_people.topic'])
    .where('event_people.event_id', '=', eventId)
    .orderBy('event_people.position')
    .execute();
  const texts = await loadPersonTexts(
    executor,
    rows.map((row) => row.id)
  );
  return rows.map(({ id, ...row }) => {
    const { role: roleTexts, pronouns, bio, photoAlt } = texts.get(id) ?? noTexts();
    return { ...row, roleTexts, pronouns, bio, photoAlt };
  });
}

async function loadResources(executor: Executor, eventId: string): Promise<ResourceRow[]> {
  return executor
    .selectFrom('resources')
    .select(['kind', 'language', 'url', 'label'])
    .where('event_id', '=', eventId)
    .orderBy('position')
    .execute();
}
