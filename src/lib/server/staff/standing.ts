import type { Executor } from '../db/schema.ts';

/**
 * What each of these sessions may do now, as one comparable text; a session that ended or whose user was
 * disabled is missing. One statement, so that a hub can ask every moment.
 */
export async function standingOfSessions(
  executor: Executor,
  sessionIds: readonly string[]
): Promise<Map<string, string>> {
  if (sessionIds.length === 0) return new Map();
  const rows = await executor
    .selectFrom('sessions')
    .innerJoin('staff_users', 'staff_users.id', 'sessions.user_id')
    .leftJoin('staff_roles', 'staff_roles.user_id', 'sessions.user_id')
    .select(['sessions.id', 'staff_roles.role', 'staff_roles.event_id'])
    .where('sessions.id', 'in', sessionIds)
    .where('staff_users.disabled_at', 'is', null)
    .orderBy('staff_roles.role')
    .orderBy('staff_roles.event_id')
    .execute();
  const standings = new Map<string, string>();
  for (const { id, role, event_id } of rows)
    standings.set(id, `${standings.get(id) ?? ''}${role ?? ''} ${event_id ?? ''};`);
  return standings;
}
