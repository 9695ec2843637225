import type { Context } from '../context.ts';
import { inTransaction } from '../db/transaction.ts';
import { isAdmin } from './access.ts';
import { audit } from './audit.ts';
import { isLastAdmin } from './last-admin.ts';

export type DisableOutcome =
  { ok: true } | { ok: false; code: 'forbidden' | 'not_found' | 'last_admin' };

/**
 * Closes an account at once: sessions and open links end, and the caller closes its sockets. What the person did
 * stays theirs. `adminId` is null for the operator at the console. The last admin stays (`last_admin`).
 */
export async function disableStaff(
  context: Context,
  adminId: string | null,
  userId: string
): Promise<DisableOutcome> {
  return inTransaction(context.db, async (trx) => {
    if (adminId !== null && !(await isAdmin(trx, adminId))) return { ok: false, code: 'forbidden' };
    if (await isLastAdmin(trx, userId)) return { ok: false, code: 'last_admin' };
    const user = await trx
      .updateTable('staff_users')
      .set({ disabled_at: context.now().toISOString() })
      .where('id', '=', userId)
      .where('disabled_at', 'is', null)
      .returning('id')
      .executeTakeFirst();
    if (!user) return { ok: false, code: 'not_found' };
    await trx.deleteFrom('sessions').where('user_id', '=', userId).execute();
    await trx.deleteFrom('staff_links').where('user_id', '=', userId).execute();
    const subject = { kind: 'staff' as const, id: userId };
    await audit(trx, context, { actor: adminId, what: 'user_disabled', eventId: null, subject });
    return { ok: true };
  });
}

/** Opens a closed account again, with the roles and the password it had. */
export async function enableStaff(
  context: Context,
  adminId: string | null,
  userId: string
): Promise<DisableOutcome> {
  return inTransaction(context.db, async (trx) => {
    if (adminId !== null && !(await isAdmin(trx, adminId))) return { ok: false, code: 'forbidden' };
    const user = await trx
      .updateTable('staff_users')
      .set({ disabled_at: null })
      .where('id', '=', userId)
      .where('disabled_at', 'is not', null)
      .returning('id')
      .executeTakeFirst();
    if (!user) return { ok: false, code: 'not_found' };
    const subject = { kind: 'staff' as const, id: userId };
    await audit(trx, context, { actor: adminId, what: 'user_enabled', eventId: null, subject });
    return { ok: true };
  });
}
