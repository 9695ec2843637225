import type { Locale } from '../../i18n/locales.ts';
import type { Context } from '../context.ts';
import type { Executor } from '../db/schema.ts';
import { inTransaction } from '../db/transaction.ts';
import { hashToken } from '../privacy/keys.ts';

export type WishChanged = { ok: true } | { ok: false; code: 'not_found' };

/** Changes the language that the person of a private link listens in. */
export async function chooseListening(
  context: Context,
  token: string,
  listen: Locale
): Promise<WishChanged> {
  return await inTransaction(context.db, (trx) => changeRowIn(trx, context, token, { listen }));
}

/**
 * Whether the person is told when the recording is there; holds after a cancellation too. A mail that was
 * dropped while they did not wish for it is forgotten, so that it is written again.
 */
export async function tellOfRecord(
  context: Context,
  token: string,
  on: boolean
): Promise<WishChanged> {
  return await inTransaction(context.db, async (trx) => {
    const changed = await changeRowIn(trx, context, token, { tell_record: on ? 1 : 0 });
    if (changed.ok && on) await forgetDropped(trx, token);
    return changed;
  });
}

async function forgetDropped(trx: Executor, token: string): Promise<void> {
  await trx
    .deleteFrom('mail_outbox')
    .where('kind', '=', 'followup')
    .where('status', '=', 'dropped')
    .where('rsvp_id', 'in', ({ selectFrom }) =>
      selectFrom('rsvps as own')
        .innerJoin('rsvps as same', (join) =>
          join
            .onRef('same.event_id', '=', 'own.event_id')
            .onRef('same.email_key', '=', 'own.email_key')
        )
        .select('same.id')
        .where('own.token_hash', '=', hashToken(token))
    )
    .execute();
}

async function changeRowIn(
  trx: Executor,
  context: Context,
  token: string,
  change: { listen: Locale } | { tell_record: 0 | 1 }
): Promise<WishChanged> {
  const { numUpdatedRows } = await trx
    .updateTable('rsvps')
    .set({ ...change, updated_at: context.now().toISOString() })
    .where('token_hash', '=', hashToken(token))
    .executeTakeFirst();
  return numUpdatedRows > 0n ? { ok: true } : { ok: false, code: 'not_found' };
}
