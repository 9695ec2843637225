import { Secret, TOTP } from 'otpauth';
import * as v from 'valibot';
import type { Context } from '../context.ts';
import type { Executor, Trx } from '../db/schema.ts';
import { inTransaction } from '../db/transaction.ts';
import { audit } from './audit.ts';
import { forgetRecoveryCodes, makeRecoveryCodes, useRecoveryCode } from './recovery-codes.ts';

/** RFC 6238 as every authenticator app knows it: SHA-1, six digits, 30 seconds. */
const PERIOD = 30;
const DIGITS = 6;
/** A clock may be one step off, and a code may be typed in its last second. */
const WINDOW = 1;
/** A proposed secret waits so long for its first code, in milliseconds. */
const PROPOSAL = 20 * 60_000;
const PURPOSE = 'staff.totp';

/** A secret that is not in force yet. Nothing is kept: the page holds it sealed and sends it back. */
export interface TotpProposal {
  /** For typing by hand, in groups of four. */
  secret: string;
  /** What the QR code says. */
  uri: string;
  /** The same secret, sealed for this person. */
  sealed: string;
}

interface Owner {
  id: string;
  email: string;
}

export function proposeTotp(context: Context, staff: Owner): TotpProposal {
  const secret = new Secret({ size: 20 }).base32;
  const until = context.now().getTime() + PROPOSAL;
  const sealed = context.keys.seal(JSON.stringify({ secret, until }), proposalOf(staff.id));
  return describeProposal(context, staff, secret, sealed);
}

/** The same proposal once more, for a page that is shown again after a mistake; null when it is too old. */
export function proposeAgain(context: Context, staff: Owner, sealed: string): TotpProposal | null {
  const secret = openProposal(context, staff.id, sealed);
  return secret === null ? null : describeProposal(context, staff, secret, sealed);
}

export type TurnOnOutcome =
  { ok: true; codes: string[] } | { ok: false; code: 'code_wrong' | 'proposal_old' };

/**
 * Puts a proposed secret in force once a code shows that the app has it, and makes recovery codes. Refuses
 * a wrong code, and a proposal that is older than 20 minutes or somebody else's.
 */
export async function turnOnTotp(
  context: Context,
  userId: string,
  sealed: string,
  code: string
): Promise<TurnOnOutcome> {
  const secret = openProposal(context, userId, sealed);
  if (secret === null) return { ok: false, code: 'proposal_old' };
  const step = matchingStep(secret, code, context.now());
  if (step === null) return { ok: false, code: 'code_wrong' };
  return inTransaction(context.db, async (trx) => {
    await trx
      .updateTable('staff_users')
      .set({ totp_sealed: context.keys.seal(secret, PURPOSE), totp_step: step })
      .where('id', '=', userId)
      .execute();
    await audit(trx, context, { actor: userId, what: 'second_factor_on', eventId: null });
    return { ok: true, codes: await makeRecoveryCodes(trx, context, userId) };
  });
}

/** Ends one's own second factor and its recovery codes; false when there was none. Ask for the password before. */
export async function turnOffTotp(context: Context, userId: string): Promise<boolean> {
  return inTransaction(context.db, async (trx) => {
    if (!(await forgetTotp(trx, userId))) return false;
    await audit(trx, context, { actor: userId, what: 'second_factor_off', eventId: null });
    return true;
  });
}

/** Forgets a second factor and its recovery codes; false when there was none. */
export async function forgetTotp(trx: Trx, userId: string): Promise<boolean> {
  const changed = await trx
    .updateTable('staff_users')
    .set({ totp_sealed: null, totp_step: null })
    .where('id', '=', userId)
    .where('totp_sealed', 'is not', null)
    .returning('id')
    .executeTakeFirst();
  await forgetRecoveryCodes(trx, userId);
  return changed !== undefined;
}

/** Makes ten new recovery codes for who has a second factor; the earlier ones stop working. */
export async function renewRecoveryCodes(context: Context, userId: string): Promise<string[]> {
  return inTransaction(context.db, async (trx) => {
    const user = await trx
      .selectFrom('staff_users')
      .select('id')
      .where('id', '=', userId)
      .where('totp_sealed', 'is not', null)
      .executeTakeFirst();
    if (!user) return [];
    await audit(trx, context, { actor: userId, what: 'recovery_codes_made', eventId: null });
    return makeRecoveryCodes(trx, context, userId);
  });
}

/**
 * Whether a code of the app or a recovery code opens the second step now, and which; it is used up in the
 * same transaction. The same code twice, or one from before the last used one, opens nothing (RFC 6238, 5.2).
 */
export async function useCode(
  context: Context,
  userId: string,
  code: string
): Promise<'code' | 'recovery' | null> {
  return inTransaction(context.db, async (trx) => {
    const user = await trx
      .selectFrom('staff_users')
      .select('totp_sealed')
      .where('id', '=', userId)
      .executeTakeFirst();
    if (!user?.totp_sealed) return null;
    const step = matchingStep(context.keys.open(user.totp_sealed, PURPOSE), code, context.now());
    if (step !== null) return (await takeStep(trx, userId, step)) ? 'code' : null;
    return (await useRecoveryCode(trx, context, userId, code)) ? 'recovery' : null;
  });
}

/** One statement, so that two tries with one code cannot both win. */
async function takeStep(trx: Executor, userId: string, step: number): Promise<boolean> {
  const taken = await trx
    .updateTable('staff_users')
    .set({ totp_step: step })
    .where('id', '=', userId)
    .where((eb) => eb.or([eb('totp_step', 'is', null), eb('totp_step', '<', step)]))
    .returning('id')
    .executeTakeFirst();
  return taken !== undefined;
}

function matchingStep(secret: string, code: string, now: Date): number | null {
  const token = code.replace(/\s/g, '');
  if (!/^\d{6}$/.test(token)) return null;
  const timestamp = now.getTime();
  const delta = totpOf(secret, '', '').validate({ token, timestamp, window: WINDOW });
  return delta === null ? null : Math.floor(timestamp / 1_000 / PERIOD) + delta;
}

function totpOf(secret: string, label: string, issuer: string): TOTP {
  return new TOTP({
    secret: Secret.fromBase32(secret),
    label,
    issuer,
    digits: DIGITS,
    period: PERIOD
  });
}

function describeProposal(
  { config }: Context,
  { email }: Owner,
  secret: string,
  sealed: string
): TotpProposal {
  return {
    secret: secret.replace(/(.{4})(?=.)/g, '$1 '),
    uri: totpOf(secret, email, new URL(config.origin).hostname).toString(),
    sealed
  };
}

function proposalOf(userId: string): string {
  return `staff.totp-proposal ${userId}`;
}

const proposalSchema = v.object({ secret: v.string(), until: v.number() });

function openProposal({ keys, now }: Context, userId: string, sealed: string): string | null {
  try {
    const opened: unknown = JSON.parse(keys.open(sealed, proposalOf(userId)));
    const { secret, until } = v.parse(proposalSchema, opened);
    return until > now().getTime() ? secret : null;
  } catch {
    return null;
  }
}
