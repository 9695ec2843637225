import { MOST_PEOPLE, type EventPerson } from '../../schema/event-people.ts';
import type { Context } from '../context.ts';
import type { Executor, Trx } from '../db/schema.ts';
import { inTransaction } from '../db/transaction.ts';
import { refreshSearch } from '../events/search-text.ts';
import { audit } from '../staff/audit.ts';
import { hasRole, ORGANIZING } from '../staff/access.ts';
import { storedPeople, versionOf } from './event-people.ts';
import { insertPerson } from './save-person.ts';

interface PeopleChange {
  people: readonly EventPerson[];
  /** The version of the list that the change was made on. */
  version: string;
  /** The name of somebody whom the house does not know yet, to stand at the end of the list. */
  newcomer?: string | null;
}

export type PeopleSaved =
  | { ok: true; version: string }
  | { ok: false; code: 'not_found' | 'unknown_person' | 'full' }
  | { ok: false; code: 'conflict'; by: string | null; version: string };

/**
 * Puts these people on the event in this order, in place of those who were there. `conflict` with the colleague's
 * name when the list changed since; nothing is written then.
 */
export async function saveEventPeople(
  context: Context,
  staffId: string,
  eventId: string,
  { people, version, newcomer = null }: PeopleChange
): Promise<PeopleSaved> {
  return inTransaction(context.db, async (trx) => {
    if (!(await hasRole(trx, staffId, eventId, ORGANIZING)))
      return { ok: false, code: 'not_found' };
    const before = await storedPeople(trx, eventId);
    const current = versionOf(before);
    if (current !== version)
      return { ok: false, code: 'conflict', by: await lastEditor(trx, eventId), version: current };
    if (people.length + (newcomer ? 1 : 0) > MOST_PEOPLE) return { ok: false, code: 'full' };
    const wanted = [...people];
    if (newcomer) {
      const { slug } = await insertPerson(trx, context, staffId, { name: newcomer });
      wanted.push({ person: slug, role: 'panelist', es: null, en: null });
    }
    const after = versionOf(wanted);
    if (after === current) return { ok: true, version: current };
    if (!(await replacePeople(trx, eventId, wanted))) return { ok: false, code: 'unknown_person' };
    await noteChange(trx, context, staffId, eventId);
    return { ok: true, version: after };
  });
}

/** False, and nothing changed, when somebody of the list is not in the house any more. */
async function replacePeople(
  trx: Trx,
  eventId: string,
  people: readonly EventPerson[]
): Promise<boolean> {
  const ids = await idsOf(
    trx,
    people.map(({ person }) => person)
  );
  if (people.some(({ person }) => !ids.has(person))) return false;
  await trx.deleteFrom('event_people').where('event_id', '=', eventId).execute();
  if (people.length === 0) return true;
  await trx
    .insertInto('event_people')
    .values(
      people.map(({ person, role, es, en }, position) => ({
        event_id: eventId,
        person_id: ids.get(person) ?? '',
        role,
        position,
        topic: JSON.stringify({ ...(es && { es }), ...(en && { en }) })
      }))
    )
    .execute();
  return true;
}

async function idsOf(executor: Executor, slugs: readonly string[]): Promise<Map<string, string>> {
  const rows = await executor
    .selectFrom('people')
    .select(['slug', 'id'])
    .where('slug', 'in', ['', ...slugs])
    .execute();
  return new Map(rows.map((row) => [row.slug, row.id]));
}

async function noteChange(
  trx: Trx,
  context: Context,
  staffId: string,
  eventId: string
): Promise<void> {
  await refreshSearch(trx, { eventIds: [eventId], personIds: [] });
  await trx
    .updateTable('events')
    .set({ updated_at: context.now().toISOString() })
    .where('id', '=', eventId)
    .execute();
  await audit(trx, context, {
    actor: staffId,
    what: 'event_changed',
    eventId,
    subject: { kind: 'event', id: eventId },
    detail: { field: 'people' }
  });
}

/** Who changed the people last; null when it was an import. */
async function lastEditor(executor: Executor, eventId: string): Promise<string | null> {
  const row = await executor
    .selectFrom('audit_log')
    .select('actor_name')
    .where('event_id', '=', eventId)
    .where('what', '=', 'event_changed')
    .where('detail', '=', JSON.stringify({ field: 'people' }))
    .orderBy('at', 'desc')
    .orderBy('id')
    .executeTakeFirst();
  return row?.actor_name || null;
}
