import { editSchema, withdrawSchema } from '../../../schema/question.ts';
import {
  editOwnQuestion,
  withdrawOwnQuestion,
  type OwnChangeOutcome
} from '../../questions/change-own-question.ts';
import { guard } from '../guard.ts';
import type { Realtime, RoomSocket } from '../room-socket.ts';

/** `edit` and `withdraw`: the question's author. */
export function handleOwnChanges(realtime: Realtime, socket: RoomSocket): void {
  const answer = async (
    change: (author: { eventId: string; viewerId: string }) => Promise<OwnChangeOutcome>
  ) => {
    const { viewerId, eventId } = socket.data;
    if (!viewerId) return { ok: false as const, code: 'forbidden' as const };
    const outcome = await change({ eventId, viewerId });
    if (!outcome.ok) return outcome;
    realtime.publisher.publish(outcome.change);
    return { ok: true as const, question: outcome.question };
  };
  guard(realtime, socket, 'edit', editSchema, (input) =>
    answer((author) => editOwnQuestion(realtime.context, author, input))
  );
  guard(realtime, socket, 'withdraw', withdrawSchema, ({ id }) =>
    answer((author) => withdrawOwnQuestion(realtime.context, author, id))
  );
}
