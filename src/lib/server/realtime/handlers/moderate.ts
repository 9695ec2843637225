import { moderateSchema } from '../../../schema/question.ts';
import { moderateQuestion } from '../../questions/moderate-question.ts';
import { MODERATING, READING } from '../../staff/access.ts';
import { guard } from '../guard.ts';
import type { Realtime, RoomSocket } from '../room-socket.ts';
import { stillStaff } from '../still-staff.ts';

/** `moderate`: whoever moderates this event now; interpreters translate. */
export function handleModerate(realtime: Realtime, socket: RoomSocket): void {
  guard(realtime, socket, 'moderate', moderateSchema, async (input) => {
    const roles = input.action === 'translate' ? READING : MODERATING;
    const person = await stillStaff(realtime, socket, roles);
    if (!person) return { ok: false, code: 'forbidden' };
    const { eventId } = socket.data;
    const outcome = await moderateQuestion(realtime.context, eventId, person.id, input);
    if (!outcome.ok) {
      return outcome.code === 'needs_translation'
        ? { ok: false, code: 'invalid', why: 'needs_translation' }
        : outcome;
    }
    realtime.publisher.publish(outcome.change);
    return { ok: true, question: outcome.question };
  });
}
