import type { Locale } from '../../i18n/locales.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../db/transaction.ts';
import { hashToken } from '../privacy/keys.ts';

export type WishChanged = { ok: true } | { ok: false; code: 'not_found' };

/** Changes the language that the person of a private link listens in. */
export async function chooseListening(
  context: Context,
  token: string,
  listen: Locale
): Promise<WishChanged> {
  return changeRow(context, token, { listen });
}

/** Whether the person is told when the recording is there; holds after a cancellation too. */
export async function tellOfRecord(
  context: Context,
  token: string,
  on: boolean
): Promise<WishChanged> {
  return changeRow(context, token, { tell_record: on ? 1 : 0 });
}

async function changeRow(
  context: Context,
  token: string,
  change: { listen: Locale } | { tell_record: 0 | 1 }
): Promise<WishChanged> {
  const { numUpdatedRows } = await inTransaction(context.db, (trx) =>
    trx
      .updateTable('rsvps')
      .set({ ...change, updated_at: context.now().toISOString() })
      .where('token_hash', '=', hashToken(token))
      .executeTakeFirst()
  );
  return numUpdatedRows > 0n ? { ok: true } : { ok: false, code: 'not_found' };
}
