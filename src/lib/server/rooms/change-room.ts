import type { RoomView } from '../../realtime/protocol.ts';
import type { RoomInput } from '../../schema/question.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../db/transaction.ts';
import { recordRoomChange, type RoomChange } from './room-change.ts';
import { lockRoom } from './room-log.ts';
import { roomView } from './room-view.ts';

/** Opens, pauses or closes the questions, or changes the notice; the caller has checked the role. */
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
      ...(input.notice ? { notice: JSON.stringify(withoutBlanks(input.notice)) } : {})
    };
    if (Object.keys(changes).length > 0)
      await trx.updateTable('events').set(changes).where('id', '=', eventId).execute();
    const change = await recordRoomChange(trx, context, eventId, staffId);
    return { room: await roomView(trx, eventId), change };
  });
}

function withoutBlanks(texts: Record<string, string | null>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(texts).flatMap(([lang, text]) => (text ? [[lang, text]] : []))
  );
}
