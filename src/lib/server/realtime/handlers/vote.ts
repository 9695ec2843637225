import { voteSchema } from '../../../schema/question.ts';
import { voteForQuestion } from '../../questions/vote-question.ts';
import { guard } from '../guard.ts';
import type { Realtime, RoomSocket } from '../room-socket.ts';

/** `vote`: anybody with an identity, for what they can see. */
export function handleVote(realtime: Realtime, socket: RoomSocket): void {
  guard(realtime, socket, 'vote', voteSchema, async (input) => {
    const { viewerId, eventId } = socket.data;
    if (!viewerId) return { ok: false, code: 'forbidden' };
    const outcome = await voteForQuestion(realtime.context, { eventId, viewerId }, input);
    if (!outcome.ok) return outcome;
    if (outcome.changed)
      realtime.publisher.publishVotes(eventId, input.id, outcome.votes, outcome.revs);
    return { ok: true, votes: outcome.votes, on: outcome.on };
  });
}
