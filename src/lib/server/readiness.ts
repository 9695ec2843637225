import type { Context } from './context.ts';
import { schemaDifferences } from './db/migrate.ts';
import { inTransaction } from './db/transaction.ts';

/** Whether the database answers, lets us write, and has exactly this version's schema. */
export async function isReady({ db }: Context): Promise<boolean> {
  try {
    const pending = await schemaDifferences(db);
    await inTransaction(db, (trx) =>
      trx.updateTable('settings').set({ value: '' }).where('name', '=', '').execute()
    );
    return pending.length === 0;
  } catch {
    return false;
  }
}
