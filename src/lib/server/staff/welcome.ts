import type { Context } from '../context.ts';
import type { Executor, Trx } from '../db/schema.ts';
import { inTransaction } from '../db/transaction.ts';
import { hashToken, newToken } from '../privacy/keys.ts';
import { hashPassword, passwordRefusal, type PasswordRefusal } from './passwords.ts';

/** A welcome link can be used once, within this time. */
const LIFETIME_DAYS = 3;

export type WelcomeOutcome =
  { ok: true; userId: string } | { ok: false; code: 'link_used' | PasswordRefusal };

/** Makes a one-time link with which a user chooses a password; returns its token, the database keeps the hash. */
export async function makeWelcomeLink(trx: Trx, context: Context, userId: string): Promise<string> {
  const token = newToken();
  const expires = new Date(context.now().getTime() + LIFETIME_DAYS * 86_400_000);
  await trx
    .insertInto('staff_links')
    .values({ token_hash: hashToken(token), user_id: userId, expires_at: expires.toISOString() })
    .execute();
  return token;
}

/** Whose link it is, while it can be used. Looking at it changes nothing: mail scanners open links too. */
export async function findWelcome(
  context: Context,
  token: string
): Promise<{ name: string; email: string } | null> {
  const user = await usableLink(context.db, context.now(), token);
  return user ? { name: user.name, email: user.email } : null;
}

/** Sets the password and uses the link up, in one transaction. Refuses used, expired and unknown links alike. */
export async function acceptWelcome(
  context: Context,
  token: string,
  password: string
): Promise<WelcomeOutcome> {
  const refusal = passwordRefusal(password);
  if (refusal) return { ok: false, code: refusal };
  const passwordHash = await hashPassword(password);
  return inTransaction(context.db, async (trx) => {
    const user = await usableLink(trx, context.now(), token);
    if (!user) return { ok: false, code: 'link_used' };
    await trx.deleteFrom('staff_links').where('user_id', '=', user.id).execute();
    await trx
      .updateTable('staff_users')
      .set({ password_hash: passwordHash })
      .where('id', '=', user.id)
      .execute();
    return { ok: true, userId: user.id };
  });
}

async function usableLink(executor: Executor, now: Date, token: string) {
  return executor
    .selectFrom('staff_links')
    .innerJoin('staff_users', 'staff_users.id', 'staff_links.user_id')
    .select(['staff_users.id', 'staff_users.name', 'staff_users.email'])
    .where('staff_links.token_hash', '=', hashToken(token))
    .where('staff_links.expires_at', '>', now.toISOString())
    .where('staff_users.disabled_at', 'is', null)
    .executeTakeFirst();
}
