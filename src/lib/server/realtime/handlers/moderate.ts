import { moderateSchema } from '../../../schema/question.ts';
import { moderateQuestion } from '../../questions/moderate-question.ts';
import { MODERATING } from '../../staff/access.ts';
import { guard } from '../guard.ts';
import type { Realtime, RoomSocket } from '../room-socket.ts';
import { stillStaff } from '../still-staff.ts';

/** `moderate`: whoever moderates this event now. */
export function handleModerate(realtime: Realtime, socket: RoomSocket): void {
  guard(realtime, socket, 'moderate', moderateSchema, async (input) => {
    const moderator = await stillStaff(realtime, socket, MODERATING);
    if (!moderator) return { ok: false, code: 'forbidden' };
    const outcome = await moderateQuestion(
      realtime.context,
      socket.data.eventId,
      moderator.id,
      input
    );
    if (!outcome.ok) return outcome;
    realtime.publisher.publish(outcome.change);
    return { ok: true, question: outcome.question };
  });
}
