import { askSchema } from '../../../schema/question.ts';
import { askQuestion } from '../../questions/ask-question.ts';
import { guard } from '../guard.ts';
import type { Realtime, RoomSocket } from '../room-socket.ts';

/** `ask`: anybody with an identity. */
export function handleAsk(realtime: Realtime, socket: RoomSocket): void {
  guard(realtime, socket, 'ask', askSchema, async (input) => {
    const { viewerId, eventId, lang } = socket.data;
    if (!viewerId) return { ok: false, code: 'forbidden' };
    const outcome = await askQuestion(realtime.context, { eventId, viewerId, lang }, input);
    if (!outcome.ok) return outcome;
    realtime.publisher.publish(outcome.change);
    return { ok: true, question: outcome.question };
  });
}
