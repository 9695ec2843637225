import type { Context } from '../context.ts';
import type { Trx } from '../db/schema.ts';
import type { TimeColumns } from './import-times.ts';

/** Gives an event another time and raises its revision; the same time again changes nothing. Mails nobody. */
export async function moveEvent(
  trx: Trx,
  context: Context,
  id: string,
  times: TimeColumns
): Promise<void> {
  await trx
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
    .execute();
}
