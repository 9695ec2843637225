import { randomUUID } from 'node:crypto';
import { LOCALES, type Locale } from '../../i18n/locales.ts';
import type { ImportEvent } from '../../schema/import.ts';
import type { Trx } from '../db/schema.ts';

/** Replaces the texts, people and resources of an event; `search` is filled by `refreshSearch`. */
export async function saveEventDetails(
  trx: Trx,
  eventId: string,
  event: ImportEvent
): Promise<void> {
  await saveTexts(trx, eventId, event);
  await savePeopleOfEvent(trx, eventId, event.people);
  await saveResources(trx, eventId, event.resources);
}

async function saveTexts(trx: Trx, eventId: string, event: ImportEvent): Promise<void> {
  await trx.deleteFrom('event_texts').where('event_id', '=', eventId).execute();
  await trx
    .insertInto('event_texts')
    .values(
      LOCALES.map((lang) => ({ event_id: eventId, lang, search: '', ...textColumns(event, lang) }))
    )
    .execute();
}

function textColumns(event: ImportEvent, lang: Locale) {
  return {
    slug: event.slug[lang],
    title: event.title[lang] ?? null,
    summary: event.summary?.[lang] ?? null,
    description: event.description?.[lang] ?? null,
    notes: event.notes?.[lang] ?? null,
    recap: event.recap?.[lang] ?? null,
    place: event.place?.[lang] ?? null
  };
}

async function savePeopleOfEvent(
  trx: Trx,
  eventId: string,
  people: ImportEvent['people']
): Promise<void> {
  await trx.deleteFrom('event_people').where('event_id', '=', eventId).execute();
  for (const [position, { person, role, topic }] of people.entries()) {
    const { id } = await trx
      .selectFrom('people')
      .select('id')
      .where('slug', '=', person)
      .executeTakeFirstOrThrow();
    await trx
      .insertInto('event_people')
      .values({
        event_id: eventId,
        person_id: id,
        role,
        position,
        topic: JSON.stringify(topic ?? {})
      })
      .execute();
  }
}

async function saveResources(
  trx: Trx,
  eventId: string,
  resources: ImportEvent['resources']
): Promise<void> {
  await trx.deleteFrom('resources').where('event_id', '=', eventId).execute();
  for (const [position, { kind, language, url, label }] of resources.entries()) {
    await trx
      .insertInto('resources')
      .values({
        id: randomUUID(),
        event_id: eventId,
        kind,
        language,
        url,
        position,
        label: JSON.stringify(label)
      })
      .execute();
  }
}
