import { randomUUID } from 'node:crypto';
import { emailKey } from '../../schema/email.ts';
import type { Context } from '../context.ts';
import type { Executor, StaffRole } from '../db/schema.ts';
import { inTransaction } from '../db/transaction.ts';
import { audit } from './audit.ts';
import { hashPassword, passwordRefusal, type PasswordRefusal } from './passwords.ts';
import { makeWelcomeLink } from './welcome.ts';

/** A role for one event, or for every event when `eventId` is ''. */
export interface RoleGrant {
  role: StaffRole;
  eventId: string;
}

export interface StaffUser {
  id: string;
  name: string;
  email: string;
  roles: RoleGrant[];
}

export interface NewStaffUser {
  email: string;
  name: string;
  roles: RoleGrant[];
  /** Null: the person chooses one by a one-time link. */
  password: string | null;
}

export type CreateStaffUserOutcome =
  | { ok: true; user: StaffUser; link: string | null }
  | { ok: false; code: 'email_taken' | PasswordRefusal };

/**
 * Makes a sign-in; `by` is the staff user who does, null at the console. Without a password it returns the token
 * of a link to choose one with. Refuses a taken e-mail and passwords outside 10 to 200 characters.
 */
export async function createStaffUser(
  context: Context,
  input: NewStaffUser,
  by: string | null = null
): Promise<CreateStaffUserOutcome> {
  const refusal = input.password === null ? null : passwordRefusal(input.password);
  if (refusal) return { ok: false, code: refusal };
  const passwordHash = input.password === null ? null : await hashPassword(input.password);
  return inTransaction(context.db, async (trx) => {
    const user = { id: randomUUID(), email: emailKey(input.email), name: input.name };
    const { numInsertedOrUpdatedRows } = await trx
      .insertInto('staff_users')
      .values({ ...user, password_hash: passwordHash, created_at: context.now().toISOString() })
      .onConflict((conflict) => conflict.column('email').doNothing())
      .executeTakeFirst();
    if (numInsertedOrUpdatedRows === 0n) return { ok: false, code: 'email_taken' };
    await trx
      .insertInto('staff_roles')
      .values(
        input.roles.map(({ role, eventId }) => ({ user_id: user.id, role, event_id: eventId }))
      )
      .execute();
    await audit(trx, context, {
      actor: by,
      what: 'user_added',
      eventId: input.roles.length === 1 ? input.roles[0]?.eventId || null : null,
      subject: { kind: 'staff', id: user.id },
      detail: { roles: [...new Set(input.roles.map(({ role }) => role))].join(' ') }
    });
    const link = passwordHash === null ? await makeWelcomeLink(trx, context, user.id) : null;
    return { ok: true, user: { ...user, roles: input.roles }, link };
  });
}

/** Every sign-in with its roles, by e-mail. */
export async function listStaffUsers(
  context: Context
): Promise<(StaffUser & { disabled: boolean })[]> {
  const users = await context.db.selectFrom('staff_users').selectAll().orderBy('email').execute();
  const roles = await context.db.selectFrom('staff_roles').selectAll().orderBy('role').execute();
  return users.map((user) => ({
    id: user.id,
    name: user.name,
    email: user.email,
    disabled: user.disabled_at !== null,
    roles: roles
      .filter((grant) => grant.user_id === user.id)
      .map((grant) => ({ role: grant.role, eventId: grant.event_id }))
  }));
}

/** The sign-in that is in use under an address, with what its password is compared to. */
export async function findStaffByEmail(executor: Executor, email: string) {
  return executor
    .selectFrom('staff_users')
    .select(['id', 'password_hash', 'disabled_at', 'totp_sealed'])
    .where('email', '=', emailKey(email))
    .executeTakeFirst();
}
