import type { Context } from '../context.ts';
import { inTransaction } from '../db/transaction.ts';
import { isAdmin } from './access.ts';
import { audit } from './audit.ts';
import { forgetTotp } from './totp.ts';

export type RemoveFactorsOutcome = { ok: true } | { ok: false; code: 'forbidden' | 'not_found' };

/**
 * Takes away all with which a colleague signs in beside the password: codes of the phone, recovery codes and
 * passkeys, which a thief may have added. Refuses oneself, who is asked for the password on the own page, and
 * who has none.
 */
export async function removeFactors(
  context: Context,
  adminId: string,
  userId: string
): Promise<RemoveFactorsOutcome> {
  return inTransaction(context.db, async (trx) => {
    if (userId === adminId || !(await isAdmin(trx, adminId)))
      return { ok: false, code: 'forbidden' };
    const hadTotp = await forgetTotp(trx, userId);
    const keys = await trx
      .deleteFrom('staff_passkeys')
      .where('user_id', '=', userId)
      .returning('id')
      .execute();
    if (!hadTotp && keys.length === 0) return { ok: false, code: 'not_found' };
    const subject = { kind: 'staff' as const, id: userId };
    const detail = { count: keys.length };
    await audit(trx, context, {
      actor: adminId,
      what: 'second_factor_off',
      eventId: null,
      subject,
      detail
    });
    return { ok: true };
  });
}
