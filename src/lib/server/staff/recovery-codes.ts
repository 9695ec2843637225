import { randomInt } from 'node:crypto';
import type { Context } from '../context.ts';
import type { Executor } from '../db/schema.ts';
import type { Keys } from '../privacy/keys.ts';

const COUNT = 10;
/** No letter that reads like another or like a digit; ten of them are 47 bits. */
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789';
const LENGTH = 10;

/** Makes ten new codes in place of all earlier ones; the database keeps keyed hashes, so this is their only showing. */
export async function makeRecoveryCodes(
  trx: Executor,
  { keys }: Context,
  userId: string
): Promise<string[]> {
  const codes = Array.from({ length: COUNT }, newCode);
  await forgetRecoveryCodes(trx, userId);
  await trx
    .insertInto('staff_recovery_codes')
    .values(codes.map((code) => ({ user_id: userId, code_hash: hashCode(keys, userId, code) })))
    .execute();
  return codes;
}

export async function forgetRecoveryCodes(trx: Executor, userId: string): Promise<void> {
  await trx.deleteFrom('staff_recovery_codes').where('user_id', '=', userId).execute();
}

/** Uses a code up, in one statement. False for a code that is unknown, used, or somebody else's. */
export async function useRecoveryCode(
  trx: Executor,
  { keys }: Context,
  userId: string,
  code: string
): Promise<boolean> {
  const used = await trx
    .deleteFrom('staff_recovery_codes')
    .where('user_id', '=', userId)
    .where('code_hash', '=', hashCode(keys, userId, code))
    .returning('user_id')
    .executeTakeFirst();
  return used !== undefined;
}

function newCode(): string {
  const letters = Array.from({ length: LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]);
  return `${letters.slice(0, 5).join('')}-${letters.slice(5).join('')}`;
}

/** Typed with or without the dash, in any case. */
function hashCode(keys: Keys, userId: string, code: string): string {
  const letters = code.toLowerCase().replace(/[^a-z0-9]/g, '');
  return keys.blind(`${userId}:${letters}`, 'staff.recovery');
}
