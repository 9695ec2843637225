import { roomSchema } from '../../../schema/question.ts';
import { changeRoom } from '../../rooms/change-room.ts';
import { MODERATING } from '../../staff/access.ts';
import { guard } from '../guard.ts';
import type { Realtime, RoomSocket } from '../room-socket.ts';
import { stillStaff } from '../still-staff.ts';

/** `room`: whoever moderates this event now. */
export function handleRoom(realtime: Realtime, socket: RoomSocket): void {
  guard(realtime, socket, 'room', roomSchema, async (input) => {
    const moderator = await stillStaff(realtime, socket, MODERATING);
    if (!moderator) return { ok: false, code: 'forbidden' };
    const { room, change } = await changeRoom(
      realtime.context,
      socket.data.eventId,
      moderator.id,
      input
    );
    realtime.publisher.publish(change);
    return { ok: true, room };
  });
}
