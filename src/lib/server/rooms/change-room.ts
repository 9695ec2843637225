import type { RoomView } from '../../realtime/protocol.ts';
import type { RoomInput } from '../../schema/question.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../db/transaction.ts';
import { recordRoomChange, type RoomChange } from './room-change.ts';
import { lockRoom } from './room-log.ts';
import { staffRoomView } from './room-view.ts';

/**
 * Opens, pauses or closes the questions, changes the notice, or says when a translation is needed, which
 * only staff hear of; the caller has checked the role.
 */
export async function changeRoom(
  context: Context,
  eventId: string,
  staffId: string,
  input: RoomInput
): Promise<{ room: RoomView; change: RoomChange }> {
  return inTransaction(context.db, async (trx) => {
    await lockRoom(trx, eventId);
    const changes = {
      ...(input.qa ? { qa: input.qa } : {}),
      ...(input.slow ? { slow_seconds: input.slow } : {}),
      ...(input.translation ? { translation_policy: input.translation } : {}),
      ...(input.notice ? { notice: JSON.stringify(withoutBlanks(input.notice)) } : {})
    };
    if (Object.keys(changes).length > 0)
      await trx.updateTable('events').set(changes).where('id', '=', eventId).execute();
    const forStaff = input.translation !== undefined && Object.keys(changes).length === 1;
    const change = await recordRoomChange(trx, context, eventId, staffId, forStaff);
    return { room: await staffRoomView(trx, eventId), change };
  });
}

function withoutBlanks(texts: Record<string, string | null>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(texts).flatMap(([lang, text]) => (text ? [[lang, text]] : []))
  );
}
