import { foldText } from '../../schema/text.ts';
import type { Executor } from '../db/schema.ts';

interface Touched {
  eventIds: string[];
  personIds: string[];
}

/**
 * Refills what the search box looks through, for the given events and those where the given people appear. Both
 * languages are in both rows: a reader of English finds the event by a Spanish word, too.
 */
export async function refreshSearch(
  executor: Executor,
  { eventIds, personIds }: Touched
): Promise<void> {
  const appearances = personIds.length === 0 ? [] : await eventsOf(executor, personIds);
  for (const eventId of new Set([...eventIds, ...appearances])) await refreshOne(executor, eventId);
}

async function eventsOf(executor: Executor, personIds: string[]): Promise<string[]> {
  const rows = await executor
    .selectFrom('event_people')
    .select('event_id')
    .distinct()
    .where('person_id', 'in', personIds)
    .execute();
  return rows.map((row) => row.event_id);
}

async function refreshOne(executor: Executor, eventId: string): Promise<void> {
  const texts = await executor
    .selectFrom('event_texts')
    .select(['title', 'summary', 'place'])
    .where('event_id', '=', eventId)
    .orderBy('lang')
    .execute();
  const people = await executor
    .selectFrom('event_people')
    .innerJoin('people', 'people.id', 'event_people.person_id')
    .select('people.name')
    .where('event_people.event_id', '=', eventId)
    .orderBy('event_people.position')
    .execute();
  const words = [
    ...texts.flatMap((text) => [text.title, text.summary, text.place]),
    ...people.map((person) => person.name)
  ];
  const search = foldText(words.filter((word) => word !== null).join('\n'));
  await executor
    .updateTable('event_texts')
    .set({ search })
    .where('event_id', '=', eventId)
    .execute();
}
