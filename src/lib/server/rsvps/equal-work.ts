import type { Context } from '../context.ts';
import type { Executor } from '../db/schema.ts';

/**
 * Writes what nobody reads, in the place of a row that an address of the other kind would have got: the time
 * that an answer takes must not tell whether an address is known.
 */
export async function writeNothing(trx: Executor, context: Context): Promise<void> {
  const value = context.now().toISOString();
  await trx
    .insertInto('settings')
    .values({ name: 'last_answer', value })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
    .execute();
}
