import type { FoundText, Locale } from '../../i18n/locales.ts';
import type { Context } from '../context.ts';
import type { EventStatus, Executor, PersonRole } from '../db/schema.ts';
import { loadTexts } from '../events/event-parts.ts';
import { slugsOf, textOf } from '../events/public-event.ts';
import { mayChangePerson, reachOf } from './people-rights.ts';
import { loadPersonTexts, noTexts, type PersonTexts } from './person-texts.ts';

/** A person as their own staff page shows them. */
export interface PersonSheet extends PersonTexts {
  slug: string;
  name: string;
  photo: string | null;
  version: number;
  usedIn: PersonUse[];
  /** Whether this member of staff may change them; see `mayChangePerson`. */
  editable: boolean;
}

export interface PersonUse {
  slug: Record<Locale, string>;
  title: FoundText;
  status: EventStatus;
  roles: PersonRole[];
  /** Whether this member of staff sees to that event. */
  own: boolean;
}

/** A person by their slug, with where they appear, newest first; null where there is none, and for who organizes nothing. */
export async function findPerson(
  { db }: Context,
  staffId: string,
  slug: string,
  lang: Locale
): Promise<PersonSheet | null> {
  const reach = await reachOf(db, staffId);
  if (reach === null) return null;
  const row = await db
    .selectFrom('people')
    .select(['id', 'slug', 'name', 'photo', 'version'])
    .where('slug', '=', slug)
    .executeTakeFirst();
  if (!row) return null;
  const { id, ...person } = row;
  const texts = (await loadPersonTexts(db, [id])).get(id) ?? noTexts();
  const usedIn = await usesOf(db, id, lang, (event) => reach === 'all' || reach.includes(event));
  return { ...person, ...texts, usedIn, editable: await mayChangePerson(db, reach, id) };
}

async function usesOf(
  executor: Executor,
  personId: string,
  lang: Locale,
  isOwn: (eventId: string) => boolean
): Promise<PersonUse[]> {
  const rows = await executor
    .selectFrom('event_people')
    .innerJoin('events', 'events.id', 'event_people.event_id')
    .select(['events.id', 'events.status', 'event_people.role'])
    .where('event_people.person_id', '=', personId)
    .where('events.rehearsal_of', 'is', null)
    .orderBy('events.starts_at', 'desc')
    .orderBy('events.id')
    .orderBy('event_people.position')
    .execute();
  const events = Map.groupBy(rows, (row) => row.id);
  const texts = await loadTexts(executor, [...events.keys()]);
  return [...events].map(([id, uses]) => {
    const own = texts.get(id) ?? [];
    return {
      slug: slugsOf(own),
      title: textOf(own, 'title', lang) ?? { text: own[0]?.slug ?? '', lang },
      status: uses[0]?.status ?? 'draft',
      roles: uses.map((use) => use.role),
      own: isOwn(id)
    };
  });
}
