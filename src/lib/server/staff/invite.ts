import { randomUUID } from 'node:crypto';
import type { Locale } from '../../i18n/locales.ts';
import { emailKey } from '../../schema/email.ts';
import type { Context } from '../context.ts';
import type { StaffRole, Trx } from '../db/schema.ts';
import { inTransaction } from '../db/transaction.ts';
import { enqueueStaffLink } from '../mail/outbox.ts';
import { isAdmin } from './access.ts';
import { audit, type AuditVerb } from './audit.ts';
import { fits } from './roles.ts';
import { makeWelcomeLink } from './welcome.ts';

export interface Invitation {
  email: string;
  name: string;
  /** Of the mail and of the page behind its link. */
  lang: Locale;
  role: StaffRole;
  /** The events of a moderator or interpreter; none for a role of the whole hub. */
  eventIds: readonly string[];
}

export type InviteOutcome =
  /** The token of the link is shown once; the database keeps its hash. */
  | { ok: true; userId: string; token: string }
  | { ok: false; code: 'forbidden' | 'email_taken' | 'event_missing' };

/**
 * Invites somebody by a one-time link of three days, in one transaction with its mail. Refuses an address that
 * has an account or an invitation (`email_taken`), and an event role without a real event (`event_missing`).
 */
export async function inviteStaff(
  context: Context,
  adminId: string,
  invitation: Invitation
): Promise<InviteOutcome> {
  const { name, lang, role } = invitation;
  const eventIds =
    role === 'admin' || role === 'organizer' ? [''] : [...new Set(invitation.eventIds)];
  if (eventIds.length === 0) return { ok: false, code: 'event_missing' };
  return inTransaction(context.db, async (trx) => {
    if (!(await isAdmin(trx, adminId))) return { ok: false, code: 'forbidden' };
    for (const eventId of eventIds)
      if (!(await fits(trx, { role, eventId }))) return { ok: false, code: 'event_missing' };
    const user = { id: randomUUID(), email: emailKey(invitation.email), name, lang };
    const { numInsertedOrUpdatedRows } = await trx
      .insertInto('staff_users')
      .values({ ...user, password_hash: null, created_at: context.now().toISOString() })
      .onConflict((conflict) => conflict.column('email').doNothing())
      .executeTakeFirst();
    if (numInsertedOrUpdatedRows === 0n) return { ok: false, code: 'email_taken' };
    await trx
      .insertInto('staff_roles')
      .values(eventIds.map((eventId) => ({ user_id: user.id, role, event_id: eventId })))
      .execute();
    const token = await sendLink(trx, context, user);
    await auditInvitation(trx, context, adminId, user.id, 'user_invited', {
      roles: role,
      count: eventIds[0] === '' ? 0 : eventIds.length
    });
    return { ok: true, userId: user.id, token };
  });
}

export type LinkOutcome =
  { ok: true; token: string } | { ok: false; code: 'forbidden' | 'not_found' };

/**
 * Sends a new link and ends the earlier one: the invitation again, or for who has a password, a link to choose
 * another. Nothing of the account changes before it is used.
 */
export async function sendLinkAgain(
  context: Context,
  adminId: string,
  userId: string
): Promise<LinkOutcome> {
  return inTransaction(context.db, async (trx) => {
    // Nobody for themselves: it would go round the question for one's password.
    if (userId === adminId || !(await isAdmin(trx, adminId)))
      return { ok: false, code: 'forbidden' };
    const user = await trx
      .selectFrom('staff_users')
      .select(['id', 'email', 'name', 'lang'])
      .where('id', '=', userId)
      .where('disabled_at', 'is', null)
      .executeTakeFirst();
    if (!user) return { ok: false, code: 'not_found' };
    const token = await sendLink(trx, context, user);
    await auditInvitation(trx, context, adminId, userId, 'invitation_sent_again');
    return { ok: true, token };
  });
}

export type WithdrawOutcome = { ok: true } | { ok: false; code: 'forbidden' | 'not_found' };

/** Takes an invitation back that nobody accepted: link, roles and account go, and the address is free again. */
export async function withdrawInvitation(
  context: Context,
  adminId: string,
  userId: string
): Promise<WithdrawOutcome> {
  return inTransaction(context.db, async (trx) => {
    if (!(await isAdmin(trx, adminId))) return { ok: false, code: 'forbidden' };
    const gone = await trx
      .deleteFrom('staff_users')
      .where('id', '=', userId)
      .where('password_hash', 'is', null)
      .returning('id')
      .executeTakeFirst();
    if (!gone) return { ok: false, code: 'not_found' };
    await auditInvitation(trx, context, adminId, userId, 'invitation_withdrawn');
    return { ok: true };
  });
}

async function sendLink(
  trx: Trx,
  context: Context,
  user: { id: string; email: string; name: string; lang: Locale }
): Promise<string> {
  const token = await makeWelcomeLink(trx, context, user.id);
  const { lang, email, name } = user;
  await enqueueStaffLink(trx, context, lang, { address: email, name, token });
  return token;
}

async function auditInvitation(
  trx: Trx,
  context: Context,
  adminId: string,
  userId: string,
  what: AuditVerb,
  detail: Record<string, string | number> = {}
): Promise<void> {
  const subject = { kind: 'staff' as const, id: userId };
  await audit(trx, context, { actor: adminId, what, eventId: null, subject, detail });
}
