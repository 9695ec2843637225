import { isPostgres } from '../db/migrate.ts';
import type { Trx } from '../db/schema.ts';

/**
 * Whether nobody but this person could administer the hub. Takes the admins' rows for this transaction, so
 * that two admins cannot take the role from each other at the same moment.
 */
export async function isLastAdmin(trx: Trx, userId: string): Promise<boolean> {
  await trx
    .selectFrom('staff_roles')
    .select('user_id')
    .where('role', '=', 'admin')
    .where('event_id', '=', '')
    .orderBy('user_id')
    .$if(isPostgres(trx), (query) => query.forUpdate())
    .execute();
  const admins = await trx
    .selectFrom('staff_roles')
    .innerJoin('staff_users', 'staff_users.id', 'staff_roles.user_id')
    .select('staff_users.id')
    .where('staff_roles.role', '=', 'admin')
    .where('staff_roles.event_id', '=', '')
    .where('staff_users.disabled_at', 'is', null)
    // Who was only invited cannot let anybody in yet.
    .where('staff_users.password_hash', 'is not', null)
    .execute();
  return admins.every((admin) => admin.id === userId) && admins.length > 0;
}
