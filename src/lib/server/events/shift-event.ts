import type { Context } from '../context.ts';
import type { Trx } from '../db/schema.ts';
import type { WhenRow } from './clock.ts';

/**
 * Gives an event another time and raises its revision, without a word to anybody: for the demo. Returns
 * whether the time is another.
 */
export async function shiftEvent(
  trx: Trx,
  context: Context,
  id: string,
  times: WhenRow
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('events')
    .set((set) => ({
      ...times,
      revision: set('revision', '+', 1),
      updated_at: context.now().toISOString()
    }))
    .where('id', '=', id)
    .where((where) =>
      where.or([where('starts_at', '!=', times.starts_at), where('ends_at', '!=', times.ends_at)])
    )
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
