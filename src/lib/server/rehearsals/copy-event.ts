import { randomBytes, randomUUID } from 'node:crypto';
import type { Selectable } from 'kysely';
import type { Locale } from '../../i18n/locales.ts';
import type { Context } from '../context.ts';
import type { Database, Trx } from '../db/schema.ts';
import { wallTimeAt } from '../events/clock.ts';

/** How long a rehearsal lives unless somebody ends it, in minutes. */
export const REHEARSAL_MINUTES = 24 * 60;

/**
 * Makes a practice room of an event: its texts, people, resources and rules, as if its hour began now, with
 * questions open. It stays a draft, so that nothing public knows it. Returns its id.
 */
export async function copyEvent(
  trx: Trx,
  context: Context,
  original: Selectable<Database['events']>
): Promise<string> {
  const id = randomUUID();
  const now = context.now();
  await trx
    .insertInto('events')
    .values({
      ...original,
      ...hourFrom(now, original.zone),
      id,
      rehearsal_of: original.id,
      status: 'draft',
      qa: 'open',
      notice: '{}',
      capacity: null,
      stream_url: null,
      stream_channels: '{}',
      revision: 0,
      viewers_rev: 0,
      staff_rev: 0,
      created_at: now.toISOString(),
      updated_at: now.toISOString()
    })
    .execute();
  await copyTexts(trx, original.id, id);
  await copyPeople(trx, original.id, id);
  await copyResources(trx, original.id, id);
  return id;
}

function hourFrom(now: Date, zone: string) {
  return {
    start_local: wallTimeAt(now, zone),
    duration_minutes: REHEARSAL_MINUTES,
    start_date: null,
    days: null,
    starts_at: now.toISOString(),
    ends_at: new Date(now.getTime() + REHEARSAL_MINUTES * 60_000).toISOString()
  };
}

/**
 * The address is new each time: nobody can guess it, no import names it, and what a browser kept of an
 * earlier rehearsal never meets a later one. `search` stays empty: nothing may find it.
 */
async function copyTexts(trx: Trx, from: string, to: string): Promise<void> {
  const code = randomBytes(5).toString('hex');
  const slug: Record<Locale, string> = { es: `ensayo-${code}`, en: `rehearsal-${code}` };
  const texts = await trx
    .selectFrom('event_texts')
    .selectAll()
    .where('event_id', '=', from)
    .execute();
  for (const text of texts)
    await trx
      .insertInto('event_texts')
      .values({ ...text, event_id: to, slug: slug[text.lang], search: '' })
      .execute();
}

async function copyPeople(trx: Trx, from: string, to: string): Promise<void> {
  const people = await trx
    .selectFrom('event_people')
    .selectAll()
    .where('event_id', '=', from)
    .execute();
  for (const person of people)
    await trx
      .insertInto('event_people')
      .values({ ...person, event_id: to })
      .execute();
}

async function copyResources(trx: Trx, from: string, to: string): Promise<void> {
  const resources = await trx
    .selectFrom('resources')
    .selectAll()
    .where('event_id', '=', from)
    .execute();
  for (const resource of resources)
    await trx
      .insertInto('resources')
      .values({ ...resource, id: randomUUID(), event_id: to })
      .execute();
}
