import type { Context } from '../context.ts';
import type { Trx } from '../db/schema.ts';
import { tellOfChange } from '../rsvps/tell-attendees.ts';
import { eventBefore } from './event-before.ts';
import { loadEventParts } from './event-parts.ts';
import type { TimeColumns } from './import-times.ts';

/** Gives an event another time, raises its revision, and writes to everybody with a place; the same time again changes nothing. */
export async function moveEvent(
  trx: Trx,
  context: Context,
  id: string,
  times: TimeColumns
): Promise<void> {
  const before = await loadEventParts(trx, id);
  if (!before || !(await shiftEvent(trx, context, id, times))) return;
  await tellOfChange(trx, context, id, eventBefore(before));
}

/** The same without a word to anybody, for the demo. Returns whether the time is another. */
export async function shiftEvent(
  trx: Trx,
  context: Context,
  id: string,
  times: TimeColumns
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
