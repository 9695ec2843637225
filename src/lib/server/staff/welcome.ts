import type { Locale } from '../../i18n/locales.ts';
import type { Context } from '../context.ts';
import type { Executor, Trx } from '../db/schema.ts';
import { inTransaction } from '../db/transaction.ts';
import { hashToken, newToken } from '../privacy/keys.ts';
import { audit } from './audit.ts';
import { hashPassword, passwordRefusal, type PasswordRefusal } from './passwords.ts';

/** A link to choose a password can be used once, within this time. */
export const LINK_DAYS = 3;

export type WelcomeOutcome =
  | { ok: true; userId: string; endedSessions: string[]; hasSecondFactor: boolean }
  | { ok: false; code: 'link_used' | PasswordRefusal };

/**
 * Makes the one link with which a user chooses a password; an earlier one ends. Returns its token, the
 * database keeps the hash.
 */
export async function makeWelcomeLink(trx: Trx, context: Context, userId: string): Promise<string> {
  const token = newToken();
  const expires = new Date(context.now().getTime() + LINK_DAYS * 86_400_000);
  await trx.deleteFrom('staff_links').where('user_id', '=', userId).execute();
  await trx
    .insertInto('staff_links')
    .values({ token_hash: hashToken(token), user_id: userId, expires_at: expires.toISOString() })
    .execute();
  return token;
}

export interface Welcome {
  name: string;
  email: string;
  lang: Locale;
  /** Somebody who had a password before chooses another one. */
  isNew: boolean;
}

/** Whose link it is, while it can be used. Looking at it changes nothing: mail scanners open links too. */
export async function findWelcome(context: Context, token: string): Promise<Welcome | null> {
  const user = await usableLink(context.db, context.now(), hashToken(token));
  if (!user) return null;
  const { name, email, lang } = user;
  return { name, email, lang, isNew: user.password_hash === null };
}

/** Whether the link with this hash can still be used. */
export async function isLinkOpen(context: Context, tokenHash: string): Promise<boolean> {
  return (await usableLink(context.db, context.now(), tokenHash)) !== undefined;
}

/**
 * Sets the password and uses the link up, in one transaction; sessions from before end, and the caller closes
 * their sockets. Refuses used, expired and unknown links alike.
 */
export async function acceptWelcome(
  context: Context,
  token: string,
  password: string
): Promise<WelcomeOutcome> {
  const refusal = passwordRefusal(password);
  if (refusal) return { ok: false, code: refusal };
  const tokenHash = hashToken(token);
  // Before the password costs work: strangers send links that are none.
  if (!(await isLinkOpen(context, tokenHash))) return { ok: false, code: 'link_used' };
  const passwordHash = await hashPassword(password);
  return inTransaction(context.db, async (trx) => {
    const user = await usableLink(trx, context.now(), tokenHash);
    // Whoever takes the row away has used the link: of two at once, one finds it gone.
    const taken = await trx
      .deleteFrom('staff_links')
      .where('token_hash', '=', tokenHash)
      .returning('user_id')
      .executeTakeFirst();
    if (!user || !taken) return { ok: false, code: 'link_used' };
    await trx
      .updateTable('staff_users')
      .set({ password_hash: passwordHash })
      .where('id', '=', user.id)
      .execute();
    const ended = await trx
      .deleteFrom('sessions')
      .where('user_id', '=', user.id)
      .returning('id')
      .execute();
    const what = user.password_hash === null ? 'invitation_accepted' : 'password_changed';
    await audit(trx, context, { actor: user.id, what, eventId: null });
    return {
      ok: true,
      userId: user.id,
      endedSessions: ended.map(({ id }) => id),
      hasSecondFactor: user.totp_sealed !== null
    };
  });
}

async function usableLink(executor: Executor, now: Date, tokenHash: string) {
  return executor
    .selectFrom('staff_links')
    .innerJoin('staff_users', 'staff_users.id', 'staff_links.user_id')
    .select([
      'staff_users.id',
      'staff_users.name',
      'staff_users.email',
      'staff_users.lang',
      'staff_users.password_hash',
      'staff_users.totp_sealed'
    ])
    .where('staff_links.token_hash', '=', tokenHash)
    .where('staff_links.expires_at', '>', now.toISOString())
    .where('staff_users.disabled_at', 'is', null)
    .executeTakeFirst();
}
