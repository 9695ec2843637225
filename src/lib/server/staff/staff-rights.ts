import type { Executor } from '../db/schema.ts';
import { ORGANIZING } from './access.ts';

/** Which pages of the staff somebody finds a way to; each page asks again by itself. */
export interface StaffRights {
  /** Runs at least one event. */
  organizes: boolean;
  /** Runs every event, and so may begin new ones. */
  creates: boolean;
  administers: boolean;
}

/** What this person may do in the house at this moment; nothing once the account is disabled. */
export async function findStaffRights(executor: Executor, userId: string): Promise<StaffRights> {
  const grants = await executor
    .selectFrom('staff_roles')
    .innerJoin('staff_users', 'staff_users.id', 'staff_roles.user_id')
    .select(['staff_roles.role', 'staff_roles.event_id'])
    .where('staff_users.id', '=', userId)
    .where('staff_users.disabled_at', 'is', null)
    .where('staff_roles.role', 'in', ORGANIZING)
    .execute();
  return {
    organizes: grants.length > 0,
    creates: grants.some((grant) => grant.event_id === ''),
    administers: grants.some((grant) => grant.role === 'admin' && grant.event_id === '')
  };
}
