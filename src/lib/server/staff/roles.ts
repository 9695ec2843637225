import type { Context } from '../context.ts';
import type { Executor, StaffRole } from '../db/schema.ts';
import { inTransaction } from '../db/transaction.ts';
import { isAdmin } from './access.ts';
import { audit } from './audit.ts';
import { isLastAdmin } from './last-admin.ts';
import type { RoleGrant } from './users.ts';

/** For the whole hub; the others are given for events that one names. */
export const HUB_ROLES: readonly StaffRole[] = ['admin', 'organizer'];
export const EVENT_ROLES: readonly StaffRole[] = ['moderator', 'interpreter'];

export type RoleOutcome =
  { ok: true } | { ok: false; code: 'forbidden' | 'not_found' | 'event_missing' | 'last_admin' };

/**
 * Gives somebody a role, in force at once; one they hold already stays. Refuses an event role without a real
 * event (`event_missing`), and what an admin alone may do to everybody else (`forbidden`).
 */
export async function grantRole(
  context: Context,
  adminId: string,
  userId: string,
  grant: RoleGrant
): Promise<RoleOutcome> {
  return inTransaction(context.db, async (trx) => {
    if (!(await isAdmin(trx, adminId))) return { ok: false, code: 'forbidden' };
    if (!(await isThere(trx, userId))) return { ok: false, code: 'not_found' };
    if (!(await fits(trx, grant))) return { ok: false, code: 'event_missing' };
    const { numInsertedOrUpdatedRows } = await trx
      .insertInto('staff_roles')
      .values({ user_id: userId, role: grant.role, event_id: grant.eventId })
      .onConflict((conflict) => conflict.columns(['user_id', 'role', 'event_id']).doNothing())
      .executeTakeFirst();
    if (numInsertedOrUpdatedRows !== 0n)
      await auditChange(trx, context, { adminId, userId, grant, change: 'to' });
    return { ok: true };
  });
}

/** Takes a role away, in force at once; the caller closes the sockets. The last admin stays one (`last_admin`). */
export async function withdrawRole(
  context: Context,
  adminId: string,
  userId: string,
  grant: RoleGrant
): Promise<RoleOutcome> {
  return inTransaction(context.db, async (trx) => {
    if (!(await isAdmin(trx, adminId))) return { ok: false, code: 'forbidden' };
    const isHubAdmin = grant.role === 'admin' && grant.eventId === '';
    if (isHubAdmin && (await isLastAdmin(trx, userId))) return { ok: false, code: 'last_admin' };
    const gone = await trx
      .deleteFrom('staff_roles')
      .where('user_id', '=', userId)
      .where('role', '=', grant.role)
      .where('event_id', '=', grant.eventId)
      .returning('user_id')
      .executeTakeFirst();
    if (gone) await auditChange(trx, context, { adminId, userId, grant, change: 'from' });
    return { ok: true };
  });
}

async function isThere(trx: Executor, userId: string): Promise<boolean> {
  const row = await trx
    .selectFrom('staff_users')
    .select('id')
    .where('id', '=', userId)
    .executeTakeFirst();
  return row !== undefined;
}

/** Whether the role is one of the hub without an event, or one of an event that is no rehearsal. */
export async function fits(trx: Executor, { role, eventId }: RoleGrant): Promise<boolean> {
  if (HUB_ROLES.includes(role)) return eventId === '';
  const event = await trx
    .selectFrom('events')
    .select('id')
    .where('id', '=', eventId)
    .where('rehearsal_of', 'is', null)
    .executeTakeFirst();
  return event !== undefined;
}

interface RoleChange {
  adminId: string;
  userId: string;
  grant: RoleGrant;
  change: 'from' | 'to';
}

async function auditChange(
  trx: Executor,
  context: Context,
  { adminId, userId, grant, change }: RoleChange
): Promise<void> {
  await audit(trx, context, {
    actor: adminId,
    what: 'roles_changed',
    eventId: grant.eventId || null,
    subject: { kind: 'staff', id: userId },
    detail: { [change]: grant.role }
  });
}
