import { createHash } from 'node:crypto';
import { pickText, type FoundText, type Locale, type LocalText } from '../../i18n/locales.ts';
import type { EventPerson } from '../../schema/event-people.ts';
import type { Context } from '../context.ts';
import type { Executor, PersonRole } from '../db/schema.ts';
import { readLocalText } from '../events/columns.ts';
import { loadPersonTexts } from './person-texts.ts';

/** One person of an event, as its organizers arrange them. */
export interface ArrangedPerson {
  person: string;
  name: string;
  photo: string | null;
  /** What the person does. */
  roleText: FoundText | null;
  role: PersonRole;
  topic: LocalText;
}

export interface EventPeopleSheet {
  people: ArrangedPerson[];
  /** Changes whenever the list does: what a change is based on. */
  version: string;
}

/** Who takes part in an event, in order, in two statements. */
export async function loadEventPeople(
  { db }: Pick<Context, 'db'>,
  eventId: string,
  lang: Locale
): Promise<EventPeopleSheet> {
  const rows = await db
    .selectFrom('event_people')
    .innerJoin('people', 'people.id', 'event_people.person_id')
    .select(['people.id', 'people.slug', 'people.name', 'people.photo'])
    .select(['event_people.role', 'event_people.topic'])
    .where('event_id', '=', eventId)
    .orderBy('position')
    .execute();
  const texts = await loadPersonTexts(
    db,
    rows.map((row) => row.id)
  );
  const people = rows.map(({ id, slug, name, photo, role, topic }) => ({
    person: slug,
    name,
    photo,
    roleText: pickText(texts.get(id)?.role ?? {}, lang),
    role,
    topic: readLocalText(topic)
  }));
  return { people, version: versionOf(people.map(plainPerson)) };
}

/** The list as the database has it, without what is only shown. */
export async function storedPeople(executor: Executor, eventId: string): Promise<EventPerson[]> {
  const rows = await executor
    .selectFrom('event_people')
    .innerJoin('people', 'people.id', 'event_people.person_id')
    .select(['people.slug', 'event_people.role', 'event_people.topic'])
    .where('event_id', '=', eventId)
    .orderBy('position')
    .execute();
  return rows.map(({ slug, role, topic }) =>
    plainPerson({ person: slug, role, topic: readLocalText(topic) })
  );
}

/** A short word for a list: the same for the same people, roles, topics and order. */
export function versionOf(people: readonly EventPerson[]): string {
  const plain = people.map(({ person, role, es, en }) => [person, role, es, en]);
  return createHash('sha256').update(JSON.stringify(plain)).digest('base64url').slice(0, 16);
}

function plainPerson({
  person,
  role,
  topic
}: Pick<ArrangedPerson, 'person' | 'role' | 'topic'>): EventPerson {
  return { person, role, es: topic.es ?? null, en: topic.en ?? null };
}
