import type { Locale } from '../../i18n/locales.ts';
import type { Context } from '../context.ts';
import type { Executor } from '../db/schema.ts';
import { inTransaction } from '../db/transaction.ts';
import { audit } from './audit.ts';
import { checkPassword, hashPassword, passwordRefusal, type PasswordRefusal } from './passwords.ts';
import { forgetTries, takeTry, type SignInThrottle } from './sign-in-throttle.ts';

/** What somebody of staff sees and changes of their own account. */
export interface OwnAccount {
  name: string;
  email: string;
  lang: Locale;
  hasTotp: boolean;
  /** Recovery codes that were not used yet. */
  codesLeft: number;
}

export async function loadOwnAccount({ db }: Context, userId: string): Promise<OwnAccount | null> {
  const user = await db
    .selectFrom('staff_users')
    .select((eb) => [
      'name',
      'email',
      'lang',
      'totp_sealed',
      eb
        .selectFrom('staff_recovery_codes')
        .select(eb.fn.countAll<number>().as('left'))
        .whereRef('staff_recovery_codes.user_id', '=', 'staff_users.id')
        .as('codes')
    ])
    .where('id', '=', userId)
    .executeTakeFirst();
  if (!user) return null;
  const { name, email, lang } = user;
  return { name, email, lang, hasTotp: user.totp_sealed !== null, codesLeft: Number(user.codes) };
}

/** Own name, as colleagues see it, and the language of mails. Another name is written into the log. */
export async function saveOwnProfile(
  context: Context,
  userId: string,
  profile: { name: string; lang: Locale }
): Promise<void> {
  await inTransaction(context.db, async (trx) => {
    const renamed = await trx
      .selectFrom('staff_users')
      .select('name')
      .where('id', '=', userId)
      .where('name', '<>', profile.name)
      .executeTakeFirst();
    const detail = { from: renamed?.name ?? '', to: profile.name };
    if (renamed)
      await audit(trx, context, { actor: userId, what: 'profile_changed', eventId: null, detail });
    await trx.updateTable('staff_users').set(profile).where('id', '=', userId).execute();
  });
}

export type OwnPasswordCheck =
  | { ok: true }
  | { ok: false; code: 'password_wrong' }
  | { ok: false; code: 'rate_limited'; retryAfter: number };

/**
 * Asks for the password again before something that would outlast a stolen session. Held back like the sign-in,
 * after five mistakes in 15 minutes.
 */
export async function confirmOwnPassword(
  { db }: Context,
  throttle: SignInThrottle,
  { userId, password, address }: { userId: string; password: string; address: string }
): Promise<OwnPasswordCheck> {
  const key = `own ${userId}`;
  const wait = await takeTry(throttle, key, address);
  if (wait > 0) return { ok: false, code: 'rate_limited', retryAfter: wait };
  const stored = await passwordOf(db, userId);
  if (!(await checkPassword(stored, password))) return { ok: false, code: 'password_wrong' };
  await forgetTries(throttle, key, address);
  return { ok: true };
}

export type ChangePasswordOutcome =
  | { ok: true; endedSessions: string[] }
  | { ok: false; code: PasswordRefusal | 'changed_meanwhile' };

/**
 * Sets another password, after `confirmOwnPassword`. All other sessions and open links end; the caller closes
 * the sockets of the sessions it is given.
 */
export async function changeOwnPassword(
  context: Context,
  { userId, sessionId, password }: { userId: string; sessionId: string; password: string }
): Promise<ChangePasswordOutcome> {
  const refusal = passwordRefusal(password);
  if (refusal) return { ok: false, code: refusal };
  const before = await passwordOf(context.db, userId);
  const passwordHash = await hashPassword(password);
  return inTransaction(context.db, async (trx) => {
    const changed = await trx
      .updateTable('staff_users')
      .set({ password_hash: passwordHash })
      .where('id', '=', userId)
      .where('password_hash', '=', before)
      .where('disabled_at', 'is', null)
      .returning('id')
      .executeTakeFirst();
    if (!changed) return { ok: false, code: 'changed_meanwhile' };
    await trx.deleteFrom('staff_links').where('user_id', '=', userId).execute();
    const ended = await trx
      .deleteFrom('sessions')
      .where('user_id', '=', userId)
      .where('id', '<>', sessionId)
      .returning('id')
      .execute();
    await audit(trx, context, { actor: userId, what: 'password_changed', eventId: null });
    return { ok: true, endedSessions: ended.map(({ id }) => id) };
  });
}

async function passwordOf(executor: Executor, userId: string): Promise<string | null> {
  const user = await executor
    .selectFrom('staff_users')
    .select('password_hash')
    .where('id', '=', userId)
    .where('disabled_at', 'is', null)
    .executeTakeFirst();
  return user?.password_hash ?? null;
}
