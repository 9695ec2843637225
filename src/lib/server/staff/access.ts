import type { Executor, StaffRole } from '../db/schema.ts';
import type { Locale } from '../../i18n/locales.ts';

/** Who may decide about questions. */
export const MODERATING: readonly StaffRole[] = ['admin', 'organizer', 'moderator'];
/** Who runs the event: seats, people, texts. Whoever moderates questions needs to know none of that. */
export const ORGANIZING: readonly StaffRole[] = ['admin', 'organizer'];
/** Who may read what is not public. */
export const READING: readonly StaffRole[] = [...MODERATING, 'interpreter'];

export interface StaffEvent {
  id: string;
  slug: Record<Locale, string>;
}

/**
 * The event with this slug if the user holds one of `roles` for it, or for the event that it rehearses,
 * else null: an event of somebody else and one that does not exist look the same.
 */
export async function findStaffEvent(
  executor: Executor,
  userId: string,
  slug: string,
  roles: readonly StaffRole[]
): Promise<StaffEvent | null> {
  const rows = await executor
    .selectFrom('event_texts as asked')
    .innerJoin('events', 'events.id', 'asked.event_id')
    .innerJoin('event_texts as texts', 'texts.event_id', 'asked.event_id')
    .select(['texts.event_id', 'texts.lang', 'texts.slug'])
    .where('asked.slug', '=', slug)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('staff_roles')
          .innerJoin('staff_users', 'staff_users.id', 'staff_roles.user_id')
          .select('staff_users.id')
          .where('staff_users.id', '=', userId)
          .where('staff_users.disabled_at', 'is', null)
          .where('staff_roles.role', 'in', roles)
          .where((eb) =>
            eb.or([
              eb('staff_roles.event_id', '=', ''),
              eb('staff_roles.event_id', '=', eb.ref('events.id')),
              eb('staff_roles.event_id', '=', eb.ref('events.rehearsal_of'))
            ])
          )
      )
    )
    .execute();
  const slugs = Object.fromEntries(rows.map((row) => [row.lang, row.slug]));
  const first = rows[0];
  return first
    ? { id: first.event_id, slug: { es: slugs.es ?? slug, en: slugs.en ?? slug } }
    : null;
}

/** Whether the user holds one of `roles` for the event, or for the one that it rehearses, at this moment. */
export async function hasRole(
  executor: Executor,
  userId: string,
  eventId: string,
  roles: readonly StaffRole[]
): Promise<boolean> {
  const row = await executor
    .selectFrom('staff_roles')
    .innerJoin('staff_users', 'staff_users.id', 'staff_roles.user_id')
    .select('staff_users.id')
    .where('staff_users.id', '=', userId)
    .where('staff_users.disabled_at', 'is', null)
    .where('staff_roles.role', 'in', roles)
    .where((eb) =>
      eb.or([
        eb('staff_roles.event_id', 'in', ['', eventId]),
        eb('staff_roles.event_id', '=', originalOf(executor, eventId))
      ])
    )
    .executeTakeFirst();
  return row !== undefined;
}

/** The events for which the user holds one of `roles`, or all; null for who holds none. */
export async function eventsWithRole(
  executor: Executor,
  userId: string,
  roles: readonly StaffRole[]
): Promise<'all' | string[] | null> {
  const rows = await executor
    .selectFrom('staff_roles')
    .innerJoin('staff_users', 'staff_users.id', 'staff_roles.user_id')
    .select('staff_roles.event_id')
    .where('staff_users.id', '=', userId)
    .where('staff_users.disabled_at', 'is', null)
    .where('staff_roles.role', 'in', roles)
    .execute();
  if (rows.length === 0) return null;
  const eventIds = rows.map((row) => row.event_id);
  return eventIds.includes('') ? 'all' : eventIds;
}

/** Whether the user administers the hub at this moment; an admin of one event is none. */
export async function isAdmin(executor: Executor, userId: string): Promise<boolean> {
  return hasRole(executor, userId, '', ['admin']);
}

function originalOf(executor: Executor, rehearsalId: string) {
  return executor.selectFrom('events').select('rehearsal_of').where('id', '=', rehearsalId);
}
